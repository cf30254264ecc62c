using System;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>
/// A convolution, or a transposed one, of a fixed shape on a picture, checked pass by pass against plain loops in double precision.
/// </summary>
/// <param name="Batch">Pictures.</param>
/// <param name="InHeight">Rows of the input.</param>
/// <param name="InWidth">Columns of the input.</param>
/// <param name="CropHeight">Rows of the output that are left away.</param>
/// <param name="CropWidth">Columns of the output that are left away.</param>
/// <param name="Placement">How all blobs lie in memory.</param>
internal sealed record ConvCase(int Batch, int InHeight, int InWidth, int CropHeight = 0, int CropWidth = 0, Placement Placement = Placement.Dense)
{
    private const double Tolerance = 1e-5;

    /// <summary>The convolution with bias, then added to what is there.</summary>
    public void Forward<TShape>(DeviceKind kind) where TShape : struct, IConvShape => Forward<TShape, Bias<Store>>(kind);

    /// <summary>The convolution with bias and ReLU.</summary>
    public void Relu<TShape>(DeviceKind kind) where TShape : struct, IConvShape => Forward<TShape, Bias<Activate<Relu, Store>>>(kind);

    /// <summary>The convolution alone, then added to what is there.</summary>
    public void Bare<TShape>(DeviceKind kind) where TShape : struct, IConvShape => Forward<TShape, Store>(kind);

    /// <summary>The gradient by the data: masked, with a factor, and added to what is there.</summary>
    public void Data<TShape>(DeviceKind kind) where TShape : struct, IConvShape
    {
        using var bench = new GpuBench(kind);
        var random = new Random(2);
        ConvReference conv = ConvReference.Of<TShape>();
        (int height, int width) = OutputSize(conv);
        Array4 x = Array4.Random(random, Batch, conv.Inputs, InHeight, InWidth);
        Array4 before = Array4.Random(random, Batch, conv.Inputs, InHeight, InWidth);
        Array4 dy = Array4.Random(random, Batch, conv.Outputs, height, width);
        Array4 w = Array4.Random(random, conv.Outputs, conv.Inputs / conv.Groups, conv.KernelH, conv.KernelW);
        Blob from = bench.Place(dy, Placement);
        Blob source = bench.Place(x, Placement);
        Blob to = bench.Place(before, Placement);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Conv, conv.Groups);
        Array4 expected = conv.BackwardData(dy, w, InHeight, InWidth);
        Array4 magnitude = conv.BackwardData(dy.Abs(), w.Abs(), InHeight, InWidth).Map(v => 2 * v + 2);

        bench.Only(() => bench.Kernels.ConvBackwardData<TShape, TwiceWherePositive>(from, weight, source, to, true), to);
        Array4 masked = expected.Zip(before, (g, v) => g + v).Zip(x, (g, v) => v > 0 ? 2 * g : 0);
        Close.Check(masked, magnitude, bench.Read(to), Tolerance, $"{conv}, data, masked and accumulated");
    }

    /// <summary>The gradient by the data, neither masked nor added to anything.</summary>
    public void PlainData<TShape>(DeviceKind kind) where TShape : struct, IConvShape
    {
        using var bench = new GpuBench(kind);
        var random = new Random(4);
        ConvReference conv = ConvReference.Of<TShape>();
        (int height, int width) = OutputSize(conv);
        Array4 dy = Array4.Random(random, Batch, conv.Outputs, height, width);
        Array4 w = Array4.Random(random, conv.Outputs, conv.Inputs / conv.Groups, conv.KernelH, conv.KernelW);
        Blob from = bench.Place(dy, Placement);
        Blob to = bench.Blob(Batch, conv.Inputs, InHeight, InWidth, Placement);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Conv, conv.Groups);
        Array4 actual = Repeated.Run(bench, to, () => bench.Kernels.ConvBackwardData<TShape, PassThrough>(from, weight, to, to, false));
        Close.Check(
            conv.BackwardData(dy, w, InHeight, InWidth), conv.BackwardData(dy.Abs(), w.Abs(), InHeight, InWidth), actual, Tolerance, $"{conv}, plain data");
    }

    /// <summary>The gradients of weights and bias, then added to themselves.</summary>
    public void Weights<TShape>(DeviceKind kind) where TShape : struct, IConvShape
    {
        using var bench = new GpuBench(kind);
        var random = new Random(3);
        ConvReference conv = ConvReference.Of<TShape>();
        (int height, int width) = OutputSize(conv);
        Array4 x = Array4.Random(random, Batch, conv.Inputs, InHeight, InWidth);
        Array4 dy = Array4.Random(random, Batch, conv.Outputs, height, width);
        Array4 w = Array4.Random(random, conv.Outputs, conv.Inputs / conv.Groups, conv.KernelH, conv.KernelW);
        Array4 b = Array4.Random(random, 1, conv.Outputs, 1, 1);
        Blob from = bench.Place(x, Placement);
        Blob gradient = bench.Place(dy, Placement);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Conv, conv.Groups);
        using Parameter bias = bench.Parameter(b, ParameterLayout.Vector);
        Array4 expected = conv.BackwardWeights(x, dy);
        Array4 magnitude = conv.BackwardWeights(x.Abs(), dy.Abs());
        Array4 sums = ConvReference.BackwardBias(dy);
        Array4 sumsMagnitude = ConvReference.BackwardBias(dy.Abs());

        bench.Only(() => bench.Kernels.ConvBackwardWeights<TShape>(from, gradient, weight, bias, false));
        Array4 first = GpuBench.Gradient(weight, w);
        Close.Check(expected, magnitude, first, Tolerance, $"{conv}, weights");
        Close.Check(sums, sumsMagnitude, GpuBench.Gradient(bias, b), Tolerance, $"{conv}, bias");
        bench.Only(() => bench.Kernels.ConvBackwardWeights<TShape>(from, gradient, weight, bias, true));
        Close.Check(expected.Map(v => 2 * v), magnitude.Map(v => 2 * v), GpuBench.Gradient(weight, w), Tolerance, $"{conv}, weights accumulated");
        Close.Check(sums.Map(v => 2 * v), sumsMagnitude.Map(v => 2 * v), GpuBench.Gradient(bias, b), Tolerance, $"{conv}, bias accumulated");
        bench.Only(() => bench.Kernels.ConvBackwardWeights<TShape>(from, gradient, weight, null, false));
        Assert.Equal(first.Values, GpuBench.Gradient(weight, w).Values);
    }

    private void Forward<TShape, TEpilogue>(DeviceKind kind) where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue
    {
        using var bench = new GpuBench(kind);
        var random = new Random(1);
        ConvReference conv = ConvReference.Of<TShape>();
        (int height, int width) = OutputSize(conv);
        Array4 x = Array4.Random(random, Batch, conv.Inputs, InHeight, InWidth);
        Array4 w = Array4.Random(random, conv.Outputs, conv.Inputs / conv.Groups, conv.KernelH, conv.KernelW);
        Array4 b = Array4.Random(random, 1, conv.Outputs, 1, 1);
        Blob from = bench.Place(x, Placement);
        Blob to = bench.Blob(Batch, conv.Outputs, height, width, Placement);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Conv, conv.Groups);
        using Parameter bias = bench.Parameter(b, ParameterLayout.Vector);
        Array4 expected = conv.Forward(x, w, TEpilogue.HasBias ? b.Values : null, height, width);
        Array4 magnitude = conv.Forward(x.Abs(), w.Abs(), TEpilogue.HasBias ? b.Abs().Values : null, height, width);

        Array4 actual = Repeated.Run(bench, to, () => bench.Kernels.Conv<TShape, TEpilogue>(from, weight, TEpilogue.HasBias ? bias : null, to, false));
        Close.Check(TEpilogue.HasRelu ? expected.Map(v => Math.Max(v, 0)) : expected, magnitude, actual, Tolerance, $"{conv}, {typeof(TEpilogue).Name}");
        if (TEpilogue.HasRelu) return;
        bench.Only(() => bench.Kernels.Conv<TShape, TEpilogue>(from, weight, TEpilogue.HasBias ? bias : null, to, true), to);
        Close.Check(expected.Map(v => 2 * v), magnitude.Map(v => 2 * v), bench.Read(to), Tolerance, $"{conv}, accumulated");
    }

    private (int Height, int Width) OutputSize(ConvReference conv) => (conv.HeightOf(InHeight) - CropHeight, conv.WidthOf(InWidth) - CropWidth);
}
