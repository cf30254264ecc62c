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

    public override long ArenaBytes(Pass pass, int batch, int height, int width) => 2 * Blob.Bytes(batch, height, width, 1);

    public override void Execute<TKernels>(TKernels kernels, Pass pass)
    {
        Executed.Add(pass);
        Also?.Invoke();
        if (pass == Pass.Segment) kernels.Clear(InputBlob(pass, 0));
        _device.Launch(PtxTexts.Saxpy, new LaunchGrid(1), [new(X, 0, 4), new(Y, 0, 4)], [Factor, Count]);
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
