using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace FcnGen.Gpu;

/// <summary>
/// A device driven through the CUDA driver: the primary context, one stream of its own, a module per kernel, loaded before it is
/// first launched. Passes are captured as graphs and replayed, the two of a training step as one.
/// </summary>
internal sealed unsafe partial class CudaDevice : GpuDevice
{
    internal const string NoDevices =
        "There is an NVIDIA driver on this machine, but no CUDA device that it can use: look at what nvidia-smi says and at CUDA_VISIBLE_DEVICES, or use the device opencl or cpu.";

    private const uint NonBlocking = 1;

    private readonly CudaApi _api;
    private readonly CudaHardware _hardware;
    private readonly CudaContext _context;
    private readonly CudaHandle _stream;
    private int _depth; // uses of the context on the thread that holds the gate
    private bool _disposed;

    /// <summary>Opens a device.</summary>
    /// <exception cref="DeviceUnsupportedException">Its compute capability is below 8.0.</exception>
    public CudaDevice(CudaApi api, CudaHardware hardware, IKernelSource kernels, Precision precision)
        : base(kernels, precision)
    {
        if (hardware.Unsupported is { } reason) throw new DeviceUnsupportedException(reason);
        _api = api;
        _hardware = hardware;
        _context = new CudaContext(api, hardware);
        _kernels = new KernelTable<CudaKernel>(Build);
        try
        {
            nint stream;
            api.Check(_context.Enter(), $"opening {hardware.Name}");
            int code = api.StreamCreate(&stream, NonBlocking);
            _context.Leave();
            api.Check(code, $"opening a stream of {hardware.Name}");
            _stream = new CudaHandle(_context, stream, api.StreamDestroy);
        }
        catch
        {
            _context.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Name => "cuda";

    /// <inheritdoc/>
    public override string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{_hardware.Name}, {_hardware.Processors} multiprocessors, compute capability {_hardware.Capability.Major}.{_hardware.Capability.Minor}, {_hardware.Memory >> 20} MB, driver for {_hardware.Driver}");

    /// <inheritdoc/>
    protected internal override bool HasTensorCores => true;

    /// <inheritdoc/>
    protected internal override int Processors => _hardware.Processors;

    /// <summary>Bytes of memory in use by networks of this device.</summary>
    internal long AllocatedBytes => _context.Allocated;

    /// <summary>The most bytes in use at once since <see cref="ResetPeak"/>.</summary>
    internal long PeakBytes => _context.Peak;

    /// <summary>Opens a device by its number.</summary>
    /// <exception cref="DriverMissingException">There is no NVIDIA driver.</exception>
    /// <exception cref="DriverTooOldException">It is older than CUDA 11.4.</exception>
    /// <exception cref="DeviceNotFoundException">There is no such device.</exception>
    /// <exception cref="DeviceUnsupportedException">Its compute capability is below 8.0.</exception>
    public static CudaDevice Open(int index, IKernelSource kernels, Precision precision = Precision.Strict, CudaApi? api = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        api ??= CudaApi.Default;
        IReadOnlyList<CudaHardware> found = CudaHardware.List(api);
        if (index < found.Count) return new CudaDevice(api, found[index], kernels, precision);
        if (found.Count == 0) throw new DeviceNotFoundException(NoDevices);
        string names = string.Join(", ", found.Select(device => string.Create(CultureInfo.InvariantCulture, $"{device.Index}: {device.Name}")));
        throw new DeviceNotFoundException(string.Create(CultureInfo.InvariantCulture, $"There is no CUDA device number {index}. There are {names}."));
    }

    /// <summary>Starts to look for the peak of memory anew.</summary>
    internal void ResetPeak() => _context.ResetPeak();

    /// <inheritdoc/>
    protected internal override GpuMemory Allocate(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        using Scope scope = Use();
        NotWhileCapturing();
        nint address;
        int code = _api.MemAlloc(&address, (nuint)bytes);
        if (code == 0) return new CudaMemory(this, new CudaHandle(_context, address, _api.MemFree, bytes), bytes);
        if (code != CudaCode.OutOfMemory) throw _api.Failed(code, string.Create(CultureInfo.InvariantCulture, $"allocating {bytes} bytes"));
        nuint free = 0, total = 0;
        _ = _api.MemGetInfo(&free, &total);
        throw new DeviceMemoryException(string.Create(
            CultureInfo.InvariantCulture,
            $"{_hardware.Name} can't give {bytes} bytes: {free} of its {total} are free, {AllocatedBytes} are in use by networks of this program. Use smaller pictures or a smaller batch, or dispose networks that are not needed."));
    }

    /// <inheritdoc/>
    protected internal override void Write(GpuMemory to, long offset, ReadOnlySpan<byte> from)
    {
        if (from.IsEmpty) return;
        nint address = Inside(to, offset, from.Length);
        using Scope scope = Use();
        NotWhileCapturing();

        // The driver has copied pageable memory away when the call returns, but for devices that read it themselves.
        fixed (byte* start = from)
        {
            _api.Check(_api.MemcpyHtoDAsync(address, start, (nuint)from.Length, _stream.Value), "copying to the device");
            if (_hardware.ReadsPageable) _api.Check(_api.StreamSynchronize(_stream.Value), "waiting for the device");
        }

        GC.KeepAlive(to);
    }

    /// <inheritdoc/>
    protected internal override void Read(GpuMemory from, long offset, Span<byte> to)
    {
        if (to.IsEmpty) return;
        nint address = Inside(from, offset, to.Length);
        using Scope scope = Use();
        NotWhileCapturing();
        fixed (byte* start = to)
        {
            _api.Check(_api.MemcpyDtoHAsync(start, address, (nuint)to.Length, _stream.Value), "copying from the device");
            _api.Check(_api.StreamSynchronize(_stream.Value), "waiting for the device");
        }

        GC.KeepAlive(from);
    }

    /// <inheritdoc/>
    protected internal override void Zero(GpuMemory memory, long offset, long bytes)
    {
        if (bytes == 0) return;
        nint address = Inside(memory, offset, bytes);
        using Scope scope = Use();
        _capturing?.Add(((CudaMemory)memory).Address);
        _api.Check(_api.MemsetD32Async(address, 0, (nuint)(bytes / 4), _stream.Value), "clearing memory");
        GC.KeepAlive(memory);
    }

    /// <inheritdoc/>
    protected internal override void Finish()
    {
        using Scope scope = Use();
        NotWhileCapturing();
        _api.Check(_api.StreamSynchronize(_stream.Value), "waiting for the device");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        lock (Gate)
        {
            if (_disposed) return;

            // A fault of a kernel has been reported by what waited for it, or nobody wants its results.
            if (_context.Enter() == 0)
            {
                _ = _api.StreamSynchronize(_stream.Value);
                _context.Leave();
            }

            base.Dispose(disposing);
            _disposed = true;
            foreach (Captured entry in _captured) entry.Dispose();
            _captured.Clear();
            _kernels.Dispose();
            _stream.Dispose();
            _context.Dispose();
        }
    }

    private static nint Inside(GpuMemory memory, long offset, long bytes)
    {
        if (offset < 0 || bytes > memory.Bytes - offset)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"{bytes} bytes from there on are not inside the memory of {memory.Bytes} bytes.");
        return ((CudaMemory)memory).Address + (nint)offset;
    }

    private Scope Use()
    {
        Monitor.Enter(Gate);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_depth == 0) _api.Check(_context.Enter(), "making the context current");
            _depth++;
        }
        catch
        {
            Monitor.Exit(Gate);
            throw;
        }

        return new Scope(this);
    }

    /// <summary>Holds the gate and has the context current. Scopes nest.</summary>
    private readonly ref struct Scope(CudaDevice device) : IDisposable
    {
        /// <summary>Ends the use.</summary>
        public void Dispose()
        {
            if (--device._depth == 0) device._context.Leave();
            Monitor.Exit(device.Gate);
        }
    }
}
