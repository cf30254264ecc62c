using System;
using System.Globalization;

namespace FcnGen.Samples;

/// <summary>Refuses pictures whose activations cannot fit into this machine's memory, before anything is computed.</summary>
public static class MemoryCheck
{
    /// <summary>Compares the closed form of the arena with the memory of the machine.</summary>
    /// <exception cref="ProgramException">It does not fit.</exception>
    public static void Require(Network network, Pass pass, int batch, int height, int width)
    {
        // A GPU says itself what it has; that is not the memory of the machine.
        if (network.Device.Name != "cpu") return;
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        long needed = network.ArenaBytes(pass, batch, height, width);
        // A product that overflowed is too large as well.
        if (needed < 0 || needed > available)
        {
            throw new ProgramException(
                $"{network.Description.Name} needs {Gibibytes(needed)} for {height}x{width} pixels in batches of {batch}; " +
                $"this machine has {Gibibytes(available)}. Scale the picture down, cut it into tiles, or use a smaller batch.");
        }
    }

    private static string Gibibytes(long bytes) =>
        bytes < 0 ? "more than 8 EiB" : (bytes / (double)(1L << 30)).ToString("0.0", CultureInfo.InvariantCulture) + " GiB";
}
