using System;

namespace FcnGen.Gpu;

internal readonly partial struct GpuKernels
{
    /// <inheritdoc/>
    public void SoftmaxLoss<TShape>(Blob scores, ByteBlob labels, Blob gradient, LossCell loss, uint key) where TShape : struct, ILossShape => throw new NotSupportedException();
}
