using System;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Operations that must write their blob, nothing else, and the same bits every time.</summary>
internal static class Repeated
{
    public static Array4 Run(GpuBench bench, Blob to, Action operation)
    {
        bench.Only(operation, to);
        Array4 first = bench.Read(to);
        operation();
        Assert.Equal(first.Values, bench.Read(to).Values);
        return first;
    }
}
