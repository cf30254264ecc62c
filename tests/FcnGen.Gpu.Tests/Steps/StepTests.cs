using System;
using System.Linq;
using System.Runtime.InteropServices;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>What operations of an optimiser ask of a device, against plain loops in double precision.</summary>
public sealed class StepTests
{
    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, false)]
    [InlineData(DeviceKind.OpenCl, true)]
    [InlineData(DeviceKind.Ptx, false)]
    [InlineData(DeviceKind.Ptx, true)]
    [InlineData(DeviceKind.Ilgpu, false)]
    [InlineData(DeviceKind.Ilgpu, true)]
    public void Updates_are_adam(DeviceKind kind, bool decoupled)
    {
        using var bench = new GpuBench(kind);
        var random = new Random(3);
        Array4 start = Array4.Random(random, 33, 5, 3, 3);
        using Parameter parameter = bench.Parameter(start, ParameterLayout.Conv);
        using ParameterBuffer first = bench.Device.CreateParameterBuffer(parameter.Info), second = bench.Device.CreateParameterBuffer(parameter.Info);
        var steps = new AdamSteps(bench.Device, parameter, start, (first, second), random, count: 3, decoupled);
        float[] read = [.. parameter.Read()], moments = new float[steps.First.Length], squares = new float[steps.Second.Length];
        first.Read(moments);
        second.Read(squares);
        for (int i = 0; i < read.Length; i++)
        {
            Assert.Equal(steps.Values[i], read[i], 2e-6);
            Assert.Equal(steps.First[i], moments[i], 1e-6);
            Assert.Equal(steps.Second[i], squares[i], 1e-6);
        }

        // 33 outputs are padded to 36; a step of 0 / (√0 + ε) leaves them zero.
        foreach (ParameterBuffer buffer in new[] { parameter.Values, first, second })
        {
            var memory = new float[9 * 5 * 36];
            bench.Device.Read(((GpuParameterBuffer)buffer).Memory, 0, MemoryMarshal.AsBytes(memory.AsSpan()));
            Assert.All(memory.Where((_, i) => i % 36 >= 33), value => Assert.Equal(0, value));
        }
    }

    // Less than a quad, and more than one and two groups of 16384 values.
    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 3)]
    [InlineData(DeviceKind.OpenCl, 16384)]
    [InlineData(DeviceKind.OpenCl, 40001)]
    [InlineData(DeviceKind.Ptx, 3)]
    [InlineData(DeviceKind.Ptx, 40001)]
    [InlineData(DeviceKind.Ilgpu, 17)]
    public void Squares_are_added_up(DeviceKind kind, int count)
    {
        using var bench = new GpuBench(kind);
        var random = new Random(count);
        Array4 values = Array4.Random(random, 1, count, 1, 1), kernels = Array4.Random(random, 33, 5, 3, 3);
        using Parameter vector = bench.Parameter(values, ParameterLayout.Vector), conv = bench.Parameter(kernels, ParameterLayout.Conv);
        vector.Gradient.Write(values.ToFloats());
        conv.Gradient.Write(kernels.ToFloats());
        double expected = Sum(values) + Sum(kernels), found = bench.Device.SumOfSquares([vector, conv]);
        Assert.Equal(expected, found, Math.ScaleB(expected, -18));
        Assert.Equal(found, bench.Device.SumOfSquares([vector, conv]));
        Assert.Equal(Sum(kernels), bench.Device.SumOfSquares([conv]), Math.ScaleB(expected, -18));

        static double Sum(Array4 array) => array.ToFloats().Sum(value => (double)value * value);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Squares_that_are_not_finite_show(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        using Parameter parameter = bench.Parameter(new Array4(1, 21, 1, 1), ParameterLayout.Vector);
        Assert.Equal(0, bench.Device.SumOfSquares([]));
        Assert.Equal(0, bench.Device.SumOfSquares([parameter]));
        Assert.Equal(1e38, With(1e19f), 1e33);
        Assert.Equal(double.PositiveInfinity, With(2e19f));
        Assert.Equal(double.PositiveInfinity, With(float.NegativeInfinity));
        Assert.Equal(double.NaN, With(float.NaN));

        double With(float value)
        {
            var values = new float[21];
            values[19] = value;
            parameter.Gradient.Write(values);
            return bench.Device.SumOfSquares([parameter]);
        }
    }
}
