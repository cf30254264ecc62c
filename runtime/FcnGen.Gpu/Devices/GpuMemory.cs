using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>A block of memory of a GPU device, aligned to at least <see cref="Blob.Alignment"/> bytes.</summary>
/// <param name="bytes">Its size.</param>
public abstract class GpuMemory(long bytes) : IDisposable
{
    /// <summary>Size in bytes.</summary>
    public long Bytes { get; } = bytes;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the memory.</summary>
    protected abstract void Dispose(bool disposing);
}
