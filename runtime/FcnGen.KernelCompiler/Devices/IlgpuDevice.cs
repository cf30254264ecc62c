using System;
using System.Globalization;
using FcnGen.Gpu;
using FcnGen.Kernels;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace FcnGen.KernelCompiler;

/// <summary>
/// The GPU kernels on an accelerator of ILGPU. On ILGPU's CPU accelerator the C# of the kernels runs as it stands, each GPU thread on a
/// thread of its own, so that a debugger steps through them: for studying kernels on tiny pictures, not for speed.
/// </summary>
public sealed class IlgpuDevice : GpuDevice
{
    private readonly Accelerator _accelerator;
    private readonly Context? _context;
    private readonly KernelTable<IlgpuKernel> _kernels;
    private bool _disposed;

    private IlgpuDevice(Accelerator accelerator, Context? context, Precision precision)
        : base(new CompiledKernels(), precision)
    {
        _accelerator = accelerator;
        _context = context;
        _kernels = new KernelTable<IlgpuKernel>(kernel => new IlgpuKernel(accelerator, kernel));
    }

    /// <inheritdoc/>
    public override string Name => "ilgpu";

    /// <inheritdoc/>
    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"{_accelerator.Name} through ILGPU ({_accelerator.AcceleratorType}), groups of up to {_accelerator.MaxNumThreadsPerGroup} threads");

    /// <inheritdoc/>
    protected internal override bool HasTensorCores => false;

    /// <inheritdoc/>
    protected internal override int Processors => _accelerator.NumMultiprocessors;

    /// <summary>ILGPU's CPU accelerator with one multiprocessor of up to 1024 threads.</summary>
    public static IlgpuDevice Cpu(Precision precision = Precision.Strict)
    {
        var context = Context.Create(builder => builder.EnableAlgorithms().EnableFcnGen());
        return new IlgpuDevice(new CPUDevice(32, 32, 1).CreateCPUAccelerator(context, CPUAcceleratorMode.Parallel), context, precision);
    }

    /// <summary>
    /// An accelerator that the caller has made and goes on to own; it must outlive the device. Its context must have been built with
    /// <c>builder.EnableAlgorithms().EnableFcnGen()</c> and at <c>OptimizationLevel.O1</c>.
    /// </summary>
    /// <exception cref="IlgpuAcceleratorException">The accelerator's context optimises in ways that break kernels.</exception>
    public static IlgpuDevice On(Accelerator accelerator, Precision precision = Precision.Strict)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        if (accelerator.AcceleratorType != AcceleratorType.CPU && accelerator.Context.Properties.OptimizationLevel > OptimizationLevel.O1)
        {
            throw new IlgpuAcceleratorException(
                $"The context of {accelerator.Name} optimises at level {accelerator.Context.Properties.OptimizationLevel}, which moves reads of shared memory across barriers and gives wrong results. Build it with builder.Optimize(OptimizationLevel.O1).");
        }

        return new IlgpuDevice(accelerator, null, precision);
    }

    /// <inheritdoc/>
    protected internal override GpuMemory Allocate(long bytes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return new IlgpuMemory(_accelerator.Allocate1D<byte>(bytes), bytes);
        }
        catch (Exception e) when (e is OutOfMemoryException or AcceleratorException)
        {
            throw new DeviceMemoryException(
                string.Create(CultureInfo.InvariantCulture, $"{_accelerator.Name} can't give {bytes} bytes; it has {_accelerator.MemorySize} in all. Use smaller pictures or a smaller batch."), e);
        }
    }

    /// <inheritdoc/>
    protected internal override void Write(GpuMemory to, long offset, ReadOnlySpan<byte> from)
    {
        if (from.IsEmpty) return;
        View(to, offset, from.Length).CopyFromCPU(_accelerator.DefaultStream, from);
        Finish();
    }

    /// <inheritdoc/>
    protected internal override void Read(GpuMemory from, long offset, Span<byte> to)
    {
        if (to.IsEmpty) return;
        View(from, offset, to.Length).CopyToCPU(_accelerator.DefaultStream, to);
        Finish();
    }

    /// <inheritdoc/>
    protected internal override void Zero(GpuMemory memory, long offset, long bytes)
    {
        if (bytes > 0) View(memory, offset, bytes).MemSet(_accelerator.DefaultStream, 0);
    }

    /// <inheritdoc/>
    protected internal override void Launch(KernelDefinition kernel, LaunchGrid grid, ReadOnlySpan<GpuView> views, ReadOnlySpan<Scalar> scalars)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(kernel);
        _kernels.Get(kernel).Launch(grid, views, scalars);
    }

    /// <inheritdoc/>
    protected internal override void Finish()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _accelerator.DefaultStream.Synchronize();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing || _disposed) return;
        lock (Gate)
        {
            base.Dispose(disposing);
            _disposed = true;
            _kernels.Dispose();
            if (_context is null) return;
            _accelerator.Dispose();
            _context.Dispose();
        }
    }

    private ArrayView<byte> View(GpuMemory memory, long offset, long bytes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return ((IlgpuMemory)memory).View(offset, bytes);
    }
}

/// <summary>An accelerator that kernels must not run on.</summary>
/// <param name="message">What is wrong with it, and what to do.</param>
public sealed class IlgpuAcceleratorException(string message) : FcnGenException(message);
