using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu.Tests;

using N200 = D<D<N2, N0>, N0>;
using N36 = D<N3, N6>;
using N40 = D<N4, N0>;
using N72 = D<N7, N2>;
using N76 = D<N7, N6>;
using N80 = D<N8, N0>;

/// <summary>Convolutions on tensor cores, all passes, in the interpreter of the PTX that ships.</summary>
public sealed class TensorTests
{
    [Fact]
    public void Kernel_3_pad_1_odd_size() => All<ConvOf<N36, N76, N3, N1, N1, N1, N1>>(new TensorCase(1, 7, 9, CropHeight: 1));

    [Fact]
    public void Kernel_1() => All<ConvOf<N64, N40, N1, N1, N0, N1, N1>>(new TensorCase(2, 5, 3));

    [Fact]
    public void Several_tiles_each_way() => All<ConvOf<N200, N200, N1, N1, N0, N1, N1>>(new TensorCase(1, 13, 11));

    [Fact]
    public void Transposed_convolution() => new TensorCase(1, 4, 5, Placement: Placement.AlignedView).Deconv<ConvOf<N64, N36, N4, N2, N1, N1, N1>>();

    [Fact]
    public void Stride_2_in_views() => All<ConvOf<N32, N48, N3, N2, N1, N1, N1>>(new TensorCase(1, 8, 7, Placement: Placement.AlignedView));

    [Fact]
    public void Groups_dilation_and_negative_pad() => All<ConvOf<N72, N80, N3, N1, Minus<N1>, N2, N2>>(new TensorCase(1, 9, 8));

    [Fact]
    public void Stride_2_dilation_2() => All<ConvOf<N32, N32, N3, N2, N2, N2, N1>>(new TensorCase(1, 7, 6));

    [Fact]
    public void Split_sums() => new TensorCase(1, 3, 3, Placement: Placement.AlignedView).Forward<ConvOf<N64, N32, N3, N1, N1, N1, N1>>();

    [Fact]
    public void Split_pixels() => new TensorCase(1, 24, 24).Weights<ConvOf<N32, N32, N1, N1, N0, N1, N1>>();

    private static void All<TShape>(TensorCase c) where TShape : struct, IConvShape
    {
        c.Forward<TShape>();
        c.Data<TShape>();
        c.Weights<TShape>();
    }
}
