using System;
using System.Numerics;
using FcnGen.Geometry;

namespace FcnGen.Generator.Checking;

/// <summary>
/// A place or a stride, in pixels, as pictures grow by m periods: one polynomial in m over another one that is positive for every m ≥ 0.
/// </summary>
internal sealed class Quotient
{
    private const int MostSteps = 1 << 10;

    private readonly Polynomial _above, _below;

    private Quotient(Polynomial above, Polynomial below) => (_above, _below) = (above, below);

    public static implicit operator Quotient(Rational value) => new(Polynomial.Of(value.Numerator), Polynomial.Of(value.Denominator));

    public static implicit operator Quotient(Polynomial value) => new(value, Polynomial.Of(1));

    public static Quotient operator +(Quotient a, Quotient b) => a._below.IsSame(b._below)
        ? new(a._above + b._above, a._below) : new(a._above * b._below + b._above * a._below, a._below * b._below);

    public static Quotient operator -(Quotient a, Quotient b) => a + new Quotient(-b._above, b._below);

    public static Quotient operator *(Quotient a, Quotient b) => new(a._above * b._above, a._below * b._below);

    /// <summary>A quotient of sizes, the second of which is positive for every m ≥ 0.</summary>
    public static Quotient Of(Polynomial above, Polynomial below) => new(above, below);

    /// <summary>
    /// The least and the greatest value over all whole m ≥ 0, or what the values come close to. The derivative of p/q has the sign of
    /// p′q − pq′; as soon as its coefficients have one sign, the values run from the present one to their limit, and all before were looked at one
    /// by one. That comes about for some m, since the highest power wins; where it takes too long, nothing is claimed.
    /// </summary>
    /// <exception cref="OverflowException">It can't be told, or not in numbers of 64 bits.</exception>
    public RationalRange Range()
    {
        (Polynomial p, Polynomial q) = (_above, _below);
        RationalRange range = Value(p.AtZero, q.AtZero);
        for (int step = 0; step < MostSteps; step++)
        {
            range = range.Or(Value(p.AtZero, q.AtZero));
            Polynomial slope = p.Derivative * q - p * q.Derivative;
            if (slope.KeepsSign) return p.Degree <= q.Degree ? range.Or(p.Degree < q.Degree ? (Rational)0 : Value(p.Leading, q.Leading)) : Endless(range, p.Leading.Sign);
            (p, q) = (p.Next, q.Next);
        }

        throw new OverflowException();
    }

    private static RationalRange Endless(RationalRange range, int sign) => sign > 0 ? range with { Most = null } : range with { Least = null };

    private static Rational Value(BigInteger above, BigInteger below)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(above, below);
        return new Rational((long)(above / divisor), (long)(below / divisor));
    }
}
