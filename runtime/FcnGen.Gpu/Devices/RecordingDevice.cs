using System;
using System.Collections.Generic;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>A device that runs nothing and notes which kernels are launched on it.</summary>
/// <param name="precision">As on the device that will run.</param>
/// <param name="hasTensorCores">As on the device that will run.</param>
/// <param name="processors">As on the device that will run.</param>
internal sealed class RecordingDevice(Precision precision, bool hasTensorCores, int processors) : GpuDevice(KernelSources.Default, precision)
{
    private readonly NoMemory _arena = new(0);
    private readonly List<KernelDefinition> _kernels = [];
    private readonly List<KernelDefinition> _further = [];

    /// <inheritdoc/>
    public override string Name => "recording";

    /// <inheritdoc/>
    public override string Description => "notes kernels";

    /// <summary>Executes a pass, which must be planned, with operations whose launches are noted and reach no memory.</summary>
    public void Note(Network network, Pass pass) => network.Execute(new GpuKernels(this, _arena), pass);

    /// <summary>The kernels launched so far, in their order; some more than once.</summary>
    public IReadOnlyList<KernelDefinition> Recorded => _kernels;

    /// <summary>Kernels that pictures of other sizes need; some more than once.</summary>
    public IReadOnlyList<KernelDefinition> Further => _further;

    /// <inheritdoc/>
    protected override bool KeepsValues => false;

    /// <inheritdoc/>
    protected internal override bool HasTensorCores => hasTensorCores;

    /// <inheritdoc/>
    protected internal override int Processors => processors;

    /// <inheritdoc/>
    protected internal override GpuMemory Allocate(long bytes) => new NoMemory(bytes);

    /// <inheritdoc/>
    protected internal override void Write(GpuMemory to, long offset, ReadOnlySpan<byte> from)
    {
    }

    /// <inheritdoc/>
    protected internal override void Read(GpuMemory from, long offset, Span<byte> to) => to.Clear();

    /// <inheritdoc/>
    protected internal override void Zero(GpuMemory memory, long offset, long bytes)
    {
    }

    /// <inheritdoc/>
    protected internal override void Launch(KernelDefinition kernel, LaunchGrid grid, ReadOnlySpan<GpuView> views, ReadOnlySpan<Scalar> scalars)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        _kernels.Add(kernel);
    }

    /// <inheritdoc/>
    internal override void MayLaunch(KernelDefinition kernel) => _further.Add(kernel);

    /// <inheritdoc/>
    protected internal override void Finish()
    {
    }

    /// <inheritdoc/>
    protected override (double Loss, double Pixels) ReadLoss(Arena arena, LossCell cell) => (1, 1);

    private sealed class NoMemory(long bytes) : GpuMemory(bytes)
    {
        protected override void Dispose(bool disposing)
        {
        }
    }
}
