using System;
using System.Numerics;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>Square roots of the processor, one at a time and in vectors, against double precision; the GPUs' are in a test of the same name.</summary>
public sealed class ArithmeticTests
{
    [Fact]
    public void Square_roots_are_rounded_correctly()
    {
        float[] values = SquareRoots.Values;
        for (int i = 0; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
        {
            Vector<float> roots = VectorArithmetic.Sqrt(new Vector<float>(values, i));
            for (int lane = 0; lane < Vector<float>.Count; lane++)
            {
                // A double is precise enough for the root of a float32 to be rounded once more without a difference.
                float expected = (float)Math.Sqrt(values[i + lane]);
                Assert.Equal(expected, ScalarArithmetic.Sqrt(values[i + lane]));
                Assert.Equal(expected, roots[lane]);
            }
        }
    }
}
