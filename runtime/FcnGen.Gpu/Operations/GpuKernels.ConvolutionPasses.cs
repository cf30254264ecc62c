using System;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Gpu;

internal readonly partial struct GpuKernels
{
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
