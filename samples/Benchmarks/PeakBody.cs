using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcnGen.Benchmarks;

/// <summary>Multiply-adds in registers only, with enough independent sums to hide their latency: the most that the cores can do.</summary>
internal unsafe struct PeakBody : IBody
{
    /// <summary>Rounds of one task.</summary>
    public const int Rounds = 400_000;

    private const int Sums = 24;

    /// <summary>Where results go, one vector per task, so that nothing is optimised away.</summary>
    public float* Result;

    /// <summary>Which registers to use.</summary>
    public VectorWidth Width;

    /// <summary>Operations of one task.</summary>
    public static double Flops(VectorWidth width) => 2.0 * Sums * Rounds * Math.Max(4, (int)width / 32);

    /// <inheritdoc/>
    public readonly void Run(int task, int worker)
    {
        float* to = Result + 16 * task;
        if (Width == VectorWidth.Bits512) Run512(to);
        else if (Width == VectorWidth.Bits256) Run256(to);
        else Run128(to);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run512(float* to)
    {
        Vector512<float> x = Vector512.Create(to[0]);
        Vector512<float> y = Vector512.Create(to[1]);
        Vector512<float> s0 = Vector512<float>.Zero, s1 = Vector512<float>.Zero, s2 = Vector512<float>.Zero, s3 = Vector512<float>.Zero, s4 = Vector512<float>.Zero, s5 = Vector512<float>.Zero, s6 = Vector512<float>.Zero, s7 = Vector512<float>.Zero, s8 = Vector512<float>.Zero, s9 = Vector512<float>.Zero, s10 = Vector512<float>.Zero, s11 = Vector512<float>.Zero, s12 = Vector512<float>.Zero, s13 = Vector512<float>.Zero, s14 = Vector512<float>.Zero, s15 = Vector512<float>.Zero, s16 = Vector512<float>.Zero, s17 = Vector512<float>.Zero, s18 = Vector512<float>.Zero, s19 = Vector512<float>.Zero, s20 = Vector512<float>.Zero, s21 = Vector512<float>.Zero, s22 = Vector512<float>.Zero, s23 = Vector512<float>.Zero;
        for (int round = 0; round < Rounds; round++)
        {
            s0 = Vector512.MultiplyAddEstimate(x, y, s0);
            s1 = Vector512.MultiplyAddEstimate(x, y, s1);
            s2 = Vector512.MultiplyAddEstimate(x, y, s2);
            s3 = Vector512.MultiplyAddEstimate(x, y, s3);
            s4 = Vector512.MultiplyAddEstimate(x, y, s4);
            s5 = Vector512.MultiplyAddEstimate(x, y, s5);
            s6 = Vector512.MultiplyAddEstimate(x, y, s6);
            s7 = Vector512.MultiplyAddEstimate(x, y, s7);
            s8 = Vector512.MultiplyAddEstimate(x, y, s8);
            s9 = Vector512.MultiplyAddEstimate(x, y, s9);
            s10 = Vector512.MultiplyAddEstimate(x, y, s10);
            s11 = Vector512.MultiplyAddEstimate(x, y, s11);
            s12 = Vector512.MultiplyAddEstimate(x, y, s12);
            s13 = Vector512.MultiplyAddEstimate(x, y, s13);
            s14 = Vector512.MultiplyAddEstimate(x, y, s14);
            s15 = Vector512.MultiplyAddEstimate(x, y, s15);
            s16 = Vector512.MultiplyAddEstimate(x, y, s16);
            s17 = Vector512.MultiplyAddEstimate(x, y, s17);
            s18 = Vector512.MultiplyAddEstimate(x, y, s18);
            s19 = Vector512.MultiplyAddEstimate(x, y, s19);
            s20 = Vector512.MultiplyAddEstimate(x, y, s20);
            s21 = Vector512.MultiplyAddEstimate(x, y, s21);
            s22 = Vector512.MultiplyAddEstimate(x, y, s22);
            s23 = Vector512.MultiplyAddEstimate(x, y, s23);
        }

        (s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11 + s12 + s13 + s14 + s15 + s16 + s17 + s18 + s19 + s20 + s21 + s22 + s23).Store(to);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run256(float* to)
    {
        Vector256<float> x = Vector256.Create(to[0]);
        Vector256<float> y = Vector256.Create(to[1]);
        Vector256<float> s0 = Vector256<float>.Zero, s1 = Vector256<float>.Zero, s2 = Vector256<float>.Zero, s3 = Vector256<float>.Zero, s4 = Vector256<float>.Zero, s5 = Vector256<float>.Zero, s6 = Vector256<float>.Zero, s7 = Vector256<float>.Zero, s8 = Vector256<float>.Zero, s9 = Vector256<float>.Zero, s10 = Vector256<float>.Zero, s11 = Vector256<float>.Zero;
        for (int round = 0; round < Rounds; round++)
        {
            s0 = Vector256.MultiplyAddEstimate(x, y, s0);
            s1 = Vector256.MultiplyAddEstimate(x, y, s1);
            s2 = Vector256.MultiplyAddEstimate(x, y, s2);
            s3 = Vector256.MultiplyAddEstimate(x, y, s3);
            s4 = Vector256.MultiplyAddEstimate(x, y, s4);
            s5 = Vector256.MultiplyAddEstimate(x, y, s5);
            s6 = Vector256.MultiplyAddEstimate(x, y, s6);
            s7 = Vector256.MultiplyAddEstimate(x, y, s7);
            s8 = Vector256.MultiplyAddEstimate(x, y, s8);
            s9 = Vector256.MultiplyAddEstimate(x, y, s9);
            s10 = Vector256.MultiplyAddEstimate(x, y, s10);
            s11 = Vector256.MultiplyAddEstimate(x, y, s11);
            s0 = Vector256.MultiplyAddEstimate(x, y, s0);
            s1 = Vector256.MultiplyAddEstimate(x, y, s1);
            s2 = Vector256.MultiplyAddEstimate(x, y, s2);
            s3 = Vector256.MultiplyAddEstimate(x, y, s3);
            s4 = Vector256.MultiplyAddEstimate(x, y, s4);
            s5 = Vector256.MultiplyAddEstimate(x, y, s5);
            s6 = Vector256.MultiplyAddEstimate(x, y, s6);
            s7 = Vector256.MultiplyAddEstimate(x, y, s7);
            s8 = Vector256.MultiplyAddEstimate(x, y, s8);
            s9 = Vector256.MultiplyAddEstimate(x, y, s9);
            s10 = Vector256.MultiplyAddEstimate(x, y, s10);
            s11 = Vector256.MultiplyAddEstimate(x, y, s11);
        }

        (s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11).Store(to);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run128(float* to)
    {
        Vector128<float> x = Vector128.Create(to[0]);
        Vector128<float> y = Vector128.Create(to[1]);
        Vector128<float> s0 = Vector128<float>.Zero, s1 = Vector128<float>.Zero, s2 = Vector128<float>.Zero, s3 = Vector128<float>.Zero, s4 = Vector128<float>.Zero, s5 = Vector128<float>.Zero, s6 = Vector128<float>.Zero, s7 = Vector128<float>.Zero, s8 = Vector128<float>.Zero, s9 = Vector128<float>.Zero, s10 = Vector128<float>.Zero, s11 = Vector128<float>.Zero;
        for (int round = 0; round < Rounds; round++)
        {
            s0 = Vector128.MultiplyAddEstimate(x, y, s0);
            s1 = Vector128.MultiplyAddEstimate(x, y, s1);
            s2 = Vector128.MultiplyAddEstimate(x, y, s2);
            s3 = Vector128.MultiplyAddEstimate(x, y, s3);
            s4 = Vector128.MultiplyAddEstimate(x, y, s4);
            s5 = Vector128.MultiplyAddEstimate(x, y, s5);
            s6 = Vector128.MultiplyAddEstimate(x, y, s6);
            s7 = Vector128.MultiplyAddEstimate(x, y, s7);
            s8 = Vector128.MultiplyAddEstimate(x, y, s8);
            s9 = Vector128.MultiplyAddEstimate(x, y, s9);
            s10 = Vector128.MultiplyAddEstimate(x, y, s10);
            s11 = Vector128.MultiplyAddEstimate(x, y, s11);
            s0 = Vector128.MultiplyAddEstimate(x, y, s0);
            s1 = Vector128.MultiplyAddEstimate(x, y, s1);
            s2 = Vector128.MultiplyAddEstimate(x, y, s2);
            s3 = Vector128.MultiplyAddEstimate(x, y, s3);
            s4 = Vector128.MultiplyAddEstimate(x, y, s4);
            s5 = Vector128.MultiplyAddEstimate(x, y, s5);
            s6 = Vector128.MultiplyAddEstimate(x, y, s6);
            s7 = Vector128.MultiplyAddEstimate(x, y, s7);
            s8 = Vector128.MultiplyAddEstimate(x, y, s8);
            s9 = Vector128.MultiplyAddEstimate(x, y, s9);
            s10 = Vector128.MultiplyAddEstimate(x, y, s10);
            s11 = Vector128.MultiplyAddEstimate(x, y, s11);
        }

        (s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11).Store(to);
    }
}
