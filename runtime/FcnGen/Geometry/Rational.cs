using System;
using System.Globalization;

namespace FcnGen.Geometry;

/// <summary>An exact fraction in lowest terms with a positive denominator. Kernel centres fall on halves, so floats will not do.</summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    private readonly long _denominatorLessOne; // so that default(Rational) is 0/1

    /// <summary>Creates <paramref name="numerator"/> / <paramref name="denominator"/>, reduced.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Rational(long numerator, long denominator = 1)
    {
        if (denominator == 0) throw new DivideByZeroException("A rational number needs a denominator other than zero.");
        long divisor = GreatestCommonDivisor(Math.Abs(numerator), Math.Abs(denominator));
        if (denominator < 0) divisor = -divisor;
        Numerator = numerator / divisor;
        _denominatorLessOne = denominator / divisor - 1;
    }

    /// <summary>The numerator, which carries the sign.</summary>
    public long Numerator { get; }

    /// <summary>The denominator, always positive.</summary>
    public long Denominator => _denominatorLessOne + 1;

    /// <summary>True if the value is a whole number.</summary>
    public bool IsInteger => Denominator == 1;

    public static implicit operator Rational(long value) => new(value);

    public static implicit operator Rational(int value) => new(value);

    public static Rational operator +(Rational a, Rational b) =>
        new(checked(a.Numerator * b.Denominator + b.Numerator * a.Denominator), checked(a.Denominator * b.Denominator));

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator *(Rational a, Rational b) =>
        new(checked(a.Numerator * b.Numerator), checked(a.Denominator * b.Denominator));

    public static Rational operator /(Rational a, Rational b) =>
        new(checked(a.Numerator * b.Denominator), checked(a.Denominator * b.Numerator));

    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <inheritdoc/>
    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)(Numerator * 397) ^ (int)Denominator);

    /// <inheritdoc/>
    public int CompareTo(Rational other) =>
        checked(Numerator * other.Denominator).CompareTo(checked(other.Numerator * Denominator));

    /// <summary>The nearest double.</summary>
    public double ToDouble() => (double)Numerator / Denominator;

    /// <summary><c>-191/2</c>, or <c>19</c> for whole numbers; the same in every culture.</summary>
    public override string ToString() =>
        IsInteger
            ? Numerator.ToString(CultureInfo.InvariantCulture)
            : Numerator.ToString(CultureInfo.InvariantCulture) + "/" + Denominator.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// <c>-95.5</c>: the exact decimal, if the denominator has no prime factor but 2 and 5 (true of every map of a network whose
    /// strides are powers of two); the nearest double otherwise.
    /// </summary>
    public string ToDecimalString() =>
        ToDouble().ToString("0.#################", CultureInfo.InvariantCulture);

    private static long GreatestCommonDivisor(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a == 0 ? 1 : a;
    }
}
