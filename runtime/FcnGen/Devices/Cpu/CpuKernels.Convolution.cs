using FcnGen.CompilerServices;

namespace FcnGen;

internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void Conv<TShape, TEpilogue>(Blob x, Parameter weight, Parameter? bias, Blob y, bool accumulate)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue
    {
        var g = ConvGeometry.Of<TShape>();
        device.Convolutions.Choose(g, ConvPass.Forward).Forward(g, View(x), Packed(weight), View(y), accumulate, Epilogue<TEpilogue>(bias));
    }

    /// <inheritdoc/>
    public void Conv<TShape, TEpilogue, TActivation>(Blob x, Parameter weight, Parameter? bias, Parameter parameter, Blob y)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TActivation : struct, IParametricActivation
    {
        var g = ConvGeometry.Of<TShape>();
        device.Convolutions.Choose(g, ConvPass.Forward).Forward(g, View(x), Packed(weight), View(y), false, Epilogue<TEpilogue, TActivation>(bias, parameter));
    }

    /// <inheritdoc/>
    public void ConvBackwardData<TShape, TMask>(Blob dy, Parameter weight, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask
    {
        var g = ConvGeometry.Of<TShape>();
        device.Convolutions.Choose(g, ConvPass.BackwardData).BackwardData(g, View(dy), Packed(weight), View(dx), accumulate, Mask<TMask>(x));
    }

    /// <inheritdoc/>
    public void ConvBackwardWeights<TShape>(Blob x, Blob dy, Parameter weight, Parameter? bias, bool accumulate)
        where TShape : struct, IConvShape
    {
        var g = ConvGeometry.Of<TShape>();
        device.Convolutions.Choose(g, ConvPass.BackwardWeights).BackwardWeights(g, View(x), View(dy), Gradient(weight), accumulate);
        if (bias is not null) BiasGradient(View(dy), bias, accumulate);
    }

    /// <inheritdoc/>
    public void Deconv<TShape, TEpilogue>(Blob x, Parameter weight, Parameter? bias, Blob y, bool accumulate)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue
    {
        var g = ConvGeometry.Transposed<TShape>();
        device.Convolutions.Choose(g, ConvPass.BackwardData).BackwardData(g, View(x), Packed(weight), View(y), accumulate, Epilogue<TEpilogue>(bias));
    }

    /// <inheritdoc/>
    public void Deconv<TShape, TEpilogue, TActivation>(Blob x, Parameter weight, Parameter? bias, Parameter parameter, Blob y)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TActivation : struct, IParametricActivation
    {
        var g = ConvGeometry.Transposed<TShape>();
        device.Convolutions.Choose(g, ConvPass.BackwardData).BackwardData(g, View(x), Packed(weight), View(y), false, Epilogue<TEpilogue, TActivation>(bias, parameter));
    }

    /// <inheritdoc/>
    public void DeconvBackwardData<TShape, TMask>(Blob dy, Parameter weight, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask
    {
        var g = ConvGeometry.Transposed<TShape>();
        device.Convolutions.Choose(g, ConvPass.Forward).Forward(g, View(dy), Packed(weight), View(dx), accumulate, Mask<TMask>(x));
    }

    /// <inheritdoc/>
    public void DeconvBackwardWeights<TShape>(Blob x, Blob dy, Parameter weight, Parameter? bias, bool accumulate)
        where TShape : struct, IConvShape
    {
        var g = ConvGeometry.Transposed<TShape>();
        device.Convolutions.Choose(g, ConvPass.BackwardWeights).BackwardWeights(g, View(dy), View(x), Gradient(weight), accumulate);
        if (bias is not null) BiasGradient(View(dy), bias, accumulate);
    }

    private static Finish Epilogue<TEpilogue>(Parameter? bias) where TEpilogue : struct, IEpilogue => new()
    {
        Bias = TEpilogue.HasBias && bias is not null ? Packed(bias).Data : null,
        Relu = TEpilogue.HasRelu,
        Activation = ActivationRun<TEpilogue>.Rows,
        Factor = 1,
    };

    private static Finish Epilogue<TEpilogue, TActivation>(Parameter? bias, Parameter parameter)
        where TEpilogue : struct, IEpilogue where TActivation : struct, IParametricActivation =>
        Through<Learned<TActivation>>(Epilogue<TEpilogue>(bias), FcnGen.View.PerChannel(Packed(parameter).Data, parameter.Info.Shape[0]));

    private Finish Mask<TMask>(Blob x) where TMask : struct, IGradientMask => Through<TMask>(default, TMask.Masks ? View(x) : default);

    private static Finish Through<TMask>(Finish before, View source) where TMask : struct, IGradientMask => before with
    {
        Masks = TMask.Masks,
        MaskSource = source,
        Gradient = GradientRun<TMask>.Rows,
        Factor = TMask.Factor,
    };
}

/// <summary>
/// The table that says how the processor computes a layer's convolution. It looks at the constants of the layer only, never at the size of a
/// picture.
/// <list type="table">
/// <listheader><term>layer</term><description>forward and transposed; gradient by the data; gradient of the weights</description></listheader>
/// <item><term>any</term><description><see cref="ImplicitGemm"/> in all three</description></item>
/// </list>
/// </summary>
internal sealed class ConvAlgorithms(GemmEngine gemm, WorkerPool pool, Scratch scratch, int transposedValues)
{
    private readonly ImplicitGemm _implicitGemm = new(gemm, pool, scratch, transposedValues);

    /// <summary>The algorithm of a pass of a layer.</summary>
    /// <param name="g">The convolution; for a transposed one, that whose transpose it is.</param>
    /// <param name="pass">What is to be computed.</param>
    public ConvAlgorithm Choose(in ConvGeometry g, ConvPass pass) => _implicitGemm;
}

/// <summary>A way to compute a convolution, its transpose and the gradient of its weights. Which layer takes which, <see cref="ConvAlgorithms"/> says.</summary>
internal abstract unsafe class ConvAlgorithm
{
    /// <summary>y (+)= finish(x ⋆ w).</summary>
    public abstract void Forward(in ConvGeometry g, View x, CpuParameterBuffer weights, View y, bool accumulate, Finish finish);

    /// <summary>dx (+)= finish(transpose(w) ⋆ dy).</summary>
    public abstract void BackwardData(in ConvGeometry g, View dy, CpuParameterBuffer weights, View dx, bool accumulate, Finish finish);

    /// <summary>The gradient of the weights, in their packed layout.</summary>
    public abstract void BackwardWeights(in ConvGeometry g, View x, View dy, float* gradient, bool accumulate);
}
