using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

internal readonly partial struct GpuKernels
{
    /// <inheritdoc/>
    public void Conv<TShape, TEpilogue>(Blob x, Parameter weight, Parameter? bias, Blob y, bool accumulate)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue =>
        Convolve<TShape, TEpilogue, PassThrough>(ConvPass.Forward, x, weight, bias, BesideOf(y), y, accumulate);

    /// <inheritdoc/>
    public void Conv<TShape, TEpilogue, TActivation>(Blob x, Parameter weight, Parameter? bias, Parameter parameter, Blob y)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TActivation : struct, IParametricActivation =>
        Convolve<TShape, TEpilogue, Learned<TActivation>>(ConvPass.Forward, x, weight, bias, BesideOf(parameter), y, false);

    /// <inheritdoc/>
    public void ConvBackwardData<TShape, TMask>(Blob dy, Parameter weight, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask =>
        Convolve<TShape, Store, TMask>(ConvPass.BackwardData, dy, weight, null, BesideOf(TMask.Masks ? x : dx), dx, accumulate);

    /// <inheritdoc/>
    public void ConvBackwardWeights<TShape>(Blob x, Blob dy, Parameter weight, Parameter? bias, bool accumulate)
        where TShape : struct, IConvShape =>
        WeightGradient<TShape>(x, dy, weight, bias, accumulate);

    /// <inheritdoc/>
    public void Deconv<TShape, TEpilogue>(Blob x, Parameter weight, Parameter? bias, Blob y, bool accumulate)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue =>
        Convolve<TransposedShape<TShape>, TEpilogue, PassThrough>(ConvPass.BackwardData, x, weight, bias, BesideOf(y), y, accumulate);

    /// <inheritdoc/>
    public void Deconv<TShape, TEpilogue, TActivation>(Blob x, Parameter weight, Parameter? bias, Parameter parameter, Blob y)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TActivation : struct, IParametricActivation =>
        Convolve<TransposedShape<TShape>, TEpilogue, Learned<TActivation>>(ConvPass.BackwardData, x, weight, bias, BesideOf(parameter), y, false);

    /// <inheritdoc/>
    public void DeconvBackwardData<TShape, TMask>(Blob dy, Parameter weight, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask =>
        Convolve<TransposedShape<TShape>, Store, TMask>(ConvPass.Forward, dy, weight, null, BesideOf(TMask.Masks ? x : dx), dx, accumulate);

    /// <inheritdoc/>
    public void DeconvBackwardWeights<TShape>(Blob x, Blob dy, Parameter weight, Parameter? bias, bool accumulate)
        where TShape : struct, IConvShape
    {
        WeightGradient<TransposedShape<TShape>>(dy, x, weight, null, accumulate);
        if (bias is not null) BiasGradient(dy, bias, accumulate);
    }
}
