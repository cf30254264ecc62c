using System;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Convolutions of both kinds that end in an activation with a learned value per channel, against plain loops in double precision.</summary>
/// <param name="Kind">The device.</param>
/// <param name="Placement">How all blobs lie in memory.</param>
/// <param name="Precision">Strict, or with the operands of products rounded to TF32.</param>
internal sealed record LearnedEpilogueCase(DeviceKind Kind, Placement Placement, Precision Precision = Precision.Strict)
{
    private double Tolerance => Precision == Precision.Strict ? 1e-5 : 2e-3;

    /// <summary>A convolution with bias.</summary>
    public void Convolution<TShape, TActivation>(int inHeight, int inWidth) where TShape : struct, IConvShape where TActivation : struct, IParametricActivation
    {
        using var bench = new GpuBench(Kind, Precision);
        var random = new Random(inHeight);
        ConvReference conv = ConvReference.Of<TShape>();
        (int height, int width) = (conv.HeightOf(inHeight), conv.WidthOf(inWidth));
        Array4 x = Array4.Random(random, 2, conv.Inputs, inHeight, inWidth);
        Array4 w = Array4.Random(random, conv.Outputs, conv.Inputs / conv.Groups, conv.KernelH, conv.KernelW);
        Array4 b = Array4.Random(random, 1, conv.Outputs, 1, 1), a = Array4.Random(random, 1, conv.Outputs, 1, 1);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Conv, conv.Groups);
        using Parameter bias = bench.Parameter(b, ParameterLayout.Vector), learned = bench.Parameter(a, ParameterLayout.Vector);
        Blob from = bench.Place(x, Placement), to = bench.Blob(2, conv.Outputs, height, width, Placement);
        Array4 magnitude = conv.Forward(x.Abs(), w.Abs(), b.Abs().Values, height, width);

        bench.Only(() => bench.Kernels.Conv<TShape, Bias<Store>, TActivation>(from, weight, bias, learned, to), to);
        Check<TActivation>(bench, to, a, conv.Forward(x, w, b.Values, height, width), magnitude, $"{conv}");
    }

    /// <summary>A transposed convolution with bias.</summary>
    public void Transposed<TShape, TActivation>(int inHeight, int inWidth) where TShape : struct, IConvShape where TActivation : struct, IParametricActivation
    {
        using var bench = new GpuBench(Kind, Precision);
        var random = new Random(inWidth);
        DeconvReference deconv = DeconvReference.Of<TShape>();
        (int height, int width) = (deconv.HeightOf(inHeight), deconv.WidthOf(inWidth));
        Array4 x = Array4.Random(random, 2, deconv.Inputs, inHeight, inWidth);
        Array4 w = Array4.Random(random, deconv.Inputs, deconv.Outputs / deconv.Groups, deconv.KernelH, deconv.KernelW);
        Array4 b = Array4.Random(random, 1, deconv.Outputs, 1, 1), a = Array4.Random(random, 1, deconv.Outputs, 1, 1);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Deconv, deconv.Groups);
        using Parameter bias = bench.Parameter(b, ParameterLayout.Vector), learned = bench.Parameter(a, ParameterLayout.Vector);
        Blob from = bench.Place(x, Placement), to = bench.Blob(2, deconv.Outputs, height, width, Placement);
        Array4 magnitude = deconv.Forward(x.Abs(), w.Abs(), b.Abs().Values, height, width);

        bench.Only(() => bench.Kernels.Deconv<TShape, Bias<Store>, TActivation>(from, weight, bias, learned, to), to);
        Check<TActivation>(bench, to, a, deconv.Forward(x, w, b.Values, height, width), magnitude, $"{deconv}");
    }

    private void Check<TActivation>(GpuBench bench, Blob to, Array4 a, Array4 sums, Array4 magnitude, string what) where TActivation : struct, IParametricActivation =>
        Close.Check(ParametricReference.Of<TActivation>().Forward(sums, a), magnitude.Map(v => v + 1), bench.Read(to), Tolerance, what);
}
