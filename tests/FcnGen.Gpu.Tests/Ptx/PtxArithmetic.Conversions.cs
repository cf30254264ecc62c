using System;
using System.Numerics;

namespace FcnGen.Gpu.Tests.Ptx;

// Conversions and comparisons.
internal static unsafe partial class PtxArithmetic
{
    /// <summary>64-bit results of 32-bit values.</summary>
    public static void Widen(PtxOp op, ulong* to, uint* a)
    {
        for (int i = 0; i < 32; i++)
        {
            to[i] = op switch
            {
                PtxOp.LongOfUnsigned => a[i],
                PtxOp.LongOfSigned => (ulong)(int)a[i],
                PtxOp.DoubleOfFloat => BitConverter.DoubleToUInt64Bits(BitConverter.UInt32BitsToSingle(a[i])),
                PtxOp.DoubleOfSigned => BitConverter.DoubleToUInt64Bits((int)a[i]),
                _ => BitConverter.DoubleToUInt64Bits(a[i]),
            };
        }
    }

    /// <summary>32-bit results of 64-bit values.</summary>
    public static void Narrow(PtxOp op, uint* to, ulong* a)
    {
        for (int i = 0; i < 32; i++)
        {
            double value = BitConverter.UInt64BitsToDouble(a[i]);
            to[i] = op switch
            {
                PtxOp.WordOfLong => (uint)a[i],
                PtxOp.FloatOfDouble => BitConverter.SingleToUInt32Bits((float)value),
                _ => (uint)Saturate(value),
            };
        }
    }

    /// <summary>32-bit results of 32-bit values.</summary>
    public static void Convert(PtxOp op, uint* to, uint* a)
    {
        for (int i = 0; i < 32; i++)
        {
            uint value = a[i];
            to[i] = op switch
            {
                PtxOp.FloatOfSigned => BitConverter.SingleToUInt32Bits((int)value),
                PtxOp.FloatOfUnsigned => BitConverter.SingleToUInt32Bits(value),
                PtxOp.SignedOfFloat => (uint)Saturate(BitConverter.UInt32BitsToSingle(value)),
                PtxOp.UnsignedOfFloat => SaturateUnsigned(BitConverter.UInt32BitsToSingle(value)),
                PtxOp.Tf32OfFloat => (value & 0x7F800000) == 0x7F800000 ? value : (value + 0x1000) & 0xFFFFE000,
                PtxOp.ByteOfWord => (byte)value,
                PtxOp.SignedByteOfWord => (uint)(sbyte)value,
                PtxOp.HalfOfWord => (ushort)value,
                _ => (uint)(short)value,
            };
        }
    }

    /// <summary>One bit for each thread whose values compare so.</summary>
    public static uint Compare<T>(PtxComparison comparison, T* a, T* b) where T : unmanaged, INumber<T>
    {
        uint result = 0;
        for (int i = 0; i < 32; i++)
        {
            bool unordered = T.IsNaN(a[i]) || T.IsNaN(b[i]);
            bool holds = comparison switch
            {
                PtxComparison.Equal => a[i] == b[i],
                PtxComparison.NotEqual => !unordered && a[i] != b[i],
                PtxComparison.Less => a[i] < b[i],
                PtxComparison.LessOrEqual => a[i] <= b[i],
                PtxComparison.Greater => a[i] > b[i],
                PtxComparison.GreaterOrEqual => a[i] >= b[i],
                PtxComparison.EqualUnordered => unordered || a[i] == b[i],
                PtxComparison.NotEqualUnordered => unordered || a[i] != b[i],
                PtxComparison.LessUnordered => unordered || a[i] < b[i],
                PtxComparison.LessOrEqualUnordered => unordered || a[i] <= b[i],
                PtxComparison.GreaterUnordered => unordered || a[i] > b[i],
                PtxComparison.GreaterOrEqualUnordered => unordered || a[i] >= b[i],
                PtxComparison.Numbers => !unordered,
                _ => unordered,
            };
            if (holds) result |= 1u << i;
        }

        return result;
    }

    private static int Saturate(double value) => double.IsNaN(value) ? 0 : (int)Math.Clamp(value, int.MinValue, int.MaxValue);

    private static uint SaturateUnsigned(double value) => double.IsNaN(value) ? 0 : (uint)Math.Clamp(value, 0, uint.MaxValue);
}
