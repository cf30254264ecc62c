using System.Runtime.InteropServices;

namespace FcnGen.Gpu;

/// <summary>
/// An OpenCL object, released once, also when it was forgotten. OpenCL counts references itself: memory keeps its context, so the order
/// in which they are released does not matter.
/// </summary>
internal sealed unsafe class OpenClHandle : SafeHandle
{
    private readonly delegate* unmanaged<nint, int> _release;

    /// <summary>Takes the object over.</summary>
    public OpenClHandle(nint value, delegate* unmanaged<nint, int> release)
        : base(0, ownsHandle: true)
    {
        _release = release;
        SetHandle(value);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The object.</summary>
    public nint Value => handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => _release(handle) == 0;
}

/// <summary>A buffer of an OpenCL device.</summary>
internal sealed class OpenClMemory(OpenClHandle buffer, long bytes) : GpuMemory(bytes)
{
    /// <summary>The cl_mem.</summary>
    /// <exception cref="System.ObjectDisposedException">The memory was released.</exception>
    public nint Buffer
    {
        get
        {
            System.ObjectDisposedException.ThrowIf(buffer.IsClosed, this);
            return buffer.Value;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) buffer.Dispose();
    }
}
