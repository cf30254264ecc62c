using System;

namespace FcnGen.Gpu;

internal readonly partial struct GpuKernels
{
    /// <inheritdoc/>
    public void Bilinear<TShape>(Blob x, Blob y, bool accumulate) where TShape : struct, IConvShape => throw new NotSupportedException();

    /// <inheritdoc/>
    public void BilinearBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask => throw new NotSupportedException();

    /// <inheritdoc/>
    public void BilinearArgMax<TShape>(Blob x, ByteBlob labels) where TShape : struct, IConvShape => throw new NotSupportedException();

    /// <inheritdoc/>
    public void MaxPool<TShape>(Blob x, Blob y) where TShape : struct, IPoolShape => throw new NotSupportedException();

    /// <inheritdoc/>
    public void MaxPool<TShape>(Blob x, Blob y, ByteBlob winners) where TShape : struct, IPoolShape => throw new NotSupportedException();

    /// <inheritdoc/>
    public void MaxPoolBackward<TShape, TMask>(Blob dy, ByteBlob winners, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask => throw new NotSupportedException();

    /// <inheritdoc/>
    public void AvgPool<TShape>(Blob x, Blob y) where TShape : struct, IPoolShape => throw new NotSupportedException();

    /// <inheritdoc/>
    public void AvgPoolBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Lrn<TShape>(Blob x, Blob y) where TShape : struct, ILrnShape => throw new NotSupportedException();

    /// <inheritdoc/>
    public void LrnBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, ILrnShape where TMask : struct, IGradientMask => throw new NotSupportedException();
}
