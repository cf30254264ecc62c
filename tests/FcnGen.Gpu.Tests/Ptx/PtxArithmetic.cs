using System;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>
/// Arithmetic on 32 threads' values as PTX defines it: shifts by more than the width, division by zero, and min and max of what is not a
/// number differ from C#.
/// </summary>
internal static unsafe partial class PtxArithmetic
{
    /// <summary>Operations on 32-bit words.</summary>
    public static void Words(PtxOp op, uint* to, uint* a, uint* b, uint* c)
    {
        switch (op)
        {
            case PtxOp.Move:
                for (int i = 0; i < 32; i += 16) Vector512.Store(Vector512.Load(a + i), to + i);
                break;
            case PtxOp.Add:
                for (int i = 0; i < 32; i += 16) Vector512.Store(Vector512.Load(a + i) + Vector512.Load(b + i), to + i);
                break;
            case PtxOp.Subtract:
                for (int i = 0; i < 32; i += 16) Vector512.Store(Vector512.Load(a + i) - Vector512.Load(b + i), to + i);
                break;
            case PtxOp.Multiply:
                for (int i = 0; i < 32; i += 16) Vector512.Store(Vector512.Load(a + i) * Vector512.Load(b + i), to + i);
                break;
            case PtxOp.MultiplyHighUnsigned:
                for (int i = 0; i < 32; i++) to[i] = (uint)((ulong)a[i] * b[i] >> 32);
                break;
            case PtxOp.MultiplyAdd:
                for (int i = 0; i < 32; i++) to[i] = a[i] * b[i] + c[i];
                break;
            case PtxOp.DivideSigned:
                for (int i = 0; i < 32; i++) to[i] = (uint)Divide((int)a[i], (int)b[i]);
                break;
            case PtxOp.DivideUnsigned:
                for (int i = 0; i < 32; i++) to[i] = b[i] == 0 ? uint.MaxValue : a[i] / b[i];
                break;
            case PtxOp.RemainderSigned:
                for (int i = 0; i < 32; i++) to[i] = (uint)((int)a[i] - Divide((int)a[i], (int)b[i]) * (int)b[i]);
                break;
            case PtxOp.RemainderUnsigned:
                for (int i = 0; i < 32; i++) to[i] = b[i] == 0 ? a[i] : a[i] % b[i];
                break;
            case PtxOp.ShiftLeft:
                for (int i = 0; i < 32; i++) to[i] = b[i] > 31 ? 0 : a[i] << (int)b[i];
                break;
            case PtxOp.ShiftRightSigned:
                for (int i = 0; i < 32; i++) to[i] = (uint)((int)a[i] >> (int)Math.Min(b[i], 31));
                break;
            case PtxOp.ShiftRightUnsigned:
                for (int i = 0; i < 32; i++) to[i] = b[i] > 31 ? 0 : a[i] >> (int)b[i];
                break;
            default:
                Bits(op, to, a, b);
                break;
        }
    }

    /// <summary>Operations on float32.</summary>
    public static void Floats(PtxOp op, float* to, float* a, float* b, float* c)
    {
        switch (op)
        {
            case PtxOp.FusedMultiplyAddFloat:
                for (int i = 0; i < 32; i += 16)
                    Vector512.Store(Vector512.FusedMultiplyAdd(Vector512.Load(a + i), Vector512.Load(b + i), Vector512.Load(c + i)), to + i);
                break;
            case PtxOp.AddFloat:
                for (int i = 0; i < 32; i += 16) Vector512.Store(Vector512.Load(a + i) + Vector512.Load(b + i), to + i);
                break;
            case PtxOp.SubtractFloat:
                for (int i = 0; i < 32; i += 16) Vector512.Store(Vector512.Load(a + i) - Vector512.Load(b + i), to + i);
                break;
            case PtxOp.MultiplyFloat:
                for (int i = 0; i < 32; i += 16) Vector512.Store(Vector512.Load(a + i) * Vector512.Load(b + i), to + i);
                break;
            default:
                for (int i = 0; i < 32; i++) to[i] = Float(op, a[i], b[i]);
                break;
        }
    }

    /// <summary>Operations on 64-bit words.</summary>
    public static void Longs(PtxOp op, ulong* to, ulong* a, ulong* b, ulong* c)
    {
        for (int i = 0; i < 32; i++)
        {
            to[i] = op switch
            {
                PtxOp.MoveLong => a[i],
                PtxOp.AddLong => a[i] + b[i],
                PtxOp.SubtractLong => a[i] - b[i],
                PtxOp.MultiplyLong => a[i] * b[i],
                PtxOp.MultiplyAddLong => a[i] * b[i] + c[i],
                PtxOp.DivideLong => (long)b[i] == 0 ? ulong.MaxValue : (ulong)((long)a[i] / (long)b[i]),
                PtxOp.RemainderLong => (long)b[i] == 0 ? a[i] : (ulong)((long)a[i] % (long)b[i]),
                PtxOp.AndLong => a[i] & b[i],
                PtxOp.OrLong => a[i] | b[i],
                PtxOp.XorLong => a[i] ^ b[i],
                _ => throw new PtxFault($"{op} is not implemented."),
            };
        }
    }

    /// <summary>Operations on float64.</summary>
    public static void Doubles(PtxOp op, double* to, double* a, double* b, double* c)
    {
        for (int i = 0; i < 32; i++)
        {
            to[i] = op switch
            {
                PtxOp.AddDouble => a[i] + b[i],
                PtxOp.SubtractDouble => a[i] - b[i],
                PtxOp.MultiplyDouble => a[i] * b[i],
                PtxOp.DivideDouble => a[i] / b[i],
                PtxOp.FusedMultiplyAddDouble => Math.FusedMultiplyAdd(a[i], b[i], c[i]),
                PtxOp.MinDouble => double.MinNumber(a[i], b[i]),
                PtxOp.MaxDouble => double.MaxNumber(a[i], b[i]),
                PtxOp.NegateDouble => -a[i],
                PtxOp.AbsoluteDouble => Math.Abs(a[i]),
                PtxOp.SquareRootDouble => Math.Sqrt(a[i]),
                PtxOp.ReciprocalDouble => 1 / a[i],
                _ => throw new PtxFault($"{op} is not implemented."),
            };
        }
    }

    private static void Bits(PtxOp op, uint* to, uint* a, uint* b)
    {
        for (int i = 0; i < 32; i++)
        {
            to[i] = op switch
            {
                PtxOp.And => a[i] & b[i],
                PtxOp.Or => a[i] | b[i],
                PtxOp.Xor => a[i] ^ b[i],
                PtxOp.Not => ~a[i],
                PtxOp.Negate => 0 - a[i],
                PtxOp.Absolute => (int)a[i] < 0 ? 0 - a[i] : a[i],
                PtxOp.MinSigned => (uint)Math.Min((int)a[i], (int)b[i]),
                PtxOp.MinUnsigned => Math.Min(a[i], b[i]),
                PtxOp.MaxSigned => (uint)Math.Max((int)a[i], (int)b[i]),
                PtxOp.MaxUnsigned => Math.Max(a[i], b[i]),
                _ => throw new PtxFault($"{op} is not implemented."),
            };
        }
    }

    private static float Float(PtxOp op, float a, float b) => op switch
    {
        PtxOp.DivideFloat => a / b,
        PtxOp.MinFloat => float.MinNumber(a, b),
        PtxOp.MaxFloat => float.MaxNumber(a, b),
        PtxOp.MaxFloatOrNaN => float.Max(a, b),
        PtxOp.NegateFloat => -a,
        PtxOp.AbsoluteFloat => MathF.Abs(a),
        PtxOp.SquareRootFloat => MathF.Sqrt(a),
        PtxOp.ReciprocalFloat => 1 / a,
        PtxOp.ReciprocalRootFloat => (float)(1 / Math.Sqrt(a)),
        PtxOp.Exponent2 => (float)Math.Pow(2, a),
        PtxOp.Logarithm2 => (float)Math.Log2(a),
        PtxOp.FloorFloat => MathF.Floor(a),
        PtxOp.CeilingFloat => MathF.Ceiling(a),
        PtxOp.RoundFloat => MathF.Round(a, MidpointRounding.ToEven),
        PtxOp.TruncateFloat => MathF.Truncate(a),
        _ => throw new PtxFault($"{op} is not implemented."),
    };

    private static int Divide(int a, int b) => b == 0 ? -1 : b == -1 ? unchecked(-a) : a / b;
}
