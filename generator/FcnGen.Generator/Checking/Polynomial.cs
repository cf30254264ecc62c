using System;
using System.Linq;
using System.Numerics;

namespace FcnGen.Generator.Checking;

/// <summary>A polynomial in m with whole coefficients: what sizes and places are of, as pictures grow by m periods.</summary>
internal sealed class Polynomial
{
    private readonly BigInteger[] _coefficients; // of 1, m, m², …; the last is not zero

    private Polynomial(BigInteger[] coefficients)
    {
        int count = coefficients.Length;
        while (count > 0 && coefficients[count - 1].IsZero) count--;
        Array.Resize(ref coefficients, count);
        _coefficients = coefficients;
    }

    /// <summary>A polynomial of its coefficients, that of 1 first.</summary>
    public static Polynomial Of(params BigInteger[] coefficients) => new(coefficients);

    /// <summary>The highest power; -1 of zero.</summary>
    public int Degree => _coefficients.Length - 1;

    /// <summary>The factor of the highest power; 0 of zero.</summary>
    public BigInteger Leading => Degree < 0 ? 0 : _coefficients[Degree];

    /// <summary>The value at m = 0.</summary>
    public BigInteger AtZero => Degree < 0 ? 0 : _coefficients[0];

    /// <summary>True if no m ≥ 0 has a value of another sign than another one: no two coefficients have (Descartes). The reverse need not be.</summary>
    public bool KeepsSign => _coefficients.All(static c => c.Sign >= 0) || _coefficients.All(static c => c.Sign <= 0);

    public Polynomial Derivative => new([.. _coefficients.Skip(1).Select(static (c, i) => c * (i + 1))]);

    /// <summary>The polynomial in m that has at m the value of this one at m + 1.</summary>
    public Polynomial Next
    {
        get
        {
            BigInteger[] next = [.. _coefficients];
            for (int i = 0; i < next.Length; i++)
                for (int j = next.Length - 2; j >= i; j--) next[j] += next[j + 1];
            return new(next);
        }
    }

    public static Polynomial operator +(Polynomial a, Polynomial b)
    {
        var sum = new BigInteger[Math.Max(a._coefficients.Length, b._coefficients.Length)];
        for (int i = 0; i < a._coefficients.Length; i++) sum[i] += a._coefficients[i];
        for (int i = 0; i < b._coefficients.Length; i++) sum[i] += b._coefficients[i];
        return new(sum);
    }

    public static Polynomial operator -(Polynomial a) => new([.. a._coefficients.Select(static c => -c)]);

    public static Polynomial operator -(Polynomial a, Polynomial b) => a + -b;

    public static Polynomial operator *(Polynomial a, Polynomial b)
    {
        if (a.Degree < 0 || b.Degree < 0) return new([]);
        var product = new BigInteger[a.Degree + b.Degree + 1];
        for (int i = 0; i <= a.Degree; i++)
            for (int j = 0; j <= b.Degree; j++) product[i + j] += a._coefficients[i] * b._coefficients[j];
        return new(product);
    }

    /// <summary>True if all coefficients are the same.</summary>
    public bool IsSame(Polynomial other) => _coefficients.SequenceEqual(other._coefficients);
}
