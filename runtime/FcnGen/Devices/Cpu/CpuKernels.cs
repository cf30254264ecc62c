using System;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>The operations of <see cref="IKernels"/> on the processor, over one arena.</summary>
internal readonly unsafe partial struct CpuKernels(CpuDevice device, byte* arena) : IKernels
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

    private static CpuParameterBuffer Packed(Parameter parameter) => (CpuParameterBuffer)parameter.Values;

    private static float* Gradient(Parameter parameter) => ((CpuParameterBuffer)parameter.Gradient).Data;

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

    private View View(Blob blob) => new(arena, blob);

    private uint Read(KeyCell key) => *(uint*)(arena + key.Offset);

    private void BiasGradient(View dy, Parameter bias, bool accumulate)
    {
        int rows = dy.Rows;
        float* partials = device.Scratch.Shared((long)rows * dy.Channels);
        RowTasks<BiasRowBody>.Run(device.Pool, new BiasRowBody { Gradient = dy, Partials = partials }, rows, (long)dy.Width * dy.Channels);
        SumRows(partials, dy, bias, accumulate);
    }

    /// <summary>Adds the sums of each row of a gradient to one value per channel.</summary>
    private void SumRows(float* partials, View dy, Parameter to, bool accumulate)
    {
        var body = new ChannelSumBody { Partials = partials, Rows = dy.Rows, Count = dy.Channels, To = Gradient(to), Accumulate = accumulate };
        device.Pool.Run(body, (dy.Channels + ChannelSumBody.Channels - 1) / ChannelSumBody.Channels);
    }
}
