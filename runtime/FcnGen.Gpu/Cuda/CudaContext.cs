using System.Runtime.InteropServices;
using System.Threading;

namespace FcnGen.Gpu;

/// <summary>
/// The primary context of a device. Everything made in it holds a reference, so that it goes last whatever is disposed or collected
/// first: its addresses mean nothing in a later context.
/// </summary>
internal sealed unsafe class CudaContext : SafeHandle
{
    private readonly int _device;
    private long _allocated;
    private long _peak;

    /// <summary>Retains the context.</summary>
    public CudaContext(CudaApi api, CudaHardware hardware)
        : base(0, ownsHandle: true)
    {
        Api = api;
        _device = hardware.Id;
        nint context;
        api.Check(api.DevicePrimaryCtxRetain(&context, _device), $"opening {hardware.Name}");
        SetHandle(context);
    }

    /// <summary>The driver.</summary>
    public CudaApi Api { get; }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Bytes of memory in use.</summary>
    public long Allocated => Interlocked.Read(ref _allocated);

    /// <summary>The most bytes that were in use at once.</summary>
    public long Peak => Interlocked.Read(ref _peak);

    /// <summary>Makes the context this thread's, until <see cref="Leave"/>.</summary>
    public int Enter() => Api.CtxPushCurrent(handle);

    /// <summary>Gives the thread back the context that it had.</summary>
    public void Leave()
    {
        nint left;
        _ = Api.CtxPopCurrent(&left);
    }

    /// <summary>Counts bytes that were allocated or, negative, freed.</summary>
    public void Count(long bytes)
    {
        long now = Interlocked.Add(ref _allocated, bytes);
        for (long peak = Peak; now > peak;)
        {
            long seen = Interlocked.CompareExchange(ref _peak, now, peak);
            if (seen == peak) break;
            peak = seen;
        }
    }

    /// <summary>Starts to look for the peak anew.</summary>
    public void ResetPeak() => Interlocked.Exchange(ref _peak, Allocated);

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Api.DevicePrimaryCtxRelease(_device) == 0;
}

/// <summary>Something that lives in a context: memory, a module, a stream, an event, a graph. Released once, also when it was forgotten.</summary>
internal sealed unsafe class CudaHandle : SafeHandle
{
    private readonly CudaContext _context;
    private readonly delegate* unmanaged<nint, int> _release;
    private readonly long _bytes;

    /// <summary>Takes the object over.</summary>
    /// <param name="context">Where it lives.</param>
    /// <param name="value">The object.</param>
    /// <param name="release">Releases it, in its context.</param>
    /// <param name="bytes">Bytes of memory that it is.</param>
    public CudaHandle(CudaContext context, nint value, delegate* unmanaged<nint, int> release, long bytes = 0)
        : base(0, ownsHandle: true)
    {
        bool added = false;
        context.DangerousAddRef(ref added);
        _context = context;
        _release = release;
        _bytes = bytes;
        SetHandle(value);
        context.Count(bytes);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The object.</summary>
    public nint Value => handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        bool released = false;
        if (_context.Enter() == 0)
        {
            released = _release(handle) == 0;
            _context.Leave();
        }

        _context.Count(-_bytes);
        _context.DangerousRelease();
        return released;
    }
}
