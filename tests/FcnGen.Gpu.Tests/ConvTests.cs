namespace FcnGen.Gpu.Tests;

/// <summary>
/// Strict convolutions of many shapes on OpenCL: values, gradients by data and by weights. Each kernel takes seconds to compile, so that shapes
/// are few and each stands for several cases.
/// </summary>
public sealed class ConvTests
{
    [Fact]
    public void Kernel_1_dense() => All<ConvOf<N8, N12, N1, N1, N0, N1, N1>>(new ConvCase(2, 5, 7));

    [Fact]
    public void Relu_neither_and_no_mask()
    {
        var c = new ConvCase(1, 6, 5);
        c.Epilogues<ConvOf<N4, N8, N3, N1, N1, N1, N1>>(DeviceKind.OpenCl);
        c.PlainData<ConvOf<N4, N8, N3, N1, N1, N1, N1>>(DeviceKind.OpenCl);
    }

    /// <summary>The same in the PTX that ships, where a missing barrier shows.</summary>
    [Fact]
    public void In_the_ptx_interpreter()
    {
        var c = new ConvCase(1, 7, 9);
        c.Forward<ConvOf<N8, N12, N3, N1, N1, N1, N1>>(DeviceKind.Ptx);
        c.Data<ConvOf<N8, N12, N3, N2, N1, N1, N1>>(DeviceKind.Ptx);
        c.Weights<ConvOf<N3, N12, N3, N1, N1, N1, N1>>(DeviceKind.Ptx);
    }

    [Fact]
    public void Kernel_3_in_an_aligned_view_with_two_tiles_of_channels() =>
        All<ConvOf<N16, D<N16, N0>, N3, N1, N1, N1, N1>>(new ConvCase(2, 6, 7, Placement: Placement.AlignedView));

    [Fact]
    public void Three_channels_to_64_strided() => All<ConvOf<N3, N64, N3, N1, N1, N1, N1>>(new ConvCase(2, 9, 8, Placement: Placement.Strided));

    [Fact]
    public void Tile_of_128_channels() => All<ConvOf<N8, N128, N3, N1, N1, N1, N1>>(new ConvCase(1, 12, 13));

    [Fact]
    public void Pad_of_100_around_a_tiny_picture() => Values<ConvOf<N3, N8, N3, N1, D<D<N1, N0>, N0>, N1, N1>>(new ConvCase(1, 2, 3));

    [Fact]
    public void Twentyone_classes_stride_2_dilation_2() => All<ConvOf<N21, N5, N3, N2, N2, N2, N1>>(new ConvCase(2, 9, 12));

    [Fact]
    public void Two_groups_stride_2() => All<ConvOf<N16, N8, N3, N2, N1, N1, N2>>(new ConvCase(2, 8, 9));

    [Fact]
    public void Kernel_11_stride_4() => All<ConvOf<N3, N8, D<N1, N1>, N4, N5, N1, N1>>(new ConvCase(1, 21, 18));

    [Fact]
    public void Kernel_7_whose_long_inner_dimension_is_split() => All<ConvOf<N16, N32, N7, N1, N0, N1, N1>>(new ConvCase(1, 8, 9));

    [Fact]
    public void Kernel_20_beyond_any_mask_of_bits() => Values<ConvOf<N4, N4, N20, N3, N8, N1, N1>>(new ConvCase(1, 17, 16));

    [Fact]
    public void Negative_pad_and_a_smaller_output() => All<ConvOf<N5, N9, N3, N2, Minus<N2>, N1, N1>>(new ConvCase(2, 13, 14, 1, 2, Placement.OddSlice));

    [Fact]
    public void Stride_4_dilation_6_share_a_factor() => Data<ConvOf<N4, N4, N3, N4, N3, N6, N1>>(new ConvCase(1, 19, 17));

    private static void All<TShape>(ConvCase c) where TShape : struct, IConvShape
    {
        c.Forward<TShape>(DeviceKind.OpenCl);
        c.Data<TShape>(DeviceKind.OpenCl);
        c.Weights<TShape>(DeviceKind.OpenCl);
    }

    private static void Values<TShape>(ConvCase c) where TShape : struct, IConvShape => c.Forward<TShape>(DeviceKind.OpenCl);

    private static void Data<TShape>(ConvCase c) where TShape : struct, IConvShape => c.Data<TShape>(DeviceKind.OpenCl);
}
