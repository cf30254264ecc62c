using System;
using System.Collections.Generic;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Gpu.Tests;

/// <summary>A network by hand: its passes clear a blob of the arena, then compute y = factor · x + i over memory of its own.</summary>
internal sealed class SaxpyNetwork : Network
{
    private const int Count = 64;
    private readonly CudaDevice _device;

    public SaxpyNetwork(CudaDevice device)
        : base(Describe(), new NoParameters(device), seed: 1)
    {
        _device = device;
        X = device.Allocate(Count * sizeof(float));
        Y = device.Allocate(Count * sizeof(float));
    }

    public GpuMemory X { get; set; }

    public GpuMemory Y { get; }

    /// <summary>Where backward passes leave z = factor · y + i, if anywhere.</summary>
    public GpuMemory? Z { get; set; }

    public float Factor { get; set; } = 2;

    /// <summary>Called in every pass.</summary>
    public Action? Also { get; set; }

    /// <summary>Passes that were noted, launched or captured.</summary>
    public List<Pass> Executed { get; } = [];

    public override int LossCount => 1;

    /// <summary>Puts a value into x, segments a picture and reads y[0] and y[1].</summary>
    public (float First, float Second) Run(float x, int size = 4)
    {
        Span<float> values = stackalloc float[Count];
        values.Fill(x);
        _device.Write(X, 0, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));
        Segment(stackalloc float[size * size], stackalloc byte[size * size], 1, size, size);
        _device.Read(Y, 0, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));
        return (values[0], values[1]);
    }

    /// <summary>Puts a value into x, makes a training step and reads its loss, z[0] and z[1].</summary>
    /// <param name="x">The value.</param>
    /// <param name="accumulate">Which backward pass.</param>
    /// <param name="size">Rows and columns; at least 7, so that labels cover the cell of the loss.</param>
    public (double Loss, float First, float Second) Step(float x, bool accumulate = false, int size = 8)
    {
        Span<float> values = stackalloc float[Count];
        values.Fill(x);
        _device.Write(X, 0, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));

        // The cell of the loss is where the labels are: a loss of x, if that is what the pass was given.
        Span<byte> labels = stackalloc byte[size * size];
        labels.Clear();
        BitConverter.TryWriteBytes(labels[(4 * LossWords.Sum)..], x);
        BitConverter.TryWriteBytes(labels[(4 * LossWords.Weight)..], 1f);
        double loss = ForwardBackward(stackalloc float[size * size], labels, 1, size, size, accumulate);
        _device.Read(Z!, 0, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));
        return (loss, values[0], values[1]);
    }

    public override long ArenaBytes(Pass pass, int batch, int height, int width) => 2 * Blob.Bytes(batch, height, width, 1);

    public override void Execute<TKernels>(TKernels kernels, Pass pass)
    {
        Executed.Add(pass);
        Also?.Invoke();
        if (pass == Pass.Segment) kernels.Clear(InputBlob(pass, 0));
        (GpuMemory from, GpuMemory to) = Z is null || pass is not (Pass.Backward or Pass.BackwardAccumulate) ? (X, Y) : (Y, Z);
        _device.Launch(PtxTexts.Saxpy, new LaunchGrid(1), [new(from, 0, 4), new(to, 0, 4)], [Factor, Count]);
    }

    protected override long Plan(Pass pass, int batch, int height, int width) => ArenaBytes(pass, batch, height, width);

    protected override Blob InputBlob(Pass pass, int input)
    {
        (int batch, int height, int width) = PlannedSize(pass);
        return Blob.Dense(0, batch, height, width, 1);
    }

    protected override Blob OutputBlob(int output) => InputBlob(Pass.Forward, 0);

    protected override ByteBlob SegmentBlob(int output)
    {
        (int batch, int height, int width) = PlannedSize(Pass.Segment);
        return new ByteBlob(0, batch, height, width);
    }

    protected override ByteBlob LabelBlob(int loss)
    {
        (int batch, int height, int width) = PlannedSize(Pass.Training);
        return new ByteBlob(0, batch, height, width);
    }

    protected override LossCell LossCell(int loss) => new(0);

    private static NetworkDescription Describe() => new()
    {
        Name = nameof(SaxpyNetwork),
        Layers = [new Layer { Name = "data", PropertyName = "Data", Kind = LayerKind.Input, Channels = 1, IsOutput = true, ReceptiveField = new Rational(1), Map = new CoordinateMap(1, 0) }],
        MinSize = 1,
        Preprocessing = new Preprocessing(),
        Parameters = [],
    };

    private sealed class NoParameters(Device device) : ParameterSet(device, Describe(), seed: 1);
}
