using System;
using System.Linq;
using System.Runtime.InteropServices;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>The parameter update against its definition.</summary>
public sealed class TransferUpdateTests
{
    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Update_is_momentum_descent(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        var random = new Random(3);
        Array4 start = Array4.Random(random, 33, 5, 3, 3);
        Array4 gradient = Array4.Random(random, 33, 5, 3, 3);
        using Parameter parameter = bench.Parameter(start, ParameterLayout.Conv);
        parameter.Gradient.Write(gradient.ToFloats());
        using ParameterBuffer velocity = bench.Device.CreateParameterBuffer(parameter.Info);
        double[] values = [.. start.Values];
        var v = new double[values.Length];
        for (int step = 0; step < 3; step++)
        {
            bench.Device.Update<Momentum>(parameter, velocity, null, new UpdateFactors(0.1f, 0.01f, 0.5f, 0.9f));
            for (int i = 0; i < values.Length; i++)
            {
                v[i] = 0.9 * v[i] + 0.1 * (0.5 * gradient.Values[i] + 0.01 * values[i]);
                values[i] -= v[i];
            }
        }

        float[] read = [.. parameter.Read()];
        for (int i = 0; i < values.Length; i++) Assert.Equal(values[i], read[i], 1e-6);

        // 33 outputs are padded to 36; the padding must never become anything else than zero.
        var memory = new float[9 * 5 * 36];
        bench.Device.Read(((GpuParameterBuffer)parameter.Values).Memory, 0, MemoryMarshal.AsBytes(memory.AsSpan()));
        Assert.All(memory.Where((_, i) => i % 36 >= 33), value => Assert.Equal(0, value));
    }
}
