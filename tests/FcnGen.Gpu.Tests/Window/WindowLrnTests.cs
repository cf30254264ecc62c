using System;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Local response normalisation against plain double-precision loops.</summary>
public sealed class WindowLrnTests
{
    // Powers that are not square roots go through exp and log, which GPUs approximate.
    private const double Tolerance = 1e-5;

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 1, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, 6, Placement.Strided)]
    [InlineData(DeviceKind.OpenCl, 40, Placement.AlignedView)]
    [InlineData(DeviceKind.Ptx, 6, Placement.Strided)]
    [InlineData(DeviceKind.Ilgpu, 6, Placement.Strided)]
    public void Normalisation_agrees_with_loops(DeviceKind kind, int channels, Placement placement)
    {
        Check<StrongLrn>(kind, channels, placement);
        Check<OddPowerLrn>(kind, channels, placement);
    }

    private static void Check<TShape>(DeviceKind kind, int channels, Placement placement) where TShape : struct, ILrnShape
    {
        using var bench = new GpuBench(kind);
        var random = new Random(channels);
        var lrn = new LrnReference(TShape.LocalSize, TShape.Alpha, TShape.Beta, TShape.K);
        Array4 x = Array4.Random(random, 2, channels, 3, 5).Map(v => (float)(3 * v));
        Array4 dy = Array4.Random(random, 2, channels, 3, 5);
        Array4 before = Array4.Random(random, 2, channels, 3, 5);
        Blob xBlob = bench.Place(x, placement);
        Blob y = bench.Blob(2, channels, 3, 5, placement);
        Blob dyBlob = bench.Place(dy, placement);
        Blob dx = bench.Place(before, placement);
        bench.Only(() => bench.Kernels.Lrn<TShape>(xBlob, y), y);
        Close.Check(lrn.Forward(x), bench.Read(y), Tolerance, typeof(TShape).Name);
        Array4 gradient = lrn.Backward(x, dy);
        bench.Only(() => bench.Kernels.LrnBackward<TShape, TwiceWherePositive>(dyBlob, xBlob, dx, true), dx);
        Close.Check(
            gradient.Zip(before, (g, b) => g + b).Zip(x, (g, v) => v > 0 ? 2 * g : 0), bench.Read(dx), Tolerance, "gradient, " + typeof(TShape).Name);
    }

    private readonly struct StrongLrn : ILrnShape
    {
        public static int LocalSize => 3;

        public static float Alpha => 1.1f;

        public static float Beta => 0.75f;

        public static float K => 2;
    }

    private readonly struct OddPowerLrn : ILrnShape
    {
        public static int LocalSize => 7;

        public static float Alpha => 0.9f;

        public static float Beta => 0.6f;

        public static float K => 1.5f;
    }
}
