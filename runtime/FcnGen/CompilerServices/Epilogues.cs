using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>What a convolution does to each sum before it is stored. Composed at compile time: <c>Bias&lt;Relu&lt;Store&gt;&gt;</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEpilogue
{
    /// <summary>True if the bias of the output channel is added.</summary>
    static abstract bool HasBias { get; }

    /// <summary>True if negative values become zero.</summary>
    static abstract bool HasRelu { get; }
}

/// <summary>Stores the sum as it is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Store : IEpilogue
{
    /// <inheritdoc/>
    public static bool HasBias => false;

    /// <inheritdoc/>
    public static bool HasRelu => false;
}

/// <summary>Adds the bias, then goes on with <typeparamref name="TNext"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Bias<TNext> : IEpilogue where TNext : struct, IEpilogue
{
    /// <inheritdoc/>
    public static bool HasBias => true;

    /// <inheritdoc/>
    public static bool HasRelu => TNext.HasRelu;
}

/// <summary>max(x, 0), then goes on with <typeparamref name="TNext"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Relu<TNext> : IEpilogue where TNext : struct, IEpilogue
{
    /// <inheritdoc/>
    public static bool HasBias => TNext.HasBias;

    /// <inheritdoc/>
    public static bool HasRelu => true;
}

/// <summary>
/// What happens to a finished gradient on its way through the activation of the layer that made the value: it passes where the
/// value is positive (ReLU), times a factor (1/(1 − ratio) where a dropout followed).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGradientMask
{
    /// <summary>True if the gradient is zeroed where the value is not positive.</summary>
    static abstract bool Masks { get; }

    /// <summary>Factor of what passes.</summary>
    static abstract float Factor { get; }
}

/// <summary>The gradient passes unchanged.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PassThrough : IGradientMask
{
    /// <inheritdoc/>
    public static bool Masks => false;

    /// <inheritdoc/>
    public static float Factor => 1;
}

/// <summary>The gradient passes where the value is positive.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WherePositive : IGradientMask
{
    /// <inheritdoc/>
    public static bool Masks => true;

    /// <inheritdoc/>
    public static float Factor => 1;
}
