namespace FcnGen;

/// <summary>
/// Undoes a max pooling: puts each value of the layer that it reads at the cell that won the same window of the max pooling, and zeros elsewhere
/// (Zeiler and Fergus 2014; the decoders of DeconvNet, SegNet and ENet). Place and size are those of what the max pooling reads, whatever the
/// rounding. What it reads must have the place, the size and the channels of the max pooling, whose windows must not overlap.
/// </summary>
/// <param name="pool">The max pooling, by <c>nameof</c>.</param>
public sealed class UnpoolAttribute(string pool) : LayerAttribute
{
    /// <summary>The max pooling.</summary>
    public string Pool { get; } = pool;
}
