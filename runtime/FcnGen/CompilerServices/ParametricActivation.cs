using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>
/// An activation with a parameter of its own, one learned value per channel: the formula is written once for all devices. Its gradients are
/// functions of the value that came in, which training keeps, since what came out need not determine it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IParametricActivation
{
    /// <summary>The name in lower case: part of the names of GPU kernels.</summary>
    static abstract string Name { get; }

    /// <summary>The value that comes out. What is not a number stays that.</summary>
    /// <param name="x">The value that comes in.</param>
    /// <param name="parameter">The learned value of its channel.</param>
    static abstract T Apply<T, TArithmetic>(T x, T parameter) where T : unmanaged where TArithmetic : struct, IArithmetic<T>;

    /// <summary>The gradient by the value that came in.</summary>
    /// <param name="dy">The gradient by the value that came out.</param>
    /// <param name="x">The value that came in.</param>
    /// <param name="parameter">The learned value of its channel.</param>
    static abstract T Gradient<T, TArithmetic>(T dy, T x, T parameter) where T : unmanaged where TArithmetic : struct, IArithmetic<T>;

    /// <summary>What one cell adds to the gradient by the learned value of its channel; zero where <paramref name="dy"/> and <paramref name="x"/> are.</summary>
    /// <param name="dy">The gradient by the value that came out.</param>
    /// <param name="x">The value that came in.</param>
    /// <param name="parameter">The learned value of its channel.</param>
    static abstract T ParameterGradient<T, TArithmetic>(T dy, T x, T parameter) where T : unmanaged where TArithmetic : struct, IArithmetic<T>;
}

/// <summary>
/// An activation with a learned value per channel as the last step of another operation. Loops and kernels that finish values through what is
/// stored beside each of them take the learned value for that: the same one for all cells of a channel.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Learned<TActivation> : IGradientMask where TActivation : struct, IParametricActivation
{
    /// <inheritdoc/>
    public static bool Masks => true;

    /// <inheritdoc/>
    public static bool HasRelu => false;

    /// <inheritdoc/>
    public static float Factor => 1;

    /// <inheritdoc/>
    public static string Name => "learned_" + TActivation.Name;

    /// <summary>The value that comes out.</summary>
    public static T Apply<T, TArithmetic>(T gradient, T stored) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        TActivation.Apply<T, TArithmetic>(gradient, stored);
}

/// <summary>x where it is positive, else a · x with the slope a of the channel (He et al. 2015, arXiv 1502.01852).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PRelu : IParametricActivation
{
    /// <inheritdoc/>
    public static string Name => "prelu";

    /// <inheritdoc/>
    public static T Apply<T, TArithmetic>(T x, T parameter) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        Gradient<T, TArithmetic>(x, x, parameter);

    /// <inheritdoc/>
    public static T Gradient<T, TArithmetic>(T dy, T x, T parameter) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        TArithmetic.IfGreater(x, TArithmetic.Of(0), dy, TArithmetic.Multiply(dy, parameter));

    /// <inheritdoc/>
    public static T ParameterGradient<T, TArithmetic>(T dy, T x, T parameter) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        TArithmetic.IfGreater(x, TArithmetic.Of(0), TArithmetic.Of(0), TArithmetic.Multiply(dy, x));
}
