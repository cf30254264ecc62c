using System;

namespace FcnGen.Gpu;

internal readonly partial struct GpuKernels
{
    /// <inheritdoc/>
    public void Conv<TShape, TEpilogue>(Blob x, Parameter weight, Parameter? bias, Blob y, bool accumulate)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue => throw new NotSupportedException();

    /// <inheritdoc/>
    public void ConvBackwardData<TShape, TMask>(Blob dy, Parameter weight, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask => throw new NotSupportedException();

    /// <inheritdoc/>
    public void ConvBackwardWeights<TShape>(Blob x, Blob dy, Parameter weight, Parameter? bias, bool accumulate)
        where TShape : struct, IConvShape => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Deconv<TShape, TEpilogue>(Blob x, Parameter weight, Parameter? bias, Blob y, bool accumulate)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue => throw new NotSupportedException();

    /// <inheritdoc/>
    public void DeconvBackwardData<TShape, TMask>(Blob dy, Parameter weight, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask => throw new NotSupportedException();

    /// <inheritdoc/>
    public void DeconvBackwardWeights<TShape>(Blob x, Blob dy, Parameter weight, Parameter? bias, bool accumulate)
        where TShape : struct, IConvShape => throw new NotSupportedException();
}
