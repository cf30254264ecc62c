using System;
using System.Collections.Generic;
using System.Threading;

namespace FcnGen.Gpu;

/// <summary>
/// A device that runs the GPU kernels. What a backend (CUDA, OpenCL, ILGPU) does is to hold memory, to copy and to launch; operations,
/// parameters and transfers are written once on top of that. One pass runs at a time; launches are in order.
/// </summary>
public abstract partial class GpuDevice : Device
{
    private readonly HashSet<(Type Network, Pass Pass)> _loaded = [];
    private GpuMemory? _scratch;

    /// <summary>Called by backends.</summary>
    /// <param name="kernels">Where the kernels come from.</param>
    /// <param name="precision">How exactly convolutions multiply.</param>
    protected GpuDevice(IKernelSource kernels, Precision precision)
    {
        Kernels = kernels;
        Precision = precision;
    }

    /// <summary>How exactly convolutions multiply.</summary>
    public Precision Precision { get; }

    /// <summary>
    /// Told, by several threads, how far the kernels of a pass are that runs for the first time; null unless it was given when the device was
    /// opened. It must not call the network: that is busy.
    /// </summary>
    public IProgress<KernelProgress>? KernelProgress { get; set; }

    /// <summary>Where the kernels come from.</summary>
    protected IKernelSource Kernels { get; }

    /// <summary>Gives up making kernels ready; set during a pass that can be cancelled.</summary>
    protected CancellationToken Cancel { get; private set; }

    /// <summary>True if kernels with <see cref="KernelDefinition.CudaOnly"/> run here.</summary>
    protected internal abstract bool HasTensorCores { get; }

    /// <summary>Multiprocessors (compute units): how far work is split where a map is small.</summary>
    protected internal abstract int Processors { get; }

    /// <summary>Held during every use of the device.</summary>
    protected internal object Gate { get; } = new();

    /// <summary>New memory; what it holds is undefined.</summary>
    /// <exception cref="DeviceMemoryException">There is not that much; the message says how many bytes were asked for and are free.</exception>
    protected internal abstract GpuMemory Allocate(long bytes);

    /// <summary>Copies bytes to the device, after everything launched before.</summary>
    protected internal abstract void Write(GpuMemory to, long offset, ReadOnlySpan<byte> from);

    /// <summary>Copies bytes from the device, when everything launched before is done.</summary>
    protected internal abstract void Read(GpuMemory from, long offset, Span<byte> to);

    /// <summary>Sets bytes (a multiple of 4) to zero, after everything launched before.</summary>
    protected internal abstract void Zero(GpuMemory memory, long offset, long bytes);

    /// <summary>
    /// Starts a kernel after everything launched before. Arguments are the views, then the scalars, in the order of the kernel's parameters.
    /// </summary>
    protected internal abstract void Launch(KernelDefinition kernel, LaunchGrid grid, ReadOnlySpan<GpuView> views, ReadOnlySpan<Scalar> scalars);

    /// <summary>Names a kernel that the same operation launches for pictures of another size.</summary>
    internal virtual void MayLaunch(KernelDefinition kernel)
    {
    }

    /// <summary>Waits for everything launched before.</summary>
    protected internal abstract void Finish();

    /// <summary>
    /// Makes kernels ready that are about to be launched for the first time. Backends whose compiler takes its time use all cores;
    /// others wait for the launch. They stop between two kernels when <see cref="Cancel"/> is cancelled.
    /// </summary>
    /// <exception cref="KernelBuildException">The driver can't compile one of them.</exception>
    protected internal virtual void Load(IReadOnlyList<KernelDefinition> kernels)
    {
    }

    /// <summary>Working memory of at least this size; what it holds is undefined. It is the same memory for every operation.</summary>
    internal GpuMemory Scratch(long bytes)
    {
        if (_scratch is null || _scratch.Bytes < bytes)
        {
            Finish();
            _scratch?.Dispose();
            _scratch = null;
            _scratch = Allocate(bytes);
        }

        return _scratch;
    }

    /// <inheritdoc/>
    protected override Arena CreateArena() => new GpuArena(this);

    /// <inheritdoc/>
    protected override ParameterBuffer CreateParameterBuffer(ParameterInfo info) => new GpuParameterBuffer(this, info);

    /// <inheritdoc/>
    protected override void Run(Network network, Arena arena, Pass pass)
    {
        ArgumentNullException.ThrowIfNull(network);
        lock (Gate)
        {
            GpuMemory memory = ((GpuArena)arena).Memory;
            if (!_loaded.Contains((network.GetType(), pass))) LoadKernels(network, pass);
            network.Execute(new GpuKernels(this, memory), pass);
        }

        GC.KeepAlive(network); // here and in the backends: drivers have addresses only, and a finalizer must not free them before a call
    }

    /// <inheritdoc/>
    protected override void Run(Network network, Arena arena, Pass pass, CancellationToken cancel)
    {
        lock (Gate)
        {
            // What is launched runs to its end: kernels can't be called back, and waiting for them leaves the queue in order.
            cancel.ThrowIfCancellationRequested();
            Cancel = cancel;
            try
            {
                Run(network, arena, pass);
            }
            finally
            {
                Cancel = default;
            }
        }
    }

    /// <summary>The kernels of a pass, found by a run in which launches are only noted.</summary>
    private void LoadKernels(Network network, Pass pass)
    {
        using var notes = new RecordingDevice(Precision, HasTensorCores, Processors);
        notes.Note(network, pass);
        Load(notes.Recorded);
        _loaded.Add((network.GetType(), pass));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _scratch?.Dispose();
        base.Dispose(disposing);
    }
}
