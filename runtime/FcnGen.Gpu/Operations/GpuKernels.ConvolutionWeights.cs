using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>The kernels of the gradient of one convolution's weights, by alignment.</summary>
internal static class ConvWeightKernels<TShape> where TShape : struct, IConvShape
{
    private static readonly KernelDefinition?[] Defined = new KernelDefinition?[8];

    /// <summary>The kernel.</summary>
    public static KernelDefinition Of(ConvTactic tactic, bool sourceAligned, bool gradientAligned) =>
        Defined[(sourceAligned ? 1 : 0) + (gradientAligned ? 2 : 0) + (tactic.IsTensor ? 4 : 0)] ??= tactic.Define(
            $"{KernelNames.Of<TShape>()}_{ConvAccess.Letter(sourceAligned)}{ConvAccess.Letter(gradientAligned)}",
            [typeof(TShape), tactic.Tile, .. ConvAccess.Types(tactic, sourceAligned, gradientAligned)]);
}

/// <summary>Kernels of convolutions without constants of a network.</summary>
internal static class ConvSumKernels
{
    /// <summary>Adds and finishes the partial sums of a split inner dimension.</summary>
    public static readonly KernelDefinition SplitSum = new("SplitSum", 256, "", typeof(Store), typeof(PassThrough));

    /// <summary>Adds up each channel of a blob.</summary>
    public static readonly KernelDefinition ChannelSum = new("ChannelSum", 256, "");
}

internal readonly partial struct GpuKernels
{
    // Groups that read all pixels of a few channels, and pixels that make one worth starting.
    private const int MostChannelSums = 64;
    private const int PixelsPerChannelSum = 256;

    /// <summary>The gradients of a convolution's weights and, if given, its bias, from its input and the gradient of its output.</summary>
    private void WeightGradient<TShape>(Blob x, Blob dy, Parameter weight, Parameter? bias, bool accumulate) where TShape : struct, IConvShape
    {
        bool sourceAligned = IsAligned(x, TShape.Groups);
        bool gradientAligned = IsAligned(dy, TShape.Groups);
        ConvTactic tactic = ConvTactics.Choose<TShape>(ConvPass.BackwardWeights, UsesTensorCores && sourceAligned && gradientAligned);
        KernelDefinition kernel = ConvWeightKernels<TShape>.Of(tactic, sourceAligned, gradientAligned);
        var layout = new WeightLayout(TShape.Groups, TShape.Kernel.Height * TShape.Kernel.Width, TShape.InputChannels / TShape.Groups, TShape.OutputChannels / TShape.Groups);
        int rows = Cover(layout.Taps * layout.Inputs, tactic.Rows);
        int columns = layout.Groups * Cover(layout.Outputs, tactic.Columns);
        int steps = LaunchGrid.Cover((long)dy.Batch * dy.Height * dy.Width, tactic.Depth);
        ConvSplit split = ConvSplit.Of(tactic, (long)rows * columns, steps, device.Processors);

        int count = checked((int)layout.Length);
        GpuView weights = Gradient(weight);
        GpuView biases = bias is null ? weights : Gradient(bias);
        GpuView weightSums = weights;
        GpuView biasSums = biases;
        if (split.Count > 1)
        {
            long weightBytes = (long)split.Count * count * sizeof(float);
            GpuMemory scratch = device.Scratch(weightBytes + (long)split.Count * dy.Channels * sizeof(float));
            weightSums = new GpuView(scratch, 0, sizeof(float));
            biasSums = new GpuView(scratch, weightBytes, sizeof(float));
        }

        device.Launch(
            kernel,
            new LaunchGrid(rows, columns, split.Count),
            [View(x), View(dy), weightSums, biasSums],
            [
                x.Batch, x.Height, x.Width, x.PixelStride, (int)x.RowStride, (int)x.ImageStride,
                dy.Height, dy.Width, dy.PixelStride, (int)dy.RowStride, (int)dy.ImageStride,
                split.Steps, split.Count > 1 ? count : 0, bias is not null, accumulate,
            ]);
        if (split.Count == 1) return;
        Sum(weightSums, weights, count, split.Count, accumulate);
        if (bias is not null) Sum(biasSums, biases, dy.Channels, split.Count, accumulate);
    }

    /// <summary>The gradient of a bias alone.</summary>
    private void BiasGradient(Blob dy, Parameter bias, bool accumulate)
    {
        (int splits, int each) = ChannelSplits(dy);
        var sums = new GpuView(device.Scratch((long)splits * dy.Channels * sizeof(float)), 0, sizeof(float));
        device.Launch(
            ConvSumKernels.ChannelSum,
            new LaunchGrid(Cover(dy.Channels, 32), 1, splits),
            [View(dy), sums],
            [dy.Batch, dy.Height, dy.Width, dy.Channels, dy.PixelStride, (int)dy.RowStride, (int)dy.ImageStride, each]);
        Sum(sums, Gradient(bias), dy.Channels, splits, accumulate);
    }

    /// <summary>Into how many sums the pixels of a blob are split, and how many are in each.</summary>
    private static (int Splits, int Each) ChannelSplits(Blob blob)
    {
        int pixels = checked(blob.Batch * blob.Height * blob.Width);
        int each = Cover(pixels, Math.Min(Cover(pixels, PixelsPerChannelSum), MostChannelSums));
        return (Cover(pixels, each), each);
    }

    /// <summary>Adds partial sums of <paramref name="count"/> values: to[i] (+)= Σ_s from[s·count + i].</summary>
    private void Sum(GpuView from, GpuView to, int count, int splits, bool accumulate) =>
        device.Launch(
            ConvSumKernels.SplitSum,
            new LaunchGrid(LaunchGrid.Cover(count, ConvSumKernels.SplitSum.Threads)),
            [from, to, to, to],
            [count, splits, 1, 1, count, count, count, count, 0, 0, 0, accumulate ? SumSteps.Accumulate : 0, 1f]);
}
