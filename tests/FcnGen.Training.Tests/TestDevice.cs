using System;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen.Training.Tests;

/// <summary>A device whose passes are what a test says; parameters lie in plain arrays.</summary>
internal class TestDevice : Device
{
    public override string Name => "test";

    public override string Description => "plain arrays";

    protected internal override ParameterBuffer CreateParameterBuffer(ParameterInfo info) => new TestBuffer(info.Count);

    protected internal override Arena CreateArena() => new TestArena();

    protected internal override void Run(Network network, Arena arena, Pass pass) => throw new NotSupportedException();

    protected internal override void Update<TRule>(Parameter parameter, ParameterBuffer? first, ParameterBuffer? second, UpdateFactors factors)
    {
        float[] w = ((TestBuffer)parameter.Values).Data, g = ((TestBuffer)parameter.Gradient).Data;
        float[] one = (first as TestBuffer)?.Data ?? new float[w.Length], two = (second as TestBuffer)?.Data ?? new float[w.Length];
        for (int i = 0; i < w.Length; i++)
            (w[i], one[i], two[i]) = TRule.Apply<float, ScalarArithmetic>(new Updated<float>(w[i], one[i], two[i]), g[i], factors);
    }

    protected internal override double SumOfSquares(ReadOnlySpan<Parameter> parameters)
    {
        double sum = 0;
        foreach (Parameter parameter in parameters) sum += ((TestBuffer)parameter.Gradient).Data.Sum(value => (double)value * value);
        return sum;
    }

    protected internal override void Upload(Arena arena, ReadOnlySpan<float> nchw, Blob to) => nchw.CopyTo(((TestArena)arena).Images.AsSpan());

    protected internal override void Download(Arena arena, Blob from, Span<float> nchw) => throw new NotSupportedException();

    protected internal override void Upload(Arena arena, ReadOnlySpan<byte> labels, ByteBlob to) => labels.CopyTo(((TestArena)arena).Labels.AsSpan());

    protected internal override void Download(Arena arena, ByteBlob from, Span<byte> labels) => ((TestArena)arena).Labels.AsSpan(0, labels.Length).CopyTo(labels);

    protected internal override (double Loss, double Pixels) ReadLoss(Arena arena, LossCell cell) => (((TestArena)arena).Loss, 1);
}

internal sealed class TestArena : Arena
{
    public float[] Images { get; private set; } = [];

    public byte[] Labels { get; private set; } = [];

    public double Loss { get; set; }

    public override long Capacity => Images.Length;

    public override void Reserve(long bytes)
    {
        if (bytes <= Images.Length) return;
        Images = new float[bytes];
        Labels = new byte[bytes];
    }
}

internal sealed class TestBuffer(long count) : ParameterBuffer
{
    public float[] Data { get; } = new float[count];

    protected internal override void Store(ReadOnlySpan<float> values) => values.CopyTo(Data);

    protected internal override void Fetch(Span<float> values) => Data.CopyTo(values);

    protected internal override void SetToZero() => Data.AsSpan().Clear();
}

internal sealed class TestParameters(Device device, NetworkDescription description, int seed = 1) : ParameterSet(device, description, seed)
{
    public static ParameterInfo Conv(string name, params int[] shape) => new()
    {
        Name = name, Shape = shape, Layout = ParameterLayout.Conv, Filler = Filler.Gaussian, FillerValue = 1,
    };

    public static ParameterInfo Bias(string name, int count) => new()
    {
        Name = name, Shape = [count], Layout = ParameterLayout.Vector, Filler = Filler.Zero, LrMult = 2, DecayMult = 0,
    };

    public static NetworkDescription Describe(params ParameterInfo[] parameters) => new()
    {
        Name = "Toy", Layers = [], MinSize = 1, Preprocessing = new Preprocessing(), Parameters = parameters,
    };
}
