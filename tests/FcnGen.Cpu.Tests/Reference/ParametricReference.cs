using System;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>An activation with a learned value a per channel by its definition, in double precision.</summary>
/// <param name="Value">The value that comes out, of x and a.</param>
/// <param name="Slope">Its derivative by x.</param>
/// <param name="ByParameter">Its derivative by a.</param>
internal sealed record ParametricReference(Func<double, double, double> Value, Func<double, double, double> Slope, Func<double, double, double> ByParameter)
{
    /// <summary>The definition of an activation.</summary>
    public static ParametricReference Of<TActivation>() where TActivation : struct, IParametricActivation => default(TActivation) switch
    {
        PRelu => new((x, a) => Math.Max(x, 0) + a * Math.Min(x, 0), (x, a) => x > 0 ? 1 : a, (x, _) => Math.Min(x, 0)),
        LearnedSwish => new(
            (x, a) => x * Sigmoid(a * x),
            (x, a) => Sigmoid(a * x) + a * x * Sigmoid(a * x) * (1 - Sigmoid(a * x)),
            (x, a) => x * x * Sigmoid(a * x) * (1 - Sigmoid(a * x))),
        _ => throw new NotSupportedException($"{typeof(TActivation)} has no definition here."),
    };

    /// <summary>The values that come out; <paramref name="a"/> has one value per channel.</summary>
    public Array4 Forward(Array4 x, Array4 a) => Each(x, (n, c, h, w) => Value(x[n, c, h, w], a.Values[c]));

    /// <summary>The gradient by what came in.</summary>
    public Array4 BackwardData(Array4 dy, Array4 x, Array4 a) => Each(x, (n, c, h, w) => dy[n, c, h, w] * Slope(x[n, c, h, w], a.Values[c]));

    /// <summary>The gradient by the learned values, and the sum of the absolute values of its terms.</summary>
    public (Array4 Gradient, Array4 Terms) BackwardParameter(Array4 dy, Array4 x, Array4 a)
    {
        Array4 sum = new(1, x.C, 1, 1), terms = new(1, x.C, 1, 1);
        Each(x, (n, c, h, w) =>
        {
            double term = dy[n, c, h, w] * ByParameter(x[n, c, h, w], a.Values[c]);
            sum.Values[c] += term;
            terms.Values[c] += Math.Abs(term);
            return term;
        });
        return (sum, terms);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static Array4 Each(Array4 x, Func<int, int, int, int, double> f)
    {
        var y = new Array4(x.N, x.C, x.H, x.W);
        for (int n = 0; n < x.N; n++)
            for (int c = 0; c < x.C; c++)
                for (int h = 0; h < x.H; h++)
                    for (int w = 0; w < x.W; w++) y[n, c, h, w] = f(n, c, h, w);
        return y;
    }
}

/// <summary>x / (1 + e^−ax) with a learned a per channel (Ramachandran et al. 2017): all three of its functions depend on a, unlike those of a PReLU.</summary>
public readonly struct LearnedSwish : IParametricActivation
{
    public static string Name => "learned_swish";

    public static T Apply<T, TArithmetic>(T x, T parameter) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        TArithmetic.Multiply(x, Sigmoid<T, TArithmetic>(x, parameter));

    public static T Gradient<T, TArithmetic>(T dy, T x, T parameter) where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        T s = Sigmoid<T, TArithmetic>(x, parameter);
        T bend = TArithmetic.Multiply(TArithmetic.Multiply(parameter, x), TArithmetic.Subtract(TArithmetic.Of(1), s));
        return TArithmetic.Multiply(dy, TArithmetic.Multiply(s, TArithmetic.Add(TArithmetic.Of(1), bend)));
    }

    public static T ParameterGradient<T, TArithmetic>(T dy, T x, T parameter) where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        T s = Sigmoid<T, TArithmetic>(x, parameter);
        return TArithmetic.Multiply(TArithmetic.Multiply(dy, TArithmetic.Multiply(x, x)), TArithmetic.Multiply(s, TArithmetic.Subtract(TArithmetic.Of(1), s)));
    }

    private static T Sigmoid<T, TArithmetic>(T x, T parameter) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        CompilerServices.Sigmoid.Apply<T, TArithmetic>(TArithmetic.Multiply(x, parameter));
}
