using System;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu.Tests.Ptx;

using N200 = D<D<N2, N0>, N0>;
using N40 = D<N4, N0>;

/// <summary>Convolutions read and write shared memory without conflicts of banks.</summary>
public sealed class PtxBankTests
{
    [Theory]
    [InlineData(4, 4, 0)]
    [InlineData(4, 0, 0)]
    [InlineData(4, 128, 31)]
    [InlineData(4, 8, 1)]
    [InlineData(8, 8, 0)]
    [InlineData(16, 16, 0)]
    [InlineData(16, 80, 0)]
    [InlineData(16, 32, 4)]
    public void Counts_what_waits(int bytes, int distance, int expected)
    {
        var banks = new PtxBanks();
        banks.Access([.. Enumerable.Range(0, 32).Select(lane => (ulong)(lane * distance))], 64, uint.MaxValue, bytes);
        Assert.Equal(expected, banks.Conflicts);
        banks.Access(new ulong[32], 0, 1, bytes);
        Assert.Equal(expected, banks.Conflicts);
    }

    // Kernels that other tests compile, too.
    [Fact]
    public void Strict_tiles() => None(Precision.Strict, () =>
    {
        var c = new ConvCase(1, 4, 3);
        var view = new ConvCase(1, 4, 3, Placement: Placement.AlignedView);
        view.Relu<ConvOf<N8, N12, N3, N1, N1, N1, N1>>(DeviceKind.Ptx);
        view.Data<ConvOf<N8, N12, N3, N1, N1, N1, N1>>(DeviceKind.Ptx);
        view.Weights<ConvOf<N8, N12, N3, N1, N1, N1, N1>>(DeviceKind.Ptx);
        c.Forward<ConvOf<N48, N64, N1, N1, N0, N1, N1>>(DeviceKind.Ptx);
        c.PlainData<ConvOf<N48, N64, N1, N1, N0, N1, N1>>(DeviceKind.Ptx);
        c.Weights<ConvOf<N48, N64, N1, N1, N0, N1, N1>>(DeviceKind.Ptx);
        c.Forward<ConvOf<N96, N128, N1, N1, N0, N1, N1>>(DeviceKind.Ptx);
        c.Data<ConvOf<N96, N128, N1, N1, N0, N1, N1>>(DeviceKind.Ptx);
        c.Weights<ConvOf<N96, N128, N1, N1, N0, N1, N1>>(DeviceKind.Ptx);
    });

    [Fact]
    public void Tensor_tiles()
    {
        None(Precision.Tf32, () => All<ConvOf<N64, N40, N1, N1, N0, N1, N1>>(new TensorCase(1, 2, 3)));
        None(Precision.Tf32, () => All<ConvOf<N200, N200, N1, N1, N0, N1, N1>>(new TensorCase(1, 2, 3)));
    }

    private static void All<TShape>(TensorCase c) where TShape : struct, IConvShape
    {
        c.Forward<TShape>();
        c.Data<TShape>();
        c.Weights<TShape>();
    }

    private static void None(Precision precision, Action operations)
    {
        PtxMachine machine = ((PtxDevice)GpuDevices.Get(DeviceKind.Ptx, precision)).Machine;
        long before = machine.Conflicts;
        operations();
        Assert.Equal(before, machine.Conflicts);
    }
}
