using System;

namespace FcnGen.Gpu;

/// <summary>An arena in the memory of a GPU device.</summary>
internal sealed class GpuArena(GpuDevice device) : Arena
{
    private GpuMemory? _memory;

    /// <inheritdoc/>
    public override long Capacity => _memory?.Bytes ?? 0;

    /// <summary>The memory; there is some after the first <see cref="Reserve"/>.</summary>
    public GpuMemory Memory => _memory ?? throw new InvalidOperationException("The arena is empty: a pass must be planned first.");

    /// <inheritdoc/>
    public override void Reserve(long bytes)
    {
        if (bytes <= Capacity) return;
        lock (device.Gate)
        {
            // The old memory goes first, so that a larger picture does not need both.
            device.Finish();
            _memory?.Dispose();
            _memory = null;
            _memory = device.Allocate(bytes);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _memory?.Dispose();
        _memory = null;
    }
}
