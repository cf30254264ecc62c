using System;
using FcnGen.CompilerServices;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

using N11 = D<N1, N1>;
using N18 = D<N1, N8>;
using N100 = D<D<N1, N0>, N0>;
using N130 = D<D<N1, N3>, N0>;
using N200 = D<D<N2, N0>, N0>;

/// <summary>Strict convolutions of many shapes, forward and backward, on OpenCL.</summary>
public sealed class ConvTests
{
    [Flags]
    private enum Passes
    {
        Forward = 1,
        Relu = 2,
        Data = 4,
        PlainData = 8,
        Weights = 16,
        Each = Forward | Data | Weights,
    }

    [NeedsFact(Need.OpenCl)]
    public void Kernel_1() => Check<ConvOf<N8, N12, N1, N1, N0, N1, N1>>(new(2, 5, 7), Passes.Relu | Passes.PlainData | Passes.Weights);

    [NeedsFact(Need.OpenCl)]
    public void Kernel_3_pad_1_on_aligned_views() =>
        Check<ConvOf<N16, N48, N3, N1, N1, N1, N1>>(new(2, 6, 7, Placement: Placement.AlignedView), Passes.Each | Passes.Relu | Passes.PlainData);

    [NeedsFact(Need.OpenCl)]
    public void Kernel_3_pad_100_on_a_tiny_picture() => Check<ConvOf<N3, N8, N3, N1, N100, N1, N1>>(new(1, 1, 2), Passes.Each);

    [NeedsFact(Need.OpenCl)]
    public void Stride_2_on_strided_views() => Check<ConvOf<N4, N8, N3, N2, N1, N1, N1>>(new(2, 7, 8, Placement: Placement.Strided), Passes.Each);

    [NeedsFact(Need.OpenCl)]
    public void Kernel_11_stride_4() => Check<ConvOf<N3, N96, N11, N4, N0, N1, N1>>(new(1, 23, 27), Passes.Each);

    [NeedsFact(Need.OpenCl)]
    public void Dilation_2_on_odd_slices() => Check<ConvOf<N8, N8, N3, N1, N2, N2, N1>>(new(1, 6, 5, Placement: Placement.OddSlice), Passes.Each);

    [NeedsFact(Need.OpenCl)]
    public void Stride_2_with_dilation_2() => Check<ConvOf<N4, N5, N3, N2, N2, N2, N1>>(new(2, 9, 8), Passes.Data | Passes.Weights);

    [NeedsFact(Need.OpenCl)]
    public void Stride_2_with_dilation_3() => Check<ConvOf<N4, N5, N3, N2, N1, N3, N1>>(new(2, 9, 12), Passes.Forward | Passes.Data);

    [NeedsFact(Need.OpenCl)]
    public void Stride_4_and_dilation_6_share_a_factor() => Check<ConvOf<N4, N4, N3, N4, N3, N6, N1>>(new(1, 19, 17), Passes.Data);

    [NeedsFact(Need.OpenCl)]
    public void Two_groups() => Check<ConvOf<N8, N16, N3, N1, N1, N1, N2>>(new(2, 5, 4), Passes.Each);

    [NeedsFact(Need.OpenCl)]
    public void Three_groups_of_odd_channels() => Check<ConvOf<N9, N21, N3, N1, N1, N1, N3>>(new(1, 5, 4), Passes.Each);

    [NeedsFact(Need.OpenCl)]
    public void Kernel_7_over_the_whole_picture_with_split_sums() => Check<ConvOf<N8, N128, N7, N1, N0, N1, N1>>(new(2, 7, 8), Passes.Each | Passes.Relu);

    [NeedsFact(Need.OpenCl)]
    public void Kernel_18() => Check<ConvOf<N1, N5, N18, N1, N2, N1, N1>>(new(1, 17, 19), Passes.Each);

    [NeedsFact(Need.OpenCl)]
    public void Kernel_20_stride_3() => Check<ConvOf<N3, N4, N20, N3, N5, N1, N1>>(new(1, 25, 23), Passes.Each);

    [NeedsFact(Need.OpenCl)]
    public void Neither_bias_nor_relu() => new ConvCase(2, 4, 5).Bare<ConvOf<N5, N8, N1, N1, N0, N1, N1>>(DeviceKind.OpenCl);

    [NeedsFact(Need.OpenCl)]
    public void Negative_pad() => Check<ConvOf<N4, N4, N3, N2, Minus<N1>, N1, N1>>(new(2, 9, 10), Passes.Each);

    [NeedsFact(Need.OpenCl)]
    public void Odd_channels_cropped() => Check<ConvOf<N21, N5, N3, N1, N1, N1, N1>>(new(2, 6, 7, 2, 3), Passes.Each);

    [NeedsFact(Need.OpenCl)]
    public void Output_channels_that_fill_three_tiles_of_64() => Check<ConvOf<N4, N130, N1, N1, N0, N1, N1>>(new(1, 3, 5), Passes.Forward | Passes.Weights);

    [NeedsFact(Need.OpenCl)]
    public void Output_channels_that_fill_two_tiles_of_128() => Check<ConvOf<N4, N200, N1, N1, N0, N1, N1>>(new(1, 12, 11), Passes.Forward | Passes.Weights);

    private static void Check<TShape>(ConvCase c, Passes passes) where TShape : struct, IConvShape
    {
        if (passes.HasFlag(Passes.Forward)) c.Forward<TShape>(DeviceKind.OpenCl);
        if (passes.HasFlag(Passes.Relu)) c.Relu<TShape>(DeviceKind.OpenCl);
        if (passes.HasFlag(Passes.Data)) c.Data<TShape>(DeviceKind.OpenCl);
        if (passes.HasFlag(Passes.PlainData)) c.PlainData<TShape>(DeviceKind.OpenCl);
        if (passes.HasFlag(Passes.Weights)) c.Weights<TShape>(DeviceKind.OpenCl);
    }
}
