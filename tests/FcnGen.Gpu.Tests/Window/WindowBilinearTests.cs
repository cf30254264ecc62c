using System;
using System.Linq;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Fixed bilinear enlargement against the full transposed convolution that it stands for.</summary>
public sealed class WindowBilinearTests
{
    private const double Tolerance = 1e-5;

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 1, 5, 4, Placement.Strided)]
    [InlineData(DeviceKind.OpenCl, 2, 3, 6, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, 21, 4, 3, Placement.OddSlice)]
    [InlineData(DeviceKind.OpenCl, 70, 2, 2, Placement.Dense)]
    [InlineData(DeviceKind.Ptx, 2, 2, 3, Placement.Strided)]
    [InlineData(DeviceKind.Ilgpu, 2, 2, 3, Placement.Strided)]
    public void Enlargement_agrees_with_the_full_transposed_convolution(DeviceKind kind, int channels, int h, int w, Placement placement)
    {
        Check<EnlargeOf<N4, N2, N1>, TwiceWherePositive>(kind, channels, h, w, 1, placement, true);
        Check<EnlargeOf<N16, N8, N4>, TwiceWherePositive>(kind, channels, h, w, 3, placement, true);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Kernels_of_any_length_work(DeviceKind kind)
    {
        Check<EnlargeOf<N7, N2, N3>, PassThrough>(kind, 3, 4, 3, 1, Placement.Strided, false); // four cells an axis
        Check<EnlargeOf<N2, N3, Minus<N2>>, PassThrough>(kind, 3, 3, 2, 0, Placement.Dense, false); // outputs that nothing reaches
        Check<Oblong<EnlargeOf<N4, N2, N1>, EnlargeOf<N7, N3, N0>>, PassThrough>(kind, 2, 3, 2, 1, Placement.Dense, false); // two cells down, three along
        Check<Oblong<EnlargeOf<N1, N1, N0>, EnlargeOf<N4, N2, N1>>, PassThrough>(kind, 2, 3, 2, 0, Placement.Dense, false);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Arg_max_names_the_first_of_equals(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        var scores = new Array4(1, 19, 1, 2);
        scores[0, 4, 0, 0] = 2;
        scores[0, 17, 0, 0] = 2;
        Blob blob = bench.Place(scores, Placement.Strided);
        ByteBlob labels = bench.Bytes(1, 1, 2);
        bench.Kernels.BilinearArgMax<EnlargeOf<N4, N2, N1>>(blob, labels);
        Assert.Equal([4, 4], bench.Read(labels));
    }

    private static void Check<TShape, TMask>(DeviceKind kind, int channels, int h, int w, int cut, Placement placement, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask
    {
        string what = $"k{TShape.Kernel} s{TShape.Stride} p{TShape.Pad}, {channels} channels";
        int height = TShape.Stride.Height * (h - 1) + TShape.Kernel.Height - TShape.Pad.Height - cut;
        int width = TShape.Stride.Width * (w - 1) + TShape.Kernel.Width - TShape.Pad.Width - cut / 2;
        using var bench = new GpuBench(kind);
        var random = new Random(channels);
        Array4 weight = BilinearReference.Kernel(channels, TShape.Kernel.Height, TShape.Kernel.Width);
        DeconvReference deconv = DeconvReference.Of<TShape>() with { Inputs = channels, Outputs = channels, Groups = channels };
        Array4 x = Array4.Random(random, 2, channels, h, w);
        Array4 dy = Array4.Random(random, 2, channels, height, width);
        Array4 before = Array4.Random(random, 2, channels, h, w);
        Blob xBlob = bench.Place(x, placement);
        Blob y = bench.Place(dy, placement);
        Blob dyBlob = bench.Place(dy, placement);
        Blob dx = bench.Place(before, placement);
        ByteBlob labels = bench.Bytes(2, height, width);

        Array4 expected = deconv.Forward(x, weight, null, height, width);
        bench.Only(() => bench.Kernels.Bilinear<TShape>(xBlob, y, true), y);
        Close.Check(expected.Zip(dy, (a, b) => a + b), bench.Read(y), Tolerance, "accumulate, " + what);
        bench.Kernels.Bilinear<TShape>(xBlob, y, false);
        Close.Check(expected, bench.Read(y), Tolerance, what);
        bench.Kernels.BilinearArgMax<TShape>(xBlob, labels);
        CheckArgMax(expected, bench.Read(labels), what);

        Array4 gradient = deconv.BackwardData(dy, weight, h, w);
        Array4 magnitude = deconv.BackwardData(dy.Abs(), weight, h, w).Map(v => 2 * v + 2);
        bench.Only(() => bench.Kernels.BilinearBackward<TShape, TMask>(dyBlob, xBlob, dx, accumulate), dx);
        if (accumulate) gradient = gradient.Zip(before, (g, b) => g + b);
        if (TMask.Masks) gradient = gradient.Zip(x, (g, v) => v > 0 ? TMask.Factor * g : 0);
        Close.Check(gradient, magnitude, bench.Read(dx), Tolerance, "gradient, " + what);
    }

    /// <summary>The class named has the largest score, up to rounding.</summary>
    private static void CheckArgMax(Array4 scores, byte[] labels, string what)
    {
        for (int n = 0; n < scores.N; n++)
        for (int h = 0; h < scores.H; h++)
        for (int w = 0; w < scores.W; w++)
        {
            double largest = Enumerable.Range(0, scores.C).Max(c => scores[n, c, h, w]);
            Assert.True(scores[n, labels[(n * scores.H + h) * scores.W + w], h, w] >= largest - 1e-5, what);
        }
    }
}
