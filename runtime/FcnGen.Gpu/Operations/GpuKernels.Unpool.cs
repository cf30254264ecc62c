using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>The gradient of unpooling.</summary>
internal static class UnpoolKernels<TShape, TMask, TLanes>
    where TShape : struct, IPoolShape where TMask : struct, IGradientMask where TLanes : struct, ILanes
{
    public static readonly KernelDefinition Backward = new(
        "UnpoolBackward",
        256,
        $"{KernelNames.OfPool<TShape>()}_{KernelNames.OfMask<TMask>()}_{KernelNames.OfLanes<TLanes>()}",
        typeof(TShape),
        typeof(TMask),
        typeof(TLanes));
}

// Unpooling.
internal readonly partial struct GpuKernels
{
    /// <inheritdoc/>
    public void Unpool<TShape>(Blob x, ByteBlob winners, Blob y) where TShape : struct, IPoolShape =>
        MaxPoolBackward<TShape, PassThrough>(x, winners, y, y, accumulate: false); // as the max pooling gives its gradient to the winners

    /// <inheritdoc/>
    public void UnpoolBackward<TShape, TMask>(Blob dy, ByteBlob winners, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask
    {
        Blob mask = TMask.Masks ? x : dx;
        if (IsAligned(dy) && IsAligned(mask) && IsAligned(dx)) UnpoolBackward<TShape, TMask, FourLanes>(dy, winners, mask, dx, accumulate);
        else UnpoolBackward<TShape, TMask, OneLane>(dy, winners, mask, dx, accumulate);
    }

    private void UnpoolBackward<TShape, TMask, TLanes>(Blob dy, ByteBlob winners, Blob mask, Blob dx, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask where TLanes : struct, ILanes =>
        PassByWinners(UnpoolKernels<TShape, TMask, TLanes>.Backward, TLanes.Count, dy, winners, mask, dx, accumulate);
}
