namespace FcnGen.Kernels;

/// <summary>
/// The convolution that computes the gradient by the data of a convolution of stride 1: input and output channels swapped, the kernel turned
/// by 180° (the packing of the weights does that), padded so that it reaches every pixel.
/// </summary>
/// <typeparam name="TShape">The forward convolution; stride 1.</typeparam>
public readonly struct BackwardData<TShape> : IConvShape where TShape : struct, IConvShape
{
    /// <inheritdoc/>
    public static int InputChannels => TShape.OutputChannels;

    /// <inheritdoc/>
    public static int OutputChannels => TShape.InputChannels;

    /// <inheritdoc/>
    public static int Kernel => TShape.Kernel;

    /// <inheritdoc/>
    public static int Stride => 1;

    /// <inheritdoc/>
    public static int Pad => TShape.Dilation * (TShape.Kernel - 1) - TShape.Pad;

    /// <inheritdoc/>
    public static int Dilation => TShape.Dilation;

    /// <inheritdoc/>
    public static int Groups => TShape.Groups;
}
