using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Every activation on every device against its definition: alone, after convolutions and in gradients.</summary>
public sealed class ActivationTests
{
    public static TheoryData<DeviceKind> Devices => [DeviceKind.OpenCl, DeviceKind.Ptx, DeviceKind.Ilgpu];

    [DeviceTheory, MemberData(nameof(Devices))]
    public void Relu_agrees_with_its_definition(DeviceKind kind) => Check<Relu>(kind);

    [DeviceTheory, MemberData(nameof(Devices))]
    public void Leaky_relu_agrees_with_its_definition(DeviceKind kind) => Check<LeakyRelu<Tenth>>(kind);

    [DeviceTheory, MemberData(nameof(Devices))]
    public void Leaky_relu_with_a_negative_slope_agrees_with_its_definition(DeviceKind kind) => Check<LeakyRelu<MinusHalf>>(kind);

    [DeviceTheory, MemberData(nameof(Devices))]
    public void Sigmoid_agrees_with_its_definition(DeviceKind kind) => Check<Sigmoid>(kind);

    [DeviceTheory, MemberData(nameof(Devices))]
    public void Clip_agrees_with_its_definition(DeviceKind kind) => Check<Clip<Unit>>(kind);

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    public void Split_sums_end_in_activations(DeviceKind kind)
    {
        var c = new ActivationCase(kind, Placement.AlignedView);
        c.SplitSums<Sigmoid>();
        c.SplitSums<LeakyRelu<MinusHalf>>();
        c.SplitSums<Clip<Unit>>();
    }

    [Fact]
    public void Tensor_cores_end_in_activations()
    {
        var c = new ActivationCase(DeviceKind.Ptx, Placement.Dense, Precision.Tf32);
        c.Convolved<ConvOf<N8, N32, N3, N1, N1, N1, N1>, Sigmoid>(4, 5);
        c.Convolved<ConvOf<N32, N8, N3, N1, N1, N1, N1>, LeakyRelu<Tenth>>(4, 5);
        c.Convolved<ConvOf<N32, N32, N1, N1, N0, N1, N1>, Clip<Unit>>(4, 5);
    }

    [DeviceTheory, MemberData(nameof(Devices))]
    public void What_is_not_a_number_stays_that_and_infinity_has_its_limit(DeviceKind kind)
    {
        NotANumber<Relu>(kind, float.NaN, 0, float.PositiveInfinity);
        NotANumber<LeakyRelu<Tenth>>(kind, float.NaN, float.NegativeInfinity, float.PositiveInfinity);
        NotANumber<Sigmoid>(kind, float.NaN, 0, 1);
        NotANumber<Clip<Unit>>(kind, float.NaN, -0.25, 1);
    }

    /// <summary>Odd and aligned blobs, so that values go one by one and in fours.</summary>
    private static void Check<TActivation>(DeviceKind kind) where TActivation : struct, IActivation
    {
        var odd = new ActivationCase(kind, Placement.Strided);
        odd.Alone<TActivation>(3);
        odd.Convolved<ConvOf<N3, N5, N3, N2, N1, N1, N1>, TActivation>(5, 6);
        odd.Pooled<TActivation>(3);
        var aligned = new ActivationCase(kind, Placement.AlignedView);
        aligned.Alone<TActivation>(8);
        aligned.Convolved<ConvOf<N8, N12, N3, N1, N1, N1, N1>, TActivation>(4, 3);
        aligned.Pooled<TActivation>(8);
    }

    private static void NotANumber<TActivation>(DeviceKind kind, params double[] expected) where TActivation : struct, IActivation
    {
        using var bench = new GpuBench(kind);
        var x = new Array4(1, 4, 1, 3);
        for (int i = 0; i < 12; i++) x[0, i % 4, 0, i / 4] = (i / 4) switch { 0 => double.NaN, 1 => double.NegativeInfinity, _ => double.PositiveInfinity };
        foreach (Placement placement in (Placement[])[Placement.Dense, Placement.Strided])
        {
            Blob blob = bench.Place(x, placement);
            bench.Kernels.Activate<TActivation>(blob, blob);
            Array4 y = bench.Read(blob);
            for (int i = 0; i < 12; i++) Assert.Equal(expected[i / 4], y[0, i % 4, 0, i / 4]);
        }
    }
}
