using System;
using FcnGen.Kernels.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Learned transposed convolutions on OpenCL, in the shapes of enlarging layers: values, gradients by data, weights and bias.</summary>
public sealed class ConvDeconvTests
{
    private const double Tolerance = 1e-5;

    [Fact]
    public void Twice_21_classes() => All<ConvOf<N21, N21, N4, N2, N0, N1, N1>>(2, 4, 5, 10, 11);

    [Fact]
    public void Four_times_with_a_crop() => All<ConvOf<N8, N12, N8, N4, N3, N1, N1>>(1, 4, 3, 13, 11);

    [Fact]
    public void Eight_times_in_groups() => All<ConvOf<N6, N6, N16, N8, N4, N1, N2>>(1, 3, 4, 20, 27);

    [Fact]
    public void Thirtytwo_times() => All<ConvOf<N3, N3, N64, N32, N16, N1, N1>>(1, 2, 2, 60, 63);

    private static void All<TShape>(int batch, int inHeight, int inWidth, int height, int width) where TShape : struct, IConvShape
    {
        using var bench = new GpuBench(DeviceKind.OpenCl);
        var random = new Random(4);
        var deconv = DeconvReference.Square(TShape.InputChannels, TShape.OutputChannels, TShape.Kernel, TShape.Stride, TShape.Pad, TShape.Dilation, TShape.Groups);
        Array4 x = Array4.Random(random, batch, deconv.Inputs, inHeight, inWidth);
        Array4 w = Array4.Random(random, deconv.Inputs, deconv.Outputs / deconv.Groups, deconv.KernelH, deconv.KernelW);
        Array4 b = Array4.Random(random, 1, deconv.Outputs, 1, 1);
        Array4 dy = Array4.Random(random, batch, deconv.Outputs, height, width);
        Array4 before = Array4.Random(random, batch, deconv.Inputs, inHeight, inWidth);
        Blob from = bench.Place(x);
        Blob to = bench.Blob(batch, deconv.Outputs, height, width);
        Blob gradient = bench.Place(dy);
        Blob data = bench.Place(before);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Deconv, deconv.Groups);
        using Parameter bias = bench.Parameter(b, ParameterLayout.Vector);

        Array4 biased = deconv.Forward(x, w, b.Values, height, width);
        Array4 magnitude = deconv.Forward(x.Abs(), w.Abs(), b.Abs().Values, height, width);
        bench.Only(() => bench.Kernels.Deconv<TShape, Bias<Store>>(from, weight, bias, to, false), to);
        Close.Check(biased, magnitude, bench.Read(to), Tolerance, $"{deconv}");
        bench.Only(() => bench.Kernels.Deconv<TShape, Bias<Store>>(from, weight, bias, to, true), to);
        Close.Check(biased.Map(v => 2 * v), magnitude.Map(v => 2 * v), bench.Read(to), Tolerance, $"{deconv}, accumulated");

        Array4 expected = deconv.BackwardData(dy, w, inHeight, inWidth);
        Array4 dataMagnitude = deconv.BackwardData(dy.Abs(), w.Abs(), inHeight, inWidth).Map(v => 2 * v + 2);
        bench.Only(() => bench.Kernels.DeconvBackwardData<TShape, TwiceWherePositive>(gradient, weight, from, data, true), data);
        Array4 masked = expected.Zip(before, (g, v) => g + v).Zip(x, (g, v) => v > 0 ? 2 * g : 0);
        Close.Check(masked, dataMagnitude, bench.Read(data), Tolerance, $"{deconv}, data");

        bench.Only(() => bench.Kernels.DeconvBackwardWeights<TShape>(from, gradient, weight, bias, false));
        bench.Only(() => bench.Kernels.DeconvBackwardWeights<TShape>(from, gradient, weight, bias, true));
        Array4 weightMagnitude = deconv.BackwardWeights(x.Abs(), dy.Abs()).Map(v => 2 * v);
        Close.Check(deconv.BackwardWeights(x, dy).Map(v => 2 * v), weightMagnitude, GpuBench.Gradient(weight, w), Tolerance, $"{deconv}, weights");
        Array4 biasMagnitude = ConvReference.BackwardBias(dy.Abs()).Map(v => 2 * v);
        Close.Check(ConvReference.BackwardBias(dy).Map(v => 2 * v), biasMagnitude, GpuBench.Gradient(bias, b), Tolerance, $"{deconv}, bias");
    }
}
