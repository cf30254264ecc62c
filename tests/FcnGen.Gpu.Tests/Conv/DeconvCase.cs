using System;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>A transposed convolution of a fixed shape on a picture, checked pass by pass against plain loops in double precision.</summary>
/// <param name="Batch">Pictures.</param>
/// <param name="InHeight">Rows of the input.</param>
/// <param name="InWidth">Columns of the input.</param>
/// <param name="CropHeight">Rows of the output that are left away.</param>
/// <param name="CropWidth">Columns of the output that are left away.</param>
/// <param name="Placement">How all blobs lie in memory.</param>
internal sealed record DeconvCase(int Batch, int InHeight, int InWidth, int CropHeight = 0, int CropWidth = 0, Placement Placement = Placement.Dense)
{
    private const double Tolerance = 1e-5;

    /// <summary>All passes: forward with bias, stored and added; the gradient by the data, masked and added; the gradients of weights and bias, stored and added.</summary>
    public void Check<TShape>(DeviceKind kind) where TShape : struct, IConvShape
    {
        using var bench = new GpuBench(kind);
        var random = new Random(5);
        DeconvReference deconv = DeconvReference.Of<TShape>();
        int height = deconv.HeightOf(InHeight) - CropHeight;
        int width = deconv.WidthOf(InWidth) - CropWidth;
        Array4 x = Array4.Random(random, Batch, deconv.Inputs, InHeight, InWidth);
        Array4 dy = Array4.Random(random, Batch, deconv.Outputs, height, width);
        Array4 w = Array4.Random(random, deconv.Inputs, deconv.Outputs / deconv.Groups, deconv.KernelH, deconv.KernelW);
        Array4 b = Array4.Random(random, 1, deconv.Outputs, 1, 1);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Deconv, deconv.Groups);
        using Parameter bias = bench.Parameter(b, ParameterLayout.Vector);
        Blob input = bench.Place(x, Placement);

        Forward<TShape>(bench, deconv, x, w, b, input, weight, bias, bench.Blob(Batch, deconv.Outputs, height, width, Placement));
        Data<TShape>(bench, deconv, x, w, dy, input, weight, bench.Place(dy, Placement), random);
        Weights<TShape>(bench, deconv, x, w, b, dy, input, weight, bias, bench.Place(dy, Placement));
    }

    private static void Forward<TShape>(
        GpuBench bench, DeconvReference deconv, Array4 x, Array4 w, Array4 b, Blob from, Parameter weight, Parameter bias, Blob to) where TShape : struct, IConvShape
    {
        Array4 expected = deconv.Forward(x, w, b.Values, to.Height, to.Width);
        Array4 magnitude = deconv.Forward(x.Abs(), w.Abs(), b.Abs().Values, to.Height, to.Width);
        Array4 actual = Repeated.Run(bench, to, () => bench.Kernels.Deconv<TShape, Bias<Store>>(from, weight, bias, to, false));
        Close.Check(expected, magnitude, actual, Tolerance, $"{deconv}");
        bench.Only(() => bench.Kernels.Deconv<TShape, Bias<Store>>(from, weight, bias, to, true), to);
        Close.Check(expected.Map(v => 2 * v), magnitude.Map(v => 2 * v), bench.Read(to), Tolerance, $"{deconv}, accumulated");
    }

    private void Data<TShape>(
        GpuBench bench, DeconvReference deconv, Array4 x, Array4 w, Array4 dy, Blob source, Parameter weight, Blob from, Random random) where TShape : struct, IConvShape
    {
        Array4 before = Array4.Random(random, Batch, deconv.Inputs, InHeight, InWidth);
        Blob to = bench.Place(before, Placement);
        Array4 magnitude = deconv.BackwardData(dy.Abs(), w.Abs(), InHeight, InWidth).Map(v => 2 * v + 2);
        bench.Only(() => bench.Kernels.DeconvBackwardData<TShape, TwiceWherePositive>(from, weight, source, to, true), to);
        Array4 expected = deconv.BackwardData(dy, w, InHeight, InWidth).Zip(before, (g, v) => g + v).Zip(x, (g, v) => v > 0 ? 2 * g : 0);
        Close.Check(expected, magnitude, bench.Read(to), Tolerance, $"{deconv}, data");
    }

    private static void Weights<TShape>(
        GpuBench bench, DeconvReference deconv, Array4 x, Array4 w, Array4 b, Array4 dy, Blob from, Parameter weight, Parameter bias, Blob gradient)
        where TShape : struct, IConvShape
    {
        Array4 expected = deconv.BackwardWeights(x, dy);
        Array4 magnitude = deconv.BackwardWeights(x.Abs(), dy.Abs());
        Array4 sums = ConvReference.BackwardBias(dy);
        Array4 sumsMagnitude = ConvReference.BackwardBias(dy.Abs());
        for (int times = 1; times <= 2; times++)
        {
            double factor = times;
            bench.Only(() => bench.Kernels.DeconvBackwardWeights<TShape>(from, gradient, weight, bias, factor > 1));
            Close.Check(
                expected.Map(v => factor * v), magnitude.Map(v => factor * v), GpuBench.Gradient(weight, w), Tolerance, $"{deconv}, weights added {times} times");
            Close.Check(
                sums.Map(v => factor * v), sumsMagnitude.Map(v => factor * v), GpuBench.Gradient(bias, b), Tolerance, $"{deconv}, bias added {times} times");
        }
    }
}
