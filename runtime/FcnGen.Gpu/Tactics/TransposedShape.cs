using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Gpu;

/// <summary>The convolution whose transpose a transposed convolution is: inputs and outputs swapped.</summary>
/// <typeparam name="TShape">The transposed convolution.</typeparam>
internal readonly struct TransposedShape<TShape> : IConvShape where TShape : struct, IConvShape
{
    /// <inheritdoc/>
    public static int InputChannels => TShape.OutputChannels;

    /// <inheritdoc/>
    public static int OutputChannels => TShape.InputChannels;

    /// <inheritdoc/>
    public static PerAxis<int> Kernel => TShape.Kernel;

    /// <inheritdoc/>
    public static PerAxis<int> Stride => TShape.Stride;

    /// <inheritdoc/>
    public static PerAxis<int> Pad => TShape.Pad;

    /// <inheritdoc/>
    public static PerAxis<int> Dilation => TShape.Dilation;

    /// <inheritdoc/>
    public static int Groups => TShape.Groups;
}
