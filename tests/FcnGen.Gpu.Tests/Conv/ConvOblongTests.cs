namespace FcnGen.Gpu.Tests;

using N36 = D<N3, N6>;

/// <summary>Convolutions whose windows are other ones down the rows than along them.</summary>
public sealed class ConvOblongTests
{
    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Row_of_seven(DeviceKind kind)
    {
        var c = new ConvCase(1, 4, 9);
        c.Forward<Oblong<ConvOf<N4, N8, N1, N1, N0, N1, N1>, ConvOf<N4, N8, N7, N1, N3, N1, N1>>>(kind);
        c.Data<Oblong<ConvOf<N4, N8, N1, N1, N0, N1, N1>, ConvOf<N4, N8, N7, N1, N3, N1, N1>>>(kind);
        c.Weights<Oblong<ConvOf<N4, N8, N1, N1, N0, N1, N1>, ConvOf<N4, N8, N7, N1, N3, N1, N1>>>(kind);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    public void Strides_pads_and_dilations_of_their_own(DeviceKind kind)
    {
        var c = new ConvCase(2, 9, 8, 1, 0, Placement.Strided);
        c.Forward<Oblong<ConvOf<N6, N5, N3, N2, N2, N1, N1>, ConvOf<N6, N5, N4, N3, N1, N2, N1>>>(kind);
        c.Data<Oblong<ConvOf<N6, N5, N3, N2, N2, N1, N1>, ConvOf<N6, N5, N4, N3, N1, N2, N1>>>(kind);
        c.Weights<Oblong<ConvOf<N6, N5, N3, N2, N2, N1, N1>, ConvOf<N6, N5, N4, N3, N1, N2, N1>>>(kind);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    public void Transposed_with_output_padding(DeviceKind kind) =>
        new DeconvCase(1, 3, 4, -1, 2).Check<Oblong<ConvOf<N4, N6, N4, N3, N1, N1, N2>, ConvOf<N4, N6, N3, N1, N0, N1, N2>>>(kind);

    [Fact]
    public void On_tensor_cores()
    {
        var c = new TensorCase(1, 7, 9, Placement: Placement.AlignedView);
        c.Forward<Oblong<ConvOf<N36, N48, N1, N1, N0, N1, N1>, ConvOf<N36, N48, N5, N2, N2, N1, N1>>>();
        c.Data<Oblong<ConvOf<N36, N48, N3, N2, N1, N1, N1>, ConvOf<N36, N48, N1, N1, N0, N1, N1>>>();
        c.Weights<Oblong<ConvOf<N36, N48, N1, N1, N0, N1, N1>, ConvOf<N36, N48, N5, N2, N2, N1, N1>>>();
        new TensorCase(1, 3, 4).Deconv<Oblong<ConvOf<N64, N36, N4, N2, N1, N1, N1>, ConvOf<N64, N36, N3, N1, N1, N1, N1>>>();
    }

    [Fact]
    public void Names_say_both_numbers_where_they_differ()
    {
        Assert.Equal("4_8_k1x7s1p0x3d1g1", KernelNames.Of<Oblong<ConvOf<N4, N8, N1, N1, N0, N1, N1>, ConvOf<N4, N8, N7, N1, N3, N1, N1>>>());
        Assert.Equal("4_8_k3s2x1pm1x2d1x2g2", KernelNames.Of<Oblong<ConvOf<N4, N8, N3, N2, Minus<N1>, N1, N2>, ConvOf<N4, N8, N3, N1, N2, N2, N2>>>());
        Assert.Equal("k2x3s2x1p0x1", KernelNames.OfPool<OblongPool<PoolOf<N2, N2, N0>, PoolOf<N3, N1, N1>>>());
        Assert.Equal("k3s2p1", KernelNames.OfAverage<PoolOf<N3, N2, N1>>());
        Assert.Equal("k3s2p1e0", KernelNames.OfAverage<PaddedPool<PoolOf<N3, N2, N1>, N0>>());
    }
}
