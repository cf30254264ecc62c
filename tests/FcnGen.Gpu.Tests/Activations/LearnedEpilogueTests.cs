using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>
/// Convolutions that end in an activation with a learned value per channel, on every device: odd and aligned channels, groups, strides and dilation,
/// split sums, tensor cores; and the kernels that this takes.
/// </summary>
public sealed class LearnedEpilogueTests
{
    public static TheoryData<DeviceKind> Devices => [DeviceKind.OpenCl, DeviceKind.Ptx, DeviceKind.Ilgpu];

    [DeviceTheory, MemberData(nameof(Devices))]
    public void Odd_channels_end_in_it(DeviceKind kind)
    {
        var odd = new LearnedEpilogueCase(kind, Placement.Strided);
        odd.Convolution<ConvOf<N3, N5, N3, N2, N1, N1, N1>, PRelu>(5, 6);
        odd.Transposed<ConvOf<N5, N3, N2, N3, N0, N1, N1>, LearnedSwish>(2, 3);
    }

    [DeviceTheory, MemberData(nameof(Devices))]
    public void Aligned_channels_end_in_it(DeviceKind kind)
    {
        var aligned = new LearnedEpilogueCase(kind, Placement.AlignedView);
        aligned.Convolution<ConvOf<N8, N12, N3, N1, N1, N1, N1>, LearnedSwish>(4, 3);
        aligned.Transposed<ConvOf<N8, N12, N4, N2, N0, N1, N1>, PRelu>(2, 3);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    public void Groups_and_dilation_and_split_sums_end_in_it(DeviceKind kind)
    {
        new LearnedEpilogueCase(kind, Placement.Dense).Convolution<ConvOf<N16, N8, N3, N2, N1, N2, N2>, PRelu>(7, 5);
        new LearnedEpilogueCase(kind, Placement.OddSlice).Convolution<ConvOf<N8, N8, N7, N1, N3, N1, N1>, PRelu>(9, 8);
    }

    [Fact]
    public void Tensor_cores_end_in_it()
    {
        var c = new LearnedEpilogueCase(DeviceKind.Ptx, Placement.AlignedView, Precision.Tf32);
        Assert.True(ConvTactics.Choose<ConvOf<N8, N32, N3, N1, N1, N1, N1>>(ConvPass.Forward, true).IsTensor);
        c.Convolution<ConvOf<N8, N32, N3, N1, N1, N1, N1>, LearnedSwish>(4, 5);
        c.Convolution<ConvOf<N64, N32, N5, N1, N2, N1, N1>, PRelu>(3, 3); // split
        Assert.True(ConvTactics.Choose<TransposedShape<ConvOf<N16, N32, N4, N2, N1, N1, N1>>>(ConvPass.BackwardData, true).IsTensor);
        c.Transposed<ConvOf<N16, N32, N4, N2, N1, N1, N1>, PRelu>(3, 2);
    }

    [DeviceTheory, MemberData(nameof(Devices))]
    public void Without_a_bias_what_is_not_a_number_stays_that_and_infinity_goes_with_its_slope(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        var x = new Array4(1, 1, 1, 3);
        (x[0, 0, 0, 0], x[0, 0, 0, 1], x[0, 0, 0, 2]) = (double.NaN, double.NegativeInfinity, double.PositiveInfinity);
        using Parameter weight = bench.Parameter(new Array4(4, 1, 1, 1).Map(_ => 1), ParameterLayout.Conv);
        using Parameter slope = bench.Parameter(new Array4(1, 4, 1, 1).Map(_ => -0.5), ParameterLayout.Vector);
        Blob from = bench.Place(x, Placement.Strided), to = bench.Blob(1, 4, 1, 3, Placement.Strided);
        bench.Kernels.Conv<ConvOf<N1, N4, N1, N1, N0, N1, N1>, Store, PRelu>(from, weight, null, slope, to);
        Array4 y = bench.Read(to);
        for (int c = 0; c < 4; c++) Assert.Equal((double.NaN, double.PositiveInfinity, double.PositiveInfinity), (y[0, c, 0, 0], y[0, c, 0, 1], y[0, c, 0, 2]));
    }

    /// <summary>Names are what kernels are told apart by: the transpose shares a family with gradients that pass activations.</summary>
    [Fact]
    public void Kernels_are_named_after_what_is_learned()
    {
        ConvTactic tactic = ConvTactics.Choose<ConvOf<N8, N12, N3, N1, N1, N1, N1>>(ConvPass.Forward, false);
        Assert.Equal(
            ["strict_conv_8_12_k3s1p1d1g1_qq_bias_learned_prelu_strict32", "strict_conv_8_12_k3s1p1d1g1_sq_store_learned_learned_swish_strict32", "split_sum_bias_learned_prelu"],
            [
                ConvKernels<ConvOf<N8, N12, N3, N1, N1, N1, N1>, Bias<Store>, Learned<PRelu>>.Of(ConvPass.Forward, tactic, true, true).Name,
                ConvKernels<ConvOf<N8, N12, N3, N1, N1, N1, N1>, Store, Learned<LearnedSwish>>.Of(ConvPass.Forward, tactic, false, true).Name,
                ConvSumKernels<Bias<Store>, Learned<PRelu>>.SplitSum.Name,
            ]);
        Assert.Equal(
            ["parametric_activation_prelu_x4", "parametric_gradient_prelu_pass_x1", "parametric_gradient_prelu_masked_x40000000_x4"],
            [
                ParametricKernels<FourLanes, PRelu>.Activation.Name, ParametricKernels<OneLane, PRelu, PassThrough>.Gradient.Name,
                ParametricKernels<FourLanes, PRelu, TwiceWherePositive>.Gradient.Name,
            ]);
    }
}
