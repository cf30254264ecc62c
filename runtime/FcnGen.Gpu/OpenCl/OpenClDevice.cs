using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FcnGen.Gpu;

/// <summary>A device driven through OpenCL 1.2: one context, one in-order queue, a program per kernel, built before it is first launched.</summary>
internal sealed unsafe partial class OpenClDevice : GpuDevice
{
    private readonly OpenClApi _api;
    private readonly OpenClHardware _hardware;
    private readonly OpenClHandle _context;
    private readonly OpenClHandle _queue;
    private bool _disposed;

    /// <summary>Opens a device.</summary>
    /// <exception cref="DeviceUnsupportedException">Its groups are too small.</exception>
    public OpenClDevice(OpenClApi api, OpenClHardware hardware, IKernelSource kernels, Precision precision)
        : base(kernels, precision)
    {
        if (hardware.Unsupported is { } reason) throw new DeviceUnsupportedException(reason);
        _api = api;
        _hardware = hardware;
        _kernels = new KernelTable<OpenClKernel>(Build);
        nint id = hardware.Id;
        int code;
        _context = new OpenClHandle(api.CreateContext(null, 1, &id, 0, 0, &code), api.ReleaseContext);
        OpenClCode.Check(code, $"opening {hardware.Name}");
        _queue = new OpenClHandle(api.CreateCommandQueue(_context.Value, id, 0, &code), api.ReleaseCommandQueue);
        if (code == 0) return;
        _context.Dispose();
        throw OpenClCode.Failed(code, $"opening a queue of {hardware.Name}");
    }

    /// <inheritdoc/>
    public override string Name => "opencl";

    /// <inheritdoc/>
    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"{_hardware.Name}, {_hardware.Processors} compute units, {_hardware.Memory / (1 << 20)} MB, {_hardware.Driver}");

    /// <inheritdoc/>
    protected internal override bool HasTensorCores => false;

    /// <inheritdoc/>
    protected internal override int Processors => _hardware.Processors;

    /// <summary>Opens a device by its number in <see cref="OpenClHardware.List(OpenClApi)"/>.</summary>
    /// <exception cref="DriverMissingException">There is no OpenCL.</exception>
    /// <exception cref="DeviceNotFoundException">There is no such device.</exception>
    public static OpenClDevice Open(int index, IKernelSource kernels, Precision precision = Precision.Strict, OpenClApi? api = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        api ??= OpenClApi.Default;
        IReadOnlyList<OpenClHardware> found = OpenClHardware.List(api, out string? missing);
        if (index >= found.Count) throw NoSuch($"number {index.ToString(CultureInfo.InvariantCulture)}", found, missing);
        return new OpenClDevice(api, found[index], kernels, precision);
    }

    /// <summary>Opens the first device whose name contains a text, in any case.</summary>
    /// <exception cref="DriverMissingException">There is no OpenCL.</exception>
    /// <exception cref="DeviceNotFoundException">There is no such device.</exception>
    public static OpenClDevice Open(string name, IKernelSource kernels, Precision precision = Precision.Strict, OpenClApi? api = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        api ??= OpenClApi.Default;
        IReadOnlyList<OpenClHardware> found = OpenClHardware.List(api, out string? missing);
        foreach (OpenClHardware hardware in found)
        {
            if (hardware.Name.Contains(name, StringComparison.OrdinalIgnoreCase)) return new OpenClDevice(api, hardware, kernels, precision);
        }

        throw NoSuch($"with \"{name}\" in its name", found, missing);
    }

    /// <inheritdoc/>
    protected internal override GpuMemory Allocate(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        ObjectDisposedException.ThrowIf(_disposed, this);
        int code;
        nint buffer = _api.CreateBuffer(_context.Value, 1 /* CL_MEM_READ_WRITE */, (nuint)bytes, null, &code);
        if (code != 0) throw NoRoom(bytes, code);
        var handle = new OpenClHandle(buffer, _api.ReleaseMemObject);

        // Drivers may put the allocation off until the first use: better that it fails here than in the middle of a pass.
        uint zero = 0;
        if (bytes >= 4) code = _api.EnqueueFillBuffer(_queue.Value, buffer, &zero, 4, ((nuint)bytes & ~(nuint)3) - 4, 4, 0, null, null);
        if (code == 0) code = _api.Finish(_queue.Value);
        if (code == 0) return new OpenClMemory(handle, bytes);
        handle.Dispose();
        throw NoRoom(bytes, code);
    }

    /// <inheritdoc/>
    protected internal override void Write(GpuMemory to, long offset, ReadOnlySpan<byte> from)
    {
        if (from.IsEmpty) return;
        fixed (byte* start = from)
        {
            OpenClCode.Check(
                _api.EnqueueWriteBuffer(Queue, Buffer(to, offset, from.Length), 1, (nuint)offset, (nuint)from.Length, start, 0, null, null), "copying to the device");
        }

        GC.KeepAlive(to);
    }

    /// <inheritdoc/>
    protected internal override void Read(GpuMemory from, long offset, Span<byte> to)
    {
        if (to.IsEmpty) return;
        fixed (byte* start = to)
        {
            OpenClCode.Check(
                _api.EnqueueReadBuffer(Queue, Buffer(from, offset, to.Length), 1, (nuint)offset, (nuint)to.Length, start, 0, null, null), "copying from the device");
        }

        GC.KeepAlive(from);
    }

    /// <inheritdoc/>
    protected internal override void Zero(GpuMemory memory, long offset, long bytes)
    {
        if (bytes == 0) return;
        uint zero = 0;
        OpenClCode.Check(_api.EnqueueFillBuffer(Queue, Buffer(memory, offset, bytes), &zero, 4, (nuint)offset, (nuint)bytes, 0, null, null), "clearing memory");
        GC.KeepAlive(memory);
    }

    /// <inheritdoc/>
    protected internal override void Finish() => OpenClCode.Check(_api.Finish(Queue), "waiting for the device");

    /// <inheritdoc/>
    protected override void Run(Network network, Arena arena, Pass pass)
    {
        base.Run(network, arena, pass);
        lock (Gate) OpenClCode.Check(_api.Flush(Queue), "starting the device");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing || _disposed) return;
        lock (Gate)
        {
            _ = _api.Finish(_queue.Value);
            base.Dispose(disposing);
            _disposed = true;
            _kernels.Dispose();
            _queue.Dispose();
            _context.Dispose();
        }
    }

    private nint Queue
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _queue.Value;
        }
    }

    private static nint Buffer(GpuMemory memory, long offset, long bytes)
    {
        if (offset < 0 || bytes > memory.Bytes - offset)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"{bytes} bytes from there on are not inside the memory of {memory.Bytes} bytes.");
        return ((OpenClMemory)memory).Buffer;
    }

    private DeviceMemoryException NoRoom(long bytes, int code) => OpenClCode.IsMemory(code)
        ? new DeviceMemoryException(string.Create(
            CultureInfo.InvariantCulture,
            $"{_hardware.Name} can't give {bytes} bytes in one piece ({OpenClCode.NameOf(code)}): it has {_hardware.Memory} bytes, of which one piece is at most {_hardware.LargestBuffer}. Use smaller pictures or a smaller batch."))
        : new DeviceMemoryException(string.Create(CultureInfo.InvariantCulture, $"{_hardware.Name} can't give {bytes} bytes: {OpenClCode.NameOf(code)}."));

    private static DeviceNotFoundException NoSuch(string asked, IReadOnlyList<OpenClHardware> found, string? missing)
    {
        if (missing is not null) return new DeviceNotFoundException(missing);
        string names = string.Join(", ", found.Select((device, i) => string.Create(CultureInfo.InvariantCulture, $"{i}: {device.Name} ({device.Kind})")));
        return new DeviceNotFoundException($"OpenCL has no device {asked}. It has {names}.");
    }
}
