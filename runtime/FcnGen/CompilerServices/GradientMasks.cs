using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>
/// What happens to a finished gradient on its way through what the layer that made the value ends in: its activation, and a dropout behind
/// that. Composed at compile time: <c>Kept&lt;Fc6ShapeOfDropout, Through&lt;Relu&gt;&gt;</c>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGradientMask
{
    /// <summary>True if the stored value decides what passes.</summary>
    static abstract bool Masks { get; }

    /// <summary>True if what passes is decided by a ReLU, which devices take as a step of their own.</summary>
    static abstract bool HasRelu { get; }

    /// <summary>Factor of the finished gradient.</summary>
    static abstract float Factor { get; }

    /// <summary>What passes, in lower case; without the factor. Part of the names of GPU kernels.</summary>
    static abstract string Name { get; }

    /// <summary>What passes of a gradient that is multiplied by the factor already.</summary>
    static abstract T Apply<T, TArithmetic>(T gradient, T stored) where T : unmanaged where TArithmetic : struct, IArithmetic<T>;
}

/// <summary>The gradient passes unchanged.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PassThrough : IGradientMask
{
    /// <inheritdoc/>
    public static bool Masks => false;

    /// <inheritdoc/>
    public static bool HasRelu => false;

    /// <inheritdoc/>
    public static float Factor => 1;

    /// <inheritdoc/>
    public static string Name => "pass";

    /// <inheritdoc/>
    public static T Apply<T, TArithmetic>(T gradient, T stored) where T : unmanaged where TArithmetic : struct, IArithmetic<T> => gradient;
}

/// <summary>The gradient of an activation.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Through<TActivation> : IGradientMask where TActivation : struct, IActivation
{
    /// <inheritdoc/>
    public static bool Masks => true;

    /// <inheritdoc/>
    public static bool HasRelu => TActivation.IsRelu;

    /// <inheritdoc/>
    public static float Factor => 1;

    /// <inheritdoc/>
    public static string Name => TActivation.IsRelu ? "masked" : TActivation.Name;

    /// <inheritdoc/>
    public static T Apply<T, TArithmetic>(T gradient, T stored) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        TActivation.Gradient<T, TArithmetic>(gradient, stored);
}

/// <summary>
/// The gradient of a dropout, then of what comes before it. What was dropped is zero, so that <typeparamref name="TNext"/> must let nothing pass
/// there, and must take a value times the factor for the value: a ReLU does.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Kept<TDropout, TNext> : IGradientMask where TDropout : struct, IDropoutShape where TNext : struct, IGradientMask
{
    /// <inheritdoc/>
    public static bool Masks => TNext.Masks;

    /// <inheritdoc/>
    public static bool HasRelu => TNext.HasRelu;

    /// <inheritdoc/>
    public static float Factor => TDropout.Factor;

    /// <inheritdoc/>
    public static string Name => TNext.Name;

    /// <inheritdoc/>
    public static T Apply<T, TArithmetic>(T gradient, T stored) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        TNext.Apply<T, TArithmetic>(gradient, stored);
}
