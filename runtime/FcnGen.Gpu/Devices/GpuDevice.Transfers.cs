using System;
using System.Runtime.InteropServices;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

// Parameters, pictures, labels and losses between the host and the device. Values are brought into order on the device, through
// scratch memory of a bounded size.
public abstract partial class GpuDevice
{
    /// <summary>Values copied at a time: 16 MiB.</summary>
    private const int StagedValues = 4 << 20;

    /// <summary>Copies values in the order of weight files to the device and packs them.</summary>
    internal void Pack(ReadOnlySpan<float> values, WeightLayout layout, GpuMemory to)
    {
        CheckParameter(values.Length, layout);
        if (layout.IsFileOrder)
        {
            Write(to, 0, MemoryMarshal.AsBytes(values));
            return;
        }

        GpuMemory staging = Staging(values.Length);
        for (int first = 0; first < values.Length; first += StagedValues)
        {
            int count = Math.Min(StagedValues, values.Length - first);
            Write(staging, 0, MemoryMarshal.AsBytes(values.Slice(first, count)));
            Launch(
                TransferKernels.Pack,
                new LaunchGrid(LaunchGrid.Cover(count, 256)),
                [new GpuView(staging, 0, sizeof(float)), new GpuView(to, 0, sizeof(float))],
                [first, count, layout.Taps, layout.Inputs, layout.Outputs, layout.PaddedOutputs]);
        }
    }

    /// <summary>Unpacks values into the order of weight files.</summary>
    internal void Unpack(GpuMemory from, WeightLayout layout, Span<float> values)
    {
        CheckParameter(values.Length, layout);
        if (layout.IsFileOrder)
        {
            Read(from, 0, MemoryMarshal.AsBytes(values));
            return;
        }

        GpuMemory staging = Staging(values.Length);
        for (int first = 0; first < values.Length; first += StagedValues)
        {
            int count = Math.Min(StagedValues, values.Length - first);
            Launch(
                TransferKernels.Unpack,
                new LaunchGrid(LaunchGrid.Cover(count, 256)),
                [new GpuView(from, 0, sizeof(float)), new GpuView(staging, 0, sizeof(float))],
                [first, count, layout.Taps, layout.Inputs, layout.Outputs, layout.PaddedOutputs]);
            Read(staging, 0, MemoryMarshal.AsBytes(values.Slice(first, count)));
        }
    }

    /// <inheritdoc/>
    protected override void Upload(Arena arena, ReadOnlySpan<float> nchw, Blob to)
    {
        CheckBlob(nchw.Length, to.Count);
        lock (Gate)
        {
            var kernels = new GpuKernels(this, ((GpuArena)arena).Memory);
            GpuMemory staging = Staging(nchw.Length);
            for (int first = 0; first < nchw.Length; first += StagedValues)
            {
                int count = Math.Min(StagedValues, nchw.Length - first);
                Write(staging, 0, MemoryMarshal.AsBytes(nchw.Slice(first, count)));
                kernels.FromPlanes(staging, first, count, to);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Download(Arena arena, Blob from, Span<float> nchw)
    {
        CheckBlob(nchw.Length, from.Count);
        lock (Gate)
        {
            var kernels = new GpuKernels(this, ((GpuArena)arena).Memory);
            GpuMemory staging = Staging(nchw.Length);
            for (int first = 0; first < nchw.Length; first += StagedValues)
            {
                int count = Math.Min(StagedValues, nchw.Length - first);
                kernels.ToPlanes(from, staging, first, count);
                Read(staging, 0, MemoryMarshal.AsBytes(nchw.Slice(first, count)));
            }
        }
    }

    /// <inheritdoc/>
    protected override void Upload(Arena arena, ReadOnlySpan<byte> labels, ByteBlob to)
    {
        CheckBlob(labels.Length, to.Count);
        lock (Gate) Write(((GpuArena)arena).Memory, to.Offset, labels);
    }

    /// <inheritdoc/>
    protected override void Download(Arena arena, ByteBlob from, Span<byte> labels)
    {
        CheckBlob(labels.Length, from.Count);
        lock (Gate) Read(((GpuArena)arena).Memory, from.Offset, labels);
    }

    /// <inheritdoc/>
    protected override (double Loss, double Pixels) ReadLoss(Arena arena, LossCell cell)
    {
        Span<int> words = stackalloc int[LossWords.Count];
        lock (Gate) Read(((GpuArena)arena).Memory, cell.Offset, MemoryMarshal.AsBytes(words));
        return LossWords.Decode(words);
    }

    private GpuMemory Staging(int values) => Scratch((long)Math.Min(values, StagedValues) * sizeof(float));

    private static void CheckParameter(long given, WeightLayout layout)
    {
        if (given != layout.Values) throw new ArgumentException($"The parameter has {layout.Values} values; {given} were given.");
    }

    private static void CheckBlob(long given, long wanted)
    {
        if (given != wanted) throw new ArgumentException($"The blob has {wanted} values; {given} were given.");
    }
}
