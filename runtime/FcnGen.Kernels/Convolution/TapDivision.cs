using System.Numerics;

namespace FcnGen.Kernels;

/// <summary>
/// Splits a row of the inner dimension into tap and channel, and a tap into row and column, by a multiplication and a shift: the main loop
/// does it at every step, and divisors are constants. Exact for all rows that kernels ask for.
/// </summary>
internal static class TapDivision<TMatrix> where TMatrix : struct, IImplicitMatrix
{
    // Kernels ask for rows up to a step or a tile behind the last one.
    private const int Behind = 512;

    private static readonly int Taps = TMatrix.Taps.Height * TMatrix.Taps.Width + Behind;
    private static readonly int Rows = TMatrix.Taps.Height * TMatrix.Taps.Width * TMatrix.InputStep + Behind;
    private static readonly int TapShift = Shift(Rows, TMatrix.InputStep);
    private static readonly int TapFactor = Factor(Rows, TMatrix.InputStep);
    private static readonly int RowShift = Shift(Taps, TMatrix.Taps.Width);
    private static readonly int RowFactor = Factor(Taps, TMatrix.Taps.Width);

    /// <summary>Row <paramref name="k"/> divided by <see cref="IImplicitMatrix.InputStep"/>.</summary>
    public static int Tap(int k) => TapFactor != 0 ? (k * TapFactor) >> TapShift : k / TMatrix.InputStep;

    /// <summary>A tap divided by the columns of <see cref="IImplicitMatrix.Taps"/>.</summary>
    public static int Row(int tap) => RowFactor != 0 ? (tap * RowFactor) >> RowShift : tap / TMatrix.Taps.Width;

    // With 2^shift >= limit·divisor and factor = 2^shift / divisor + 1, the product is less than 2^shift / divisor too large.
    private static int Shift(int limit, int divisor) => BitOperations.Log2((ulong)limit * (ulong)divisor) + 1;

    /// <summary>0 where dividing is better: by a power of two, or where the product would not fit an int.</summary>
    private static int Factor(int limit, int divisor)
    {
        long factor = (1L << Shift(limit, divisor)) / divisor + 1;
        return BitOperations.IsPow2(divisor) || limit * factor > int.MaxValue ? 0 : (int)factor;
    }
}
