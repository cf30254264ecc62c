using System;

namespace FcnGen.Gpu;

/// <summary>Memory of a CUDA device.</summary>
internal sealed class CudaMemory(CudaDevice device, CudaHandle handle, long bytes) : GpuMemory(bytes)
{
    /// <summary>The address on the device.</summary>
    /// <exception cref="ObjectDisposedException">The memory was released.</exception>
    public nint Address
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle.IsClosed, this);
            return handle.Value;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing || handle.IsClosed) return;
        device.Forget(handle.Value);
        handle.Dispose();
    }
}
