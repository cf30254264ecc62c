using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>
/// The table that says which kernel a convolution uses. It looks at the constants of the layer only, never at the size of a picture, so
/// that what a network needs is known when it is compiled.
/// <list type="table">
/// <listheader><term>output channels of a group</term><description>tile of the strict kernels (pixels × channels × depth)</description></listheader>
/// <item><term>1 to 32, e.g. class scores</term><description>128 × 32 × 8, 64 threads</description></item>
/// <item><term>33 to 64, or with a last tile of 128 at most half full (130, 192)</term><description>128 × 64 × 8, 128 threads</description></item>
/// <item><term>others</term><description>128 × 128 × 8, 256 threads</description></item>
/// </list>
/// With <see cref="Precision.Tf32"/>, on a device with tensor cores, where all blobs are aligned and channels of a group a multiple of 4:
/// <list type="table">
/// <listheader><term>output channels of a group</term><description>tile of the tensor-core kernels (pixels × channels × depth)</description></listheader>
/// <item><term>4 to 28, fewer than 16 products (32 rows of the gradient of the weights), or more than 15 taps in a row</term><description>none: strict</description></item>
/// <item><term>32 to 64, or with a last tile of 128 at most half full</term><description>128 × 64 × 16, 4 warps of 64 × 32</description></item>
/// <item><term>others</term><description>128 × 128 × 16, 4 warps of 64 × 64</description></item>
/// <item><term>gradient of weights with at most 64 taps times input channels</term><description>64 × 64 × 16, 2 warps of 64 × 32</description></item>
/// </list>
/// In the gradient by the data, input channels take the place of output channels. Tiles of 128 need 128 registers a thread for two groups on
/// a multiprocessor; those of 64 keep the same bound, those of 32, which copy more a thread, have 168.
/// </summary>
internal static class ConvTactics
{
    /// <summary>The kernel of a pass.</summary>
    /// <typeparam name="TShape">The convolution; for a transposed one, <see cref="TransposedShape{TShape}"/>.</typeparam>
    /// <param name="pass">The pass.</param>
    /// <param name="tensorCores">True if tensor cores may be used: they are there, TF32 is asked for, and all blobs are aligned.</param>
    public static ConvTactic Choose<TShape>(ConvPass pass, bool tensorCores) where TShape : struct, IConvShape =>
        tensorCores && TensorTactics.Of<TShape>(pass) is { } tactic ? tactic : Strict<TShape>(pass);

    private static ConvTactic Strict<TShape>(ConvPass pass) where TShape : struct, IConvShape => pass switch
    {
        ConvPass.Forward => StrictTactics.Of(StrictTactics.Forward, TShape.OutputChannels / TShape.Groups),
        ConvPass.BackwardData => StrictTactics.Of(StrictTactics.BackwardData, TShape.InputChannels / TShape.Groups),
        _ => StrictTactics.Of(StrictTactics.BackwardWeights, TShape.OutputChannels / TShape.Groups),
    };
}
