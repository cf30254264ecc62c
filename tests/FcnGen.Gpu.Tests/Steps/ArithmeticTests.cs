using System;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Square roots of the devices against double precision.</summary>
public sealed class ArithmeticTests
{
    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 3)]
    [InlineData(DeviceKind.Ptx, 0.5)]
    [InlineData(DeviceKind.Ilgpu, 0.5)]
    public void Square_roots_are_within_their_bound(DeviceKind kind, double units)
    {
        using var bench = new GpuBench(kind);
        float[] values = SquareRoots.Values;
        using Parameter parameter = bench.Parameter(new Array4(1, values.Length, 1, 1), ParameterLayout.Vector);
        parameter.Gradient.Write(values);
        bench.Device.Update<RootOfGradient>(parameter, null, null, default);
        float[] roots = [.. parameter.Read()];
        for (int i = 0; i < values.Length; i++)
        {
            double expected = Math.Sqrt(values[i]);
            if (values[i] == 0 || !double.IsFinite(expected)) Assert.Equal(expected, roots[i]);
            else Assert.Equal(expected, roots[i], units * (MathF.BitIncrement((float)expected) - (float)expected));
        }
    }

    [Fact]
    public void Square_roots_are_rounded_correctly_on_cuda()
    {
        string text = KernelCompiler.OfflineCompiler.Compile(UpdateKernels<RootOfGradient>.Update, KernelTarget.Ptx);
        Assert.Contains("sqrt.rn.f32", text, StringComparison.Ordinal);
        Assert.DoesNotContain("approx", text, StringComparison.Ordinal);
    }

    /// <summary>w ← √g.</summary>
    public readonly struct RootOfGradient : IUpdateRule
    {
        public static int States => 0;

        public static string Name => "root_of_gradient";

        public static Updated<T> Apply<T, TArithmetic>(Updated<T> old, T gradient, UpdateFactors factors)
            where T : unmanaged where TArithmetic : struct, IArithmetic<T>
        {
            old.Value = TArithmetic.Sqrt(gradient);
            return old;
        }
    }
}
