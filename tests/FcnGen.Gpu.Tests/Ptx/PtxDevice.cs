using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>A device that interprets the PTX that ships.</summary>
internal sealed class PtxDevice(IKernelSource kernels, Precision precision) : GpuDevice(kernels, precision)
{
    /// <summary>The interpreter.</summary>
    public PtxMachine Machine { get; } = new();

    /// <inheritdoc/>
    public override string Name => "ptx";

    /// <inheritdoc/>
    public override string Description => "interpreter of PTX";

    /// <inheritdoc/>
    protected internal override bool HasTensorCores => true;

    // More than the groups of a small shape, so that sums are split as on a GPU.
    /// <inheritdoc/>
    protected internal override int Processors => 8;

    /// <inheritdoc/>
    protected internal override GpuMemory Allocate(long bytes) => Machine.Memory.Allocate(bytes);

    /// <inheritdoc/>
    protected internal override void Write(GpuMemory to, long offset, ReadOnlySpan<byte> from) => from.CopyTo(((PtxMemory)to).Span[(int)offset..]);

    /// <inheritdoc/>
    protected internal override void Read(GpuMemory from, long offset, Span<byte> to) => ((PtxMemory)from).Span.Slice((int)offset, to.Length).CopyTo(to);

    /// <inheritdoc/>
    protected internal override void Zero(GpuMemory memory, long offset, long bytes) => ((PtxMemory)memory).Span.Slice((int)offset, (int)bytes).Clear();

    /// <inheritdoc/>
    protected internal override void Load(IReadOnlyList<KernelDefinition> kernels) =>
        Parallel.ForEach(kernels, AllCores.Bound, kernel => Kernels.Text(kernel, KernelTarget.Ptx));

    /// <inheritdoc/>
    protected internal override void Launch(KernelDefinition kernel, LaunchGrid grid, ReadOnlySpan<GpuView> views, ReadOnlySpan<Scalar> scalars)
    {
        var arguments = new byte[views.Length + scalars.Length][];
        for (int i = 0; i < views.Length; i++)
        {
            byte[] view = arguments[i] = new byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(view, ((PtxMemory)views[i].Memory).Address + (ulong)views[i].Offset);
            BinaryPrimitives.WriteInt64LittleEndian(view.AsSpan(8), views[i].Length);
        }

        for (int i = 0; i < scalars.Length; i++) arguments[views.Length + i] = BitConverter.GetBytes(scalars[i].Bits);
        Machine.Launch(Kernels.Text(kernel, KernelTarget.Ptx), grid, kernel.Threads, kernel.SharedBytes, arguments);
    }

    /// <inheritdoc/>
    protected internal override void Finish()
    {
    }
}
