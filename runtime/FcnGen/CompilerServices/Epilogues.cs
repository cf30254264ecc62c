using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>
/// What a convolution does to each sum before it is stored. Composed at compile time, the first step outermost:
/// <c>Bias&lt;Activate&lt;Relu, Store&gt;&gt;</c>. Whether the sum is added to what is there is an argument of the operation: a backward
/// pass that accumulates runs the same kernels as one that does not.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEpilogue
{
    /// <summary>True if the bias of the output channel is added.</summary>
    static abstract bool HasBias { get; }

    /// <summary>True if there is an activation.</summary>
    static abstract bool Activates { get; }

    /// <summary>True if the activation is a ReLU, which devices take as a step of their own.</summary>
    static abstract bool HasRelu { get; }

    /// <summary>The steps in lower case, such as <c>bias_relu</c>: part of the names of GPU kernels.</summary>
    static abstract string Name { get; }

    /// <summary>The activation of a sum, bias included.</summary>
    static abstract T Apply<T, TArithmetic>(T sum) where T : unmanaged where TArithmetic : struct, IArithmetic<T>;
}

/// <summary>Stores the sum as it is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Store : IEpilogue
{
    /// <inheritdoc/>
    public static bool HasBias => false;

    /// <inheritdoc/>
    public static bool Activates => false;

    /// <inheritdoc/>
    public static bool HasRelu => false;

    /// <inheritdoc/>
    public static string Name => "store";

    /// <inheritdoc/>
    public static T Apply<T, TArithmetic>(T sum) where T : unmanaged where TArithmetic : struct, IArithmetic<T> => sum;
}

/// <summary>Adds the bias, then goes on with <typeparamref name="TNext"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Bias<TNext> : IEpilogue where TNext : struct, IEpilogue
{
    /// <inheritdoc/>
    public static bool HasBias => true;

    /// <inheritdoc/>
    public static bool Activates => TNext.Activates;

    /// <inheritdoc/>
    public static bool HasRelu => TNext.HasRelu;

    /// <inheritdoc/>
    public static string Name => TNext.Activates ? "bias_" + TNext.Name : "bias";

    /// <inheritdoc/>
    public static T Apply<T, TArithmetic>(T sum) where T : unmanaged where TArithmetic : struct, IArithmetic<T> => TNext.Apply<T, TArithmetic>(sum);
}

/// <summary>Applies an activation, then goes on with <typeparamref name="TNext"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Activate<TActivation, TNext> : IEpilogue where TActivation : struct, IActivation where TNext : struct, IEpilogue
{
    /// <inheritdoc/>
    public static bool HasBias => TNext.HasBias;

    /// <inheritdoc/>
    public static bool Activates => true;

    /// <inheritdoc/>
    public static bool HasRelu => TActivation.IsRelu & !TNext.Activates;

    /// <inheritdoc/>
    public static string Name => TNext.Activates ? TActivation.Name + "_" + TNext.Name : TActivation.Name;

    /// <inheritdoc/>
    public static T Apply<T, TArithmetic>(T sum) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        TNext.Apply<T, TArithmetic>(TActivation.Apply<T, TArithmetic>(sum));
}
