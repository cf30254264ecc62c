namespace FcnGen;

/// <summary>An arena in main memory.</summary>
internal sealed unsafe class CpuArena : Arena
{
    private NativeBlock? _block;

    /// <inheritdoc/>
    public override long Capacity => _block?.Bytes ?? 0;

    /// <summary>The first byte; null while nothing was reserved.</summary>
    public byte* Base => _block is null ? null : (byte*)_block.Pointer;

    /// <inheritdoc/>
    public override void Reserve(long bytes)
    {
        if (bytes <= Capacity) return;
        _block?.Dispose();
        _block = null;
        _block = new NativeBlock(bytes, zeroed: false, "activations");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _block?.Dispose();
        _block = null;
    }
}
