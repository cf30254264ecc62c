using FcnGen.Gpu;
using ILGPU;
using ILGPU.Runtime;

namespace FcnGen.KernelCompiler;

/// <summary>Memory of an ILGPU accelerator.</summary>
internal sealed class IlgpuMemory(MemoryBuffer1D<byte, Stride1D.Dense> buffer, long bytes) : GpuMemory(bytes)
{
    /// <summary>Bytes from <paramref name="offset"/> on.</summary>
    public ArrayView<byte> View(long offset, long bytes) => ((ArrayView<byte>)buffer.View).SubView(offset, bytes);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) buffer.Dispose();
    }
}
