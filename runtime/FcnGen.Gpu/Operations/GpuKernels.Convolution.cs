using System;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Gpu;

/// <summary>The kernels of one convolution, by pass and alignment, each defined when it is first asked for.</summary>
internal static class ConvKernels<TShape, TEpilogue, TMask>
    where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
{
    private static readonly KernelDefinition?[] Defined = new KernelDefinition?[16];

    /// <summary>The kernel of a forward pass or of a gradient by the data.</summary>
    public static KernelDefinition Of(ConvPass pass, ConvTactic tactic, bool sourceAligned, bool targetAligned)
    {
        int index = (pass == ConvPass.Forward ? 0 : 4) + (sourceAligned ? 1 : 0) + (targetAligned ? 2 : 0) + (tactic.IsTensor ? 8 : 0);
        return Defined[index] ??= tactic.Define(
            $"{KernelNames.Of<TShape>()}_{ConvAccess.Letter(sourceAligned)}{ConvAccess.Letter(targetAligned)}_{TEpilogue.Name}_{KernelNames.OfMask<TMask>()}",
            [typeof(TShape), tactic.Tile, .. ConvAccess.Types(tactic, sourceAligned, targetAligned), typeof(TEpilogue), typeof(TMask)]);
    }
}

/// <summary><see cref="IAccess"/> by alignment.</summary>
internal static class ConvAccess
{
    /// <summary>The structs of two blobs; none for kernels on tensor cores, which read and write quads only.</summary>
    public static Type[] Types(ConvTactic tactic, bool first, bool second) => tactic.IsTensor ? [] : [Type(first), Type(second)];

    /// <summary>Its part of kernel names.</summary>
    public static string Letter(bool aligned) => aligned ? "q" : "s";

    private static Type Type(bool aligned) => aligned ? typeof(Quads) : typeof(Singles);
}

/// <summary>The sum of partial sums that ends in another activation than a ReLU, or in the gradient of one.</summary>
internal static class ConvSumKernels<TEpilogue, TMask> where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
{
    /// <summary>The kernel; a ReLU and its mask are steps of the one that all networks share.</summary>
    public static readonly KernelDefinition SplitSum = Formula<TEpilogue, TMask>.IsOwn
        ? new("SplitSum", 256, TEpilogue.Name + "_" + TMask.Name, typeof(TEpilogue), typeof(TMask))
        : ConvSumKernels.SplitSum;
}

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

    /// <summary>target = mask(target·accumulate + epilogue(source ⋆ w)), or with the transpose of the convolution.</summary>
    private void Convolve<TShape, TEpilogue, TMask>(ConvPass pass, Blob source, Parameter weight, Parameter? bias, Beside beside, Blob target, bool accumulate)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        bool forward = pass == ConvPass.Forward;
        bool sourceAligned = IsAligned(source, TShape.Groups);
        bool targetAligned = IsAligned(target, TShape.Groups) && (!TMask.Masks || IsAligned(beside.Blob, TShape.Groups));
        ConvTactic tactic = ConvTactics.Choose<TShape>(pass, UsesTensorCores && sourceAligned && targetAligned);
        KernelDefinition kernel = ConvKernels<TShape, TEpilogue, TMask>.Of(pass, tactic, sourceAligned, targetAligned);

        PerAxis<int> step = forward ? 1 : TShape.Stride;
        int phases = step.Height * step.Width;
        int tiles = LaunchGrid.Cover((long)target.Batch * Cover(target.Height, step.Height) * Cover(target.Width, step.Width), tactic.Rows);
        int columns = TShape.Groups * Cover(target.Channels / TShape.Groups, tactic.Columns);
        int inner = forward
            ? TShape.Kernel.Height * TShape.Kernel.Width * (TShape.InputChannels / TShape.Groups)
            : ConvPhases<Rows<TShape>>.Taps * ConvPhases<Columns<TShape>>.Taps * WeightLayout.Pad(TShape.OutputChannels / TShape.Groups);
        ConvSplit split = ConvSplit.Of(tactic, (long)tiles * phases * columns, Cover(inner, tactic.Depth), device.Processors);

        GpuView targetView = View(target);
        GpuView biasView = bias is null ? Values(weight) : Values(bias);
        int count = split.Count > 1 ? checked((int)target.Count) : 0;
        Blob sums = split.Count > 1 ? Blob.Dense(0, target.Batch, target.Height, target.Width, target.Channels) : target;
        GpuView sumsView = split.Count > 1 ? new GpuView(device.Scratch((long)split.Count * count * sizeof(float)), 0, sizeof(float)) : targetView;
        device.Launch(
            kernel,
            new LaunchGrid(checked(tiles * phases), columns, split.Count),
            [View(source), Values(weight), biasView, beside.View, sumsView],
            [
                source.Batch, source.Height, source.Width, source.PixelStride, (int)source.RowStride, (int)source.ImageStride,
                target.Height, target.Width, sums.PixelStride, (int)sums.RowStride, (int)sums.ImageStride,
                beside.Blob.PixelStride, (int)beside.Blob.RowStride, (int)beside.Blob.ImageStride,
                tiles, split.Steps, count, accumulate,
            ]);
        KernelDefinition sum = ConvSumKernels<TEpilogue, TMask>.SplitSum;
        if (split.Count == 1)
        {
            device.MayLaunch(sum);
            return;
        }

        device.Launch(
            sum,
            new LaunchGrid(LaunchGrid.Cover(count, sum.Threads)),
            [sumsView, biasView, beside.View, targetView],
            [
                count, split.Count, target.Height, target.Width, target.Channels, target.PixelStride, (int)target.RowStride, (int)target.ImageStride,
                beside.Blob.PixelStride, (int)beside.Blob.RowStride, (int)beside.Blob.ImageStride,
                SumFlags<TEpilogue, TMask>(accumulate), TMask.Factor,
            ]);
    }

    private Beside BesideOf(Blob blob) => new(View(blob), blob);

    private static Beside BesideOf(Parameter parameter) => new(Values(parameter), Blob.PerChannel(parameter.Info.Shape[0]));

    private static int SumFlags<TEpilogue, TMask>(bool accumulate) where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask =>
        (TEpilogue.HasBias ? SumSteps.Bias : 0) | (TEpilogue.HasRelu ? SumSteps.Relu : 0) | (TMask.HasRelu ? SumSteps.Mask : 0) | (accumulate ? SumSteps.Accumulate : 0);

    private bool UsesTensorCores => device.HasTensorCores && device.Precision == Precision.Tf32;

    /// <summary>What is read beside each finished value: what the mask is told from, or the learned value of its channel.</summary>
    private readonly record struct Beside(GpuView View, Blob Blob);

    private static int Cover(int count, int each) => (count + each - 1) / each;
}
