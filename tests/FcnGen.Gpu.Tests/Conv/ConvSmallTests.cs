namespace FcnGen.Gpu.Tests;

/// <summary>
/// Each variant of the strict convolutions on a small shape: through the interpreter of the PTX that ships, and on ILGPU's CPU accelerator.
/// Aligned and unaligned sources and targets, every tile, phases, groups, weights, split sums.
/// </summary>
public sealed class ConvSmallTests
{
    [Theory]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Aligned(DeviceKind kind)
    {
        var c = new ConvCase(1, 4, 3, Placement: Placement.AlignedView);
        c.Relu<ConvOf<N8, N12, N3, N1, N1, N1, N1>>(kind);
        c.Data<ConvOf<N8, N12, N3, N1, N1, N1, N1>>(kind);
        c.Weights<ConvOf<N8, N12, N3, N1, N1, N1, N1>>(kind);
    }

    [Theory]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Unaligned_with_phases(DeviceKind kind)
    {
        var c = new ConvCase(2, 5, 6, Placement: Placement.Strided);
        c.Forward<ConvOf<N3, N5, N3, N2, N1, N3, N1>>(kind);
        c.Data<ConvOf<N3, N5, N3, N2, N1, N3, N1>>(kind);
        c.Weights<ConvOf<N3, N5, N3, N2, N1, N3, N1>>(kind);
    }

    [Theory]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Aligned_on_one_side(DeviceKind kind)
    {
        var c = new ConvCase(1, 3, 4);
        c.Forward<ConvOf<N8, N5, N3, N2, N1, N1, N1>>(kind);
        c.Data<ConvOf<N8, N5, N3, N2, N1, N1, N1>>(kind);
        c.Weights<ConvOf<N8, N5, N3, N2, N1, N1, N1>>(kind);
        c.Forward<ConvOf<N5, N8, N1, N1, N0, N1, N1>>(kind);
        c.Data<ConvOf<N5, N8, N1, N1, N0, N1, N1>>(kind);
        c.Weights<ConvOf<N5, N8, N1, N1, N0, N1, N1>>(kind);
    }

    [Fact]
    public void Tiles_of_64()
    {
        var c = new ConvCase(1, 4, 3);
        c.Forward<ConvOf<N48, N64, N1, N1, N0, N1, N1>>(DeviceKind.Ptx);
        c.PlainData<ConvOf<N48, N64, N1, N1, N0, N1, N1>>(DeviceKind.Ptx);
        c.Weights<ConvOf<N48, N64, N1, N1, N0, N1, N1>>(DeviceKind.Ptx);
    }

    [Fact]
    public void Tiles_of_128()
    {
        var c = new ConvCase(1, 4, 3);
        c.Forward<ConvOf<N96, N128, N1, N1, N0, N1, N1>>(DeviceKind.Ptx);
        c.Data<ConvOf<N96, N128, N1, N1, N0, N1, N1>>(DeviceKind.Ptx);
        c.Weights<ConvOf<N96, N128, N1, N1, N0, N1, N1>>(DeviceKind.Ptx);
    }

    [Fact]
    public void Split_sums()
    {
        var c = new ConvCase(1, 16, 17);
        c.Relu<ConvOf<N8, N8, N7, N1, N3, N1, N1>>(DeviceKind.Ptx);
        c.Data<ConvOf<N8, N8, N7, N1, N3, N1, N1>>(DeviceKind.Ptx);
        c.Weights<ConvOf<N8, N8, N7, N1, N3, N1, N1>>(DeviceKind.Ptx);
    }

    [Fact]
    public void Groups_and_a_kernel_above_16() =>
        new ConvCase(1, 18, 19).Forward<ConvOf<N2, N4, D<N1, N8>, N1, N0, N1, N2>>(DeviceKind.Ptx);

    [Theory]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Deconv_in_groups(DeviceKind kind) => new DeconvCase(1, 2, 3, 1, 1).Check<ConvOf<N8, N8, N4, N2, N1, N1, N2>>(kind);
}
