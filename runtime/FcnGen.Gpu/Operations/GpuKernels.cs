using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>
/// The operations of <see cref="IKernels"/> as launches on a GPU device, over one arena. Which kernels an operation launches depends on
/// its type arguments and on how its blobs are aligned, never on the size of the picture: so running a network once at its smallest
/// size names all its kernels. (Kernels without constants of a network, such as the sum of split convolutions, are always embedded; one that
/// only larger pictures need is named by <see cref="GpuDevice.MayLaunch"/>.)
/// </summary>
internal readonly partial struct GpuKernels(GpuDevice device, GpuMemory arena) : IKernels
{
    private const int MaxGrid = 65535;

    /// <summary>The memory of a blob, which must be reachable by 32-bit indices.</summary>
    private GpuView View(Blob blob)
    {
        if (blob.ImageStride * blob.Batch > int.MaxValue)
        {
            throw new ArgumentException(
                $"A layer's output of {blob.Batch}x{blob.Height}x{blob.Width}x{blob.Channels} has more than 2^31 values, which GPU kernels can't index: use smaller pictures or a smaller batch.");
        }

        return new GpuView(arena, blob.Offset, sizeof(float));
    }

    private GpuView View(ByteBlob blob) => new(arena, blob.Offset, 1);

    private GpuView View(KeyCell key) => new(arena, key.Offset, sizeof(uint));

    /// <summary>Groups of 256 threads for the items of every row of every picture.</summary>
    private static LaunchGrid Rows(int items, int height, int batch)
    {
        if (height > MaxGrid || batch > MaxGrid)
        {
            throw new ArgumentException(
                $"A layer's output has {height} rows in {batch} pictures; GPU kernels go to {MaxGrid} of each: use smaller pictures or a smaller batch.");
        }

        return new LaunchGrid(LaunchGrid.Cover(items, 256), height, batch);
    }

    private static GpuView Values(Parameter parameter) => ((GpuParameterBuffer)parameter.Values).View;

    private static GpuView Gradient(Parameter parameter) => ((GpuParameterBuffer)parameter.Gradient).View;

    /// <summary>True if every cell of the blob, and every group of its channels, starts at a multiple of 16 bytes: the same for every size of picture.</summary>
    private static bool IsAligned(Blob blob, int groups = 1) =>
        blob.Offset % 16 == 0 && blob.PixelStride % 4 == 0 && blob.RowStride % 4 == 0 && blob.ImageStride % 4 == 0 && blob.Channels / groups % 4 == 0;
}
