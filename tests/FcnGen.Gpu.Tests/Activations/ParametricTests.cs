using System;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Activations with a learned value per channel on every device against their definition, by ones and by fours.</summary>
public sealed class ParametricTests
{
    public static TheoryData<DeviceKind, Placement, int> Cases
    {
        get
        {
            var cases = new TheoryData<DeviceKind, Placement, int>();
            foreach (DeviceKind kind in (DeviceKind[])[DeviceKind.OpenCl, DeviceKind.Ptx, DeviceKind.Ilgpu])
            {
                cases.Add(kind, Placement.Strided, 3);
                cases.Add(kind, Placement.AlignedView, 8);
                cases.Add(kind, Placement.OddSlice, 4);
                cases.Add(kind, Placement.Dense, 37);
            }

            return cases;
        }
    }

    [DeviceTheory, MemberData(nameof(Cases))]
    public void Prelu_agrees_with_its_definition(DeviceKind kind, Placement placement, int channels) => Check<PRelu>(kind, placement, channels);

    [DeviceTheory, MemberData(nameof(Cases))]
    public void An_activation_of_the_tests_agrees_with_its_definition(DeviceKind kind, Placement placement, int channels) =>
        Check<LearnedSwish>(kind, placement, channels);

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void What_is_not_a_number_stays_that_and_infinity_goes_with_its_slope(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        var x = new Array4(1, 4, 1, 3);
        for (int c = 0; c < 4; c++) (x[0, c, 0, 0], x[0, c, 0, 1], x[0, c, 0, 2]) = (double.NaN, double.NegativeInfinity, double.PositiveInfinity);
        using Parameter slope = bench.Parameter(new Array4(1, 4, 1, 1).Map(_ => -0.5), ParameterLayout.Vector);
        foreach (Placement placement in (Placement[])[Placement.Dense, Placement.Strided])
        {
            Blob blob = bench.Place(x, placement);
            bench.Kernels.Activate<PRelu>(blob, slope, blob);
            Array4 y = bench.Read(blob);
            for (int c = 0; c < 4; c++) Assert.Equal((double.NaN, double.PositiveInfinity, double.PositiveInfinity), (y[0, c, 0, 0], y[0, c, 0, 1], y[0, c, 0, 2]));
        }
    }

    private static void Check<TActivation>(DeviceKind kind, Placement placement, int channels) where TActivation : struct, IParametricActivation
    {
        using var bench = new GpuBench(kind);
        var random = new Random(channels);
        ParametricReference f = ParametricReference.Of<TActivation>();
        const int Height = 11, Width = 13; // with two pictures, more than one split of the sum
        Array4 x = Array4.Random(random, 2, channels, Height, Width).Map(v => 3 * v), dy = Array4.Random(random, 2, channels, Height, Width);
        Array4 a = Array4.Random(random, 1, channels, 1, 1);
        using Parameter parameter = bench.Parameter(a, ParameterLayout.Vector);
        Blob from = bench.Place(x, placement), to = bench.Blob(2, channels, Height, Width, placement);
        Blob gradient = bench.Place(dy, placement), dx = bench.Blob(2, channels, Height, Width, placement);
        bench.Only(() => bench.Kernels.Activate<TActivation>(from, parameter, to), to);
        Close.Check(f.Forward(x, a), bench.Read(to), 2e-6, "forward");

        (Array4 expected, Array4 terms) = f.BackwardParameter(dy, x, a);
        bench.Only(() => bench.Kernels.ActivateBackwardParameter<TActivation>(from, gradient, parameter, false));
        Close.Check(expected, terms, GpuBench.Gradient(parameter, a), 2e-6, "gradient by the parameter");
        bench.Only(() => bench.Kernels.ActivateBackwardParameter<TActivation>(from, gradient, parameter, true));
        Close.Check(expected.Map(v => 2 * v), terms.Map(v => 2 * v), GpuBench.Gradient(parameter, a), 2e-6, "gradient by the parameter, added");

        Array4 back = f.BackwardData(dy, x, a);
        bench.Only(() => bench.Kernels.ActivateBackwardData<TActivation, PassThrough>(gradient, parameter, from, dx, false), dx);
        Close.Check(back, bench.Read(dx), 2e-6, "gradient");
        bench.Only(() => bench.Kernels.ActivateBackwardData<TActivation, PassThrough>(gradient, parameter, from, gradient, false), gradient);
        Close.Check(back, bench.Read(gradient), 2e-6, "gradient in place");

        Array4 before = Array4.Random(random, 2, channels, Height, Width), added = before.Zip(back, (b, g) => b + g);
        Blob through = bench.Place(dy, placement), onto = bench.Place(before, placement), leaky = bench.Place(before, placement);
        bench.Only(() => bench.Kernels.ActivateBackwardData<TActivation, TwiceWherePositive>(through, parameter, from, onto, true), onto);
        Close.Check(added.Zip(x, (g, v) => v > 0 ? 2 * g : 0), bench.Read(onto), 2e-6, "gradient, added and masked");
        bench.Only(() => bench.Kernels.ActivateBackwardData<TActivation, Through<LeakyRelu<Tenth>>>(through, parameter, from, leaky, true), leaky);
        Close.Check(ActivationReference.Of<LeakyRelu<Tenth>>().Back(added, x), bench.Read(leaky), 2e-6, "gradient, added, through a leaky ReLU");
        bench.Only(() => bench.Kernels.Activate<TActivation>(from, parameter, from), from);
        Close.Check(f.Forward(x, a), bench.Read(from), 2e-6, "in place");
    }
}
