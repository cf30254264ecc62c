using System;
using System.ComponentModel;
using System.Globalization;

namespace FcnGen.CompilerServices;

/// <summary>max(x, 0).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Relu : IActivation
{
    /// <inheritdoc/>
    public static string Name => "relu";

    /// <inheritdoc/>
    public static bool FromInput => false;

    /// <inheritdoc/>
    public static bool IsRelu => true;

    /// <inheritdoc/>
    public static T Apply<T, TArithmetic>(T x) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        TArithmetic.Max(x, TArithmetic.Of(0));

    /// <inheritdoc/>
    public static T Gradient<T, TArithmetic>(T dy, T stored) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        TArithmetic.IfGreater(stored, TArithmetic.Of(0), dy, TArithmetic.Of(0));
}

/// <summary>x where it is positive, else slope · x. A slope below zero makes two values one, so that only what came in tells which it was.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LeakyRelu<TShape> : IActivation where TShape : struct, ILeakyReluShape
{
    /// <inheritdoc/>
    public static string Name => "leaky" + ActivationName.Bits(TShape.Slope);

    /// <inheritdoc/>
    public static bool FromInput => TShape.Slope < 0;

    /// <inheritdoc/>
    public static T Apply<T, TArithmetic>(T x) where T : unmanaged where TArithmetic : struct, IArithmetic<T> => Scaled<T, TArithmetic>(x, x);

    /// <inheritdoc/>
    public static T Gradient<T, TArithmetic>(T dy, T stored) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        Scaled<T, TArithmetic>(dy, stored);

    private static T Scaled<T, TArithmetic>(T value, T source) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        TArithmetic.IfGreater(source, TArithmetic.Of(0), value, TArithmetic.Multiply(value, TArithmetic.Of(TShape.Slope)));
}

/// <summary>1 / (1 + e^−x).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Sigmoid : IActivation
{
    /// <inheritdoc/>
    public static string Name => "sigmoid";

    /// <inheritdoc/>
    public static bool FromInput => false;

    /// <inheritdoc/>
    public static T Apply<T, TArithmetic>(T x) where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        T one = TArithmetic.Of(1);
        return TArithmetic.Divide(one, TArithmetic.Add(one, TArithmetic.Exp(TArithmetic.Subtract(TArithmetic.Of(0), x))));
    }

    /// <inheritdoc/>
    public static T Gradient<T, TArithmetic>(T dy, T stored) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        TArithmetic.Multiply(TArithmetic.Multiply(dy, stored), TArithmetic.Subtract(TArithmetic.Of(1), stored));
}

/// <summary>min(max(x, low), high). The gradient passes strictly between the limits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Clip<TShape> : IActivation where TShape : struct, IClipShape
{
    /// <inheritdoc/>
    public static string Name => "clip" + ActivationName.Bits(TShape.Low) + "to" + ActivationName.Bits(TShape.High);

    /// <inheritdoc/>
    public static bool FromInput => false;

    /// <inheritdoc/>
    public static T Apply<T, TArithmetic>(T x) where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        T high = TArithmetic.Of(TShape.High);
        T raised = TArithmetic.Max(x, TArithmetic.Of(TShape.Low));
        return TArithmetic.IfGreater(raised, high, high, raised);
    }

    /// <inheritdoc/>
    public static T Gradient<T, TArithmetic>(T dy, T stored) where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        T zero = TArithmetic.Of(0);
        T belowHigh = TArithmetic.IfGreater(TArithmetic.Subtract(zero, stored), TArithmetic.Of(-TShape.High), dy, zero);
        return TArithmetic.IfGreater(stored, TArithmetic.Of(TShape.Low), belowHigh, zero);
    }
}

/// <summary>Constants in the names of activations.</summary>
internal static class ActivationName
{
    /// <summary>The bits in hexadecimal: exact, and fit for a name.</summary>
    public static string Bits(float value) => BitConverter.SingleToUInt32Bits(value).ToString("x8", CultureInfo.InvariantCulture);
}
