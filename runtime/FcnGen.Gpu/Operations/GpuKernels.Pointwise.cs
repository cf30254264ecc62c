using System;

namespace FcnGen.Gpu;

internal readonly partial struct GpuKernels
{
    /// <inheritdoc/>
    public void ArgMax(Blob scores, ByteBlob labels) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Relu(Blob x, Blob y) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void PointwiseBackward<TMask>(float factor, Blob dy, Blob x, Blob dx, bool accumulate) where TMask : struct, IGradientMask => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dropout(float ratio, uint key, Blob x, Blob y) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void DropoutBackward(float ratio, uint key, Blob dy, Blob dx, bool accumulate) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void AddScaled(float factor, Blob x, Blob y, bool accumulate) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Clear(Blob x) => throw new NotSupportedException(device.Name);
}
