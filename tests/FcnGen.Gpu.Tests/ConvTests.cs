namespace FcnGen.Gpu.Tests;

using Hundred = D<D<N1, N0>, N0>;
using K1 = ConvOf<N8, N12, N1, N1, N0, N1, N1>;

/// <summary>Strict convolutions of many shapes, forward and backward, on OpenCL.</summary>
public sealed class ConvTests
{
    [Fact]
    public void Kernel_1() => Check<K1>(new ConvCase(2, 5, 7));

    [Fact]
    public void Kernel_3_pad_1() => Check<ConvOf<N16, N48, N3, N1, N1, N1, N1>>(new ConvCase(2, 6, 7, Placement: Placement.AlignedView));

    private static void Check<TShape>(ConvCase c) where TShape : struct, IConvShape
    {
        c.Forward<TShape>(DeviceKind.OpenCl);
        c.Data<TShape>(DeviceKind.OpenCl);
    }
}
