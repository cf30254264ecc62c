using System;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>
/// A convolution on tensor cores, in the interpreter of the PTX that ships. Results are compared twice with plain loops in double precision:
/// on the operands as they are, with the error that rounding both to TF32 allows; and on operands that were rounded first, with the error of
/// sums in float32, which a kernel that does not round, or cuts off, does not meet.
/// </summary>
internal sealed record TensorCase(int Batch, int InHeight, int InWidth, int CropHeight = 0, int CropWidth = 0, Placement Placement = Placement.Dense)
{
    // Each operand is off by at most 2^-11 of itself, a product by 2^-10.
    private const double RoundingTolerance = 1.0 / 1024;
    private const double SumTolerance = 1e-5;

    /// <summary>The convolution with bias and ReLU, and with bias, added to what is there.</summary>
    public void Forward<TShape>() where TShape : struct, IConvShape
    {
        Assert.True(ConvTactics.Choose<TShape>(ConvPass.Forward, true).IsTensor);
        using var bench = new GpuBench(DeviceKind.Ptx, Precision.Tf32);
        var random = new Random(1);
        ConvReference conv = ConvReference.Of<TShape>();
        (int height, int width) = OutputSize(conv);
        Array4 x = Array4.Random(random, Batch, conv.Inputs, InHeight, InWidth);
        Array4 w = Array4.Random(random, conv.Outputs, conv.Inputs / conv.Groups, conv.KernelH, conv.KernelW);
        Array4 b = Array4.Random(random, 1, conv.Outputs, 1, 1);
        Array4 before = Array4.Random(random, Batch, conv.Outputs, height, width);
        Blob from = bench.Place(x, Placement);
        Blob to = bench.Blob(Batch, conv.Outputs, height, width, Placement);
        Blob added = bench.Place(before, Placement);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Conv, conv.Groups);
        using Parameter bias = bench.Parameter(b, ParameterLayout.Vector);
        Array4 exact = conv.Forward(x, w, b.Values, height, width);
        Array4 rounded = conv.Forward(Round(x), Round(w), b.Values, height, width);
        Array4 magnitude = conv.Forward(x.Abs(), w.Abs(), b.Abs().Values, height, width);

        bench.Only(() => bench.Kernels.Conv<TShape, Bias<Activate<Relu, Store>>>(from, weight, bias, to, false), to);
        Check(exact.Map(Relu), rounded.Map(Relu), magnitude, bench.Read(to), $"{conv}, bias and relu");
        bench.Only(() => bench.Kernels.Conv<TShape, Bias<Store>>(from, weight, bias, added, true), added);
        Check(exact.Zip(before, Sum), rounded.Zip(before, Sum), magnitude.Zip(before.Abs(), Sum), bench.Read(added), $"{conv}, accumulated");
    }

    /// <summary>The gradient by the data: masked with a factor and added to what is there, then plain.</summary>
    public void Data<TShape>() where TShape : struct, IConvShape
    {
        Assert.True(ConvTactics.Choose<TShape>(ConvPass.BackwardData, true).IsTensor);
        using var bench = new GpuBench(DeviceKind.Ptx, Precision.Tf32);
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
        Array4 exact = conv.BackwardData(dy, w, InHeight, InWidth);
        Array4 rounded = conv.BackwardData(Round(dy), Round(w), InHeight, InWidth);
        Array4 magnitude = conv.BackwardData(dy.Abs(), w.Abs(), InHeight, InWidth);

        bench.Only(() => bench.Kernels.ConvBackwardData<TShape, TwiceWherePositive>(from, weight, source, to, true), to);
        Check(
            exact.Zip(before, Sum).Zip(x, MaskTwice), rounded.Zip(before, Sum).Zip(x, MaskTwice), magnitude.Zip(before, (m, v) => 2 * (m + Math.Abs(v))),
            bench.Read(to), $"{conv}, data, masked and accumulated");
        bench.Only(() => bench.Kernels.ConvBackwardData<TShape, PassThrough>(from, weight, source, to, false), to);
        Check(exact, rounded, magnitude, bench.Read(to), $"{conv}, data");
    }

    /// <summary>The gradients of weights and bias, then added to themselves without the bias.</summary>
    public void Weights<TShape>() where TShape : struct, IConvShape
    {
        Assert.True(ConvTactics.Choose<TShape>(ConvPass.BackwardWeights, true).IsTensor);
        using var bench = new GpuBench(DeviceKind.Ptx, Precision.Tf32);
        var random = new Random(3);
        ConvReference conv = ConvReference.Of<TShape>();
        (int height, int width) = OutputSize(conv);
        Array4 x = Array4.Random(random, Batch, conv.Inputs, InHeight, InWidth);
        Array4 dy = Array4.Random(random, Batch, conv.Outputs, height, width);
        var w = new Array4(conv.Outputs, conv.Inputs / conv.Groups, conv.KernelH, conv.KernelW);
        var b = new Array4(1, conv.Outputs, 1, 1);
        Blob from = bench.Place(x, Placement);
        Blob gradient = bench.Place(dy, Placement);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Conv, conv.Groups);
        using Parameter bias = bench.Parameter(b, ParameterLayout.Vector);
        Array4 exact = conv.BackwardWeights(x, dy);
        Array4 rounded = conv.BackwardWeights(Round(x), Round(dy));
        Array4 magnitude = conv.BackwardWeights(x.Abs(), dy.Abs());

        bench.Only(() => bench.Kernels.ConvBackwardWeights<TShape>(from, gradient, weight, bias, false));
        Check(exact, rounded, magnitude, GpuBench.Gradient(weight, w), $"{conv}, weights");
        Close.Check(ConvReference.BackwardBias(dy), ConvReference.BackwardBias(dy.Abs()), GpuBench.Gradient(bias, b), SumTolerance, $"{conv}, bias");
        bench.Only(() => bench.Kernels.ConvBackwardWeights<TShape>(from, gradient, weight, null, true));
        Check(exact.Map(Twice), rounded.Map(Twice), magnitude.Map(Twice), GpuBench.Gradient(weight, w), $"{conv}, weights accumulated");
        Close.Check(ConvReference.BackwardBias(dy), ConvReference.BackwardBias(dy.Abs()), GpuBench.Gradient(bias, b), SumTolerance, $"{conv}, bias left alone");
    }

    /// <summary>A transposed convolution with bias and ReLU, of its natural size less the crop.</summary>
    public void Deconv<TShape>() where TShape : struct, IConvShape
    {
        Assert.True(ConvTactics.Choose<TransposedShape<TShape>>(ConvPass.BackwardData, true).IsTensor);
        using var bench = new GpuBench(DeviceKind.Ptx, Precision.Tf32);
        var random = new Random(4);
        DeconvReference deconv = DeconvReference.Of<TShape>();
        int height = deconv.HeightOf(InHeight) - CropHeight;
        int width = deconv.WidthOf(InWidth) - CropWidth;
        Array4 x = Array4.Random(random, Batch, deconv.Inputs, InHeight, InWidth);
        Array4 w = Array4.Random(random, deconv.Inputs, deconv.Outputs / deconv.Groups, deconv.KernelH, deconv.KernelW);
        Array4 b = Array4.Random(random, 1, deconv.Outputs, 1, 1);
        Blob from = bench.Place(x, Placement);
        Blob to = bench.Blob(Batch, deconv.Outputs, height, width, Placement);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Deconv, deconv.Groups);
        using Parameter bias = bench.Parameter(b, ParameterLayout.Vector);
        Array4 exact = deconv.Forward(x, w, b.Values, height, width);
        Array4 rounded = deconv.Forward(Round(x), Round(w), b.Values, height, width);
        Array4 magnitude = deconv.Forward(x.Abs(), w.Abs(), b.Abs().Values, height, width);

        bench.Only(() => bench.Kernels.Deconv<TShape, Bias<Activate<Relu, Store>>>(from, weight, bias, to, false), to);
        Check(exact.Map(Relu), rounded.Map(Relu), magnitude, bench.Read(to), $"{deconv}, bias and relu");
    }

    private static void Check(Array4 exact, Array4 rounded, Array4 magnitude, Array4 actual, string what)
    {
        Close.Check(exact, magnitude, actual, RoundingTolerance, what);
        Close.Check(rounded, magnitude, actual, SumTolerance, what + ", operands rounded");
    }

    // To the nearest TF32 value, ties away from zero.
    private static Array4 Round(Array4 values) =>
        values.Map(value => BitConverter.UInt32BitsToSingle((BitConverter.SingleToUInt32Bits((float)value) + 0x1000) & 0xFFFFE000));

    private static double Relu(double value) => Math.Max(value, 0);

    private static double Sum(double a, double b) => a + b;

    private static double Twice(double value) => 2 * value;

    private static double MaskTwice(double gradient, double value) => value > 0 ? 2 * gradient : 0;

    private (int Height, int Width) OutputSize(ConvReference conv) => (
        conv.HeightOf(InHeight) - CropHeight, conv.WidthOf(InWidth) - CropWidth);
}
