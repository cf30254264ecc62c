using System;
using System.Buffers;
using System.Runtime.InteropServices;
using System.Threading;

namespace FcnGen.Fuzz.Workers;

/// <summary>Inputs that are no pictures but ask a worker to behave in a certain way, so that tests see what the harness would see.</summary>
internal static class WorkerProbe
{
    /// <summary>Asks what fresh memory holds.</summary>
    public static readonly byte[] File = "FcnGen fuzz probe: memory"u8.ToArray();

    /// <summary>Asks to compute for ever.</summary>
    public static readonly byte[] Endless = "FcnGen fuzz probe: endless"u8.ToArray();

    /// <summary>Asks to compute a little longer than an input may, and then to answer.</summary>
    public static readonly byte[] Slow = "FcnGen fuzz probe: slow"u8.ToArray();

    /// <summary>Asks to die.</summary>
    public static readonly byte[] Deadly = "FcnGen fuzz probe: deadly"u8.ToArray();

    /// <summary>The answer to a probe; null for any other input.</summary>
    public static string? Answer(byte[] input)
    {
        if (input.AsSpan().SequenceEqual(Deadly)) Environment.Exit(3);
        if (input.AsSpan().SequenceEqual(Endless)) Spin(TimeSpan.MaxValue);
        if (input.AsSpan().SequenceEqual(Slow)) Spin(WorkerProcess.Limit * 1.1);
        return input.AsSpan().SequenceEqual(File) ? $"native {Native(100)[..2]} pooled {Convert.ToHexString(ArrayPool<byte>.Shared.Rent(1000), 500, 1)}" : null;
    }

    private static void Spin(TimeSpan time)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        while (!Environment.HasShutdownStarted && Environment.CpuUsage.TotalTime - start < time) Thread.SpinWait(1000);
    }

    // Neither the first bytes, where the allocator keeps its lists, nor of one size class alone.
    private static string Native(int size)
    {
        string seen = Value(size);
        return seen == Value(300 * size) ? seen : "?? ";
    }

    private static string Value(int size)
    {
        IntPtr memory = Marshal.AllocHGlobal(size);
        try
        {
            return Marshal.ReadByte(memory, size / 2).ToString("X2", System.Globalization.CultureInfo.InvariantCulture);
        }
        finally
        {
            Marshal.FreeHGlobal(memory);
        }
    }
}
