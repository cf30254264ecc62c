using System;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>An activation in the operations that can apply it or pass its gradient, against plain loops in double precision.</summary>
/// <param name="Kind">The device.</param>
/// <param name="Placement">How all blobs lie in memory.</param>
/// <param name="Precision">Strict, or with the operands of products rounded to TF32.</param>
internal sealed record ActivationCase(DeviceKind Kind, Placement Placement, Precision Precision = Precision.Strict)
{
    private double Tolerance => Precision == Precision.Strict ? 1e-5 : 2e-3;

    /// <summary>The activation as a layer of its own, and its gradient, added to what is there and in place.</summary>
    public void Alone<TActivation>(int channels) where TActivation : struct, IActivation
    {
        using var bench = new GpuBench(Kind);
        var random = new Random(channels);
        ActivationReference f = ActivationReference.Of<TActivation>();
        Array4 x = Array4.Random(random, 2, channels, 3, 5).Map(v => 3 * v);
        Array4 dy = Array4.Random(random, 2, channels, 3, 5);
        Blob from = bench.Place(x, Placement);
        Blob to = bench.Blob(2, channels, 3, 5, Placement);
        bench.Only(() => bench.Kernels.Activate<TActivation>(from, to), to);
        Close.Check(x.Map(f.Value), bench.Read(to), 2e-6, "alone");
        bench.Only(() => bench.Kernels.Activate<TActivation>(from, from), from);
        Close.Check(x.Map(f.Value), bench.Read(from), 2e-6, "in place");

        Blob stored = bench.Place(f.Stored<TActivation>(x), Placement);
        Blob gradient = bench.Place(dy, Placement);
        Blob dx = bench.Place(x, Placement);
        bench.Only(() => bench.Kernels.PointwiseBackward<Through<TActivation>>(0.5f, gradient, stored, dx, true), dx);
        Close.Check(f.Back(x.Zip(dy, (b, g) => b + 0.5 * g), x), bench.Read(dx), 2e-6, "gradient, added");
        bench.Only(() => bench.Kernels.PointwiseBackward<Through<TActivation>>(1, gradient, stored, gradient, false), gradient);
        Close.Check(f.Back(dy, x), bench.Read(gradient), 2e-6, "gradient in place");
    }

    /// <summary>A convolution and its transpose that end in the activation, and the gradients by the data of both that pass it.</summary>
    public void Convolved<TShape, TActivation>(int height, int width) where TShape : struct, IConvShape where TActivation : struct, IActivation
    {
        using var bench = new GpuBench(Kind, Precision);
        var random = new Random(height);
        ActivationReference f = ActivationReference.Of<TActivation>();
        ConvReference conv = ConvReference.Of<TShape>();
        (int h, int v) = (conv.HeightOf(height), conv.WidthOf(width));
        Array4 x = Array4.Random(random, 2, conv.Inputs, height, width);
        Array4 y = Array4.Random(random, 2, conv.Outputs, h, v);
        Array4 w = Array4.Random(random, conv.Outputs, conv.Inputs, conv.KernelH, conv.KernelW);
        Array4 b = Array4.Random(random, 1, conv.Outputs, 1, 1);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Conv);
        using Parameter bias = bench.Parameter(b, ParameterLayout.Vector);
        Blob input = bench.Place(x, Placement), output = bench.Place(y, Placement);
        Blob to = bench.Blob(2, conv.Outputs, h, v, Placement);
        Array4 forward = conv.Forward(x, w, b.Values, h, v), terms = conv.Forward(x.Abs(), w.Abs(), b.Abs().Values, h, v).Map(s => s + 1);
        bench.Only(() => bench.Kernels.Conv<TShape, Bias<Activate<TActivation, Store>>>(input, weight, bias, to, false), to);
        Close.Check(forward.Map(f.Value), terms, bench.Read(to), Tolerance, $"{conv}");

        Array4 back = conv.BackwardData(y, w, height, width), size = conv.BackwardData(y.Abs(), w.Abs(), height, width).Map(s => s + 2);
        Blob stored = bench.Place(f.Stored<TActivation>(x), Placement), dx = bench.Place(x, Placement);
        bench.Only(() => bench.Kernels.ConvBackwardData<TShape, Through<TActivation>>(output, weight, stored, dx, true), dx);
        Close.Check(f.Back(back.Zip(x, (g, s) => g + s), x), size, bench.Read(dx), Tolerance, $"{conv}, gradient");
        if (conv.KernelH > conv.StrideH && Precision == Precision.Strict) Transposed<TransposedShape<TShape>, TActivation>(bench, conv, x, y, w, input, output);
    }

    /// <summary>Maxima and means, whose gradients pass it.</summary>
    public void Pooled<TActivation>(int channels) where TActivation : struct, IActivation
    {
        using var bench = new GpuBench(Kind);
        var random = new Random(channels);
        ActivationReference f = ActivationReference.Of<TActivation>();
        var pool = PoolReference.Square(3, 2, 1);
        Array4 x = Array4.Random(random, 1, channels, 5, 3);
        Array4 dy = Array4.Random(random, 1, channels, 3, 2);
        Blob input = bench.Place(x, Placement), y = bench.Blob(1, channels, 3, 2, Placement), stored = bench.Place(f.Stored<TActivation>(x), Placement);
        Blob gradient = bench.Place(dy, Placement), dx = bench.Place(x, Placement);
        bench.Only(() => bench.Kernels.AvgPoolBackward<PoolOf<N3, N2, N1>, Through<TActivation>>(gradient, stored, dx, true), dx);
        Close.Check(f.Back(pool.MeanBackward(dy, 5, 3).Zip(x, (g, s) => g + s), x), bench.Read(dx), Tolerance, "gradient of a mean");

        ByteBlob winners = bench.Bytes(1, 3, 2, channels);
        (_, byte[] taps) = pool.Max(x, 3, 2);
        bench.Kernels.MaxPool<PoolOf<N3, N2, N1>>(input, y, winners);
        bench.Only(() => bench.Kernels.MaxPoolBackward<PoolOf<N3, N2, N1>, Through<TActivation>>(gradient, winners, stored, dx, false), dx);
        Close.Check(f.Back(pool.MaxBackward(dy, taps, 5, 3), x), bench.Read(dx), Tolerance, "gradient of a maximum");
    }

    /// <summary>A deep sum over a small map, which is split, and its gradient by the data.</summary>
    public void SplitSums<TActivation>() where TActivation : struct, IActivation => Convolved<ConvOf<N8, N8, N7, N1, N3, N1, N1>, TActivation>(16, 17);

    private void Transposed<TShape, TActivation>(GpuBench bench, ConvReference conv, Array4 x, Array4 y, Array4 w, Blob input, Blob output)
        where TShape : struct, IConvShape where TActivation : struct, IActivation
    {
        ActivationReference f = ActivationReference.Of<TActivation>();
        using Parameter weight = bench.Parameter(w, ParameterLayout.Deconv);
        Blob to = bench.Blob(x.N, x.C, x.H, x.W, Placement);
        Array4 size = conv.BackwardData(y.Abs(), w.Abs(), x.H, x.W).Map(s => s + 1);
        bench.Only(() => bench.Kernels.Deconv<TShape, Activate<TActivation, Store>>(output, weight, null, to, false), to);
        Close.Check(conv.BackwardData(y, w, x.H, x.W).Map(f.Value), size, bench.Read(to), Tolerance, $"transposed {conv}");

        Blob stored = bench.Place(f.Stored<TActivation>(y), Placement), dy = bench.Blob(y.N, y.C, y.H, y.W, Placement);
        Array4 terms = conv.Forward(x.Abs(), w.Abs(), null, y.H, y.W).Map(s => s + 1);
        bench.Only(() => bench.Kernels.DeconvBackwardData<TShape, Through<TActivation>>(input, weight, stored, dy, false), dy);
        Close.Check(f.Back(conv.Forward(x, w, null, y.H, y.W), y), terms, bench.Read(dy), Tolerance, $"transposed {conv}, gradient");
    }
}
