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
/// In the gradient by the data, input channels take the place of output channels. Tiles of 128 need 128 registers a thread for two groups on
/// a multiprocessor; the smaller ones keep the same bound.
/// </summary>
internal static class ConvTactics
{
    /// <summary>The kernel of a pass.</summary>
    /// <typeparam name="TShape">The convolution; for a transposed one, <see cref="TransposedShape{TShape}"/>.</typeparam>
    /// <param name="pass">The pass.</param>
    public static ConvTactic Choose<TShape>(ConvPass pass) where TShape : struct, IConvShape => pass switch
    {
        ConvPass.Forward => StrictTactics.Of(StrictTactics.Forward, TShape.OutputChannels / TShape.Groups),
        ConvPass.BackwardData => StrictTactics.Of(StrictTactics.BackwardData, TShape.InputChannels / TShape.Groups),
        _ => StrictTactics.Of(StrictTactics.BackwardWeights, TShape.OutputChannels / TShape.Groups),
    };

    /// <summary>The table's answer in words, such as <c>StrictConv, 128x64x8, 128 threads</c>.</summary>
    public static string Describe<TShape>(ConvPass pass) where TShape : struct, IConvShape
    {
        ConvTactic tactic = Choose<TShape>(pass);
        return System.FormattableString.Invariant($"{tactic.Family}, {tactic.Rows}x{tactic.Columns}x{tactic.Depth}, {tactic.Threads} threads");
    }
}
