using System.ComponentModel;

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
