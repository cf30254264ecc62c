using FcnGen.CompilerServices;
using FcnGen.Geometry;
using FcnGen.Gpu;

namespace FcnGen.Kernels;

/// <summary>
/// A convolution, or one phase of a transposed convolution, as a matrix product: rows are pixels of the phase, columns output channels of
/// a group, the inner dimension is kernel row, kernel column, input channel. Constants of the kernel, as structs.
/// </summary>
internal interface IImplicitMatrix
{
    /// <summary>Output cells from one pixel of a phase to the next.</summary>
    static abstract PerAxis<int> OutputStep { get; }

    /// <summary>Source cells from one pixel of a phase to the next.</summary>
    static abstract PerAxis<int> SourceStep { get; }

    /// <summary>Source cells from one tap to the next; negative for a transposed convolution.</summary>
    static abstract PerAxis<int> TapStep { get; }

    /// <summary>Rows and columns of taps in the inner dimension; a phase may have fewer.</summary>
    static abstract PerAxis<int> Taps { get; }

    /// <summary>Source channels of a group.</summary>
    static abstract int Inputs { get; }

    /// <summary>Rows of the inner dimension from one tap to the next: <see cref="Inputs"/>, or padded where weights are read transposed.</summary>
    static abstract int InputStep { get; }

    /// <summary>Output channels of a group.</summary>
    static abstract int Outputs { get; }

    /// <summary>True if four rows of the weights, and not four columns, are neighbours in memory.</summary>
    static abstract bool IsTransposed { get; }

    /// <summary>What a phase consists of.</summary>
    static abstract Phase At(int phase);

    /// <summary>Offset in floats of the weights of a row (and, if not transposed, column 0) of the inner dimension.</summary>
    static abstract int WeightRow(int group, int row, Phase phase, SourceTap tap);

    /// <summary>Floats from one column of the weights to the next.</summary>
    static abstract int WeightColumnStride { get; }

    /// <summary>Columns of the weights that are there, padding included.</summary>
    static abstract int WeightColumns { get; }
}

/// <summary>Pixels of the output that meet the same taps.</summary>
internal struct Phase
{
    /// <summary>Output row of the first pixel.</summary>
    public int Top;

    /// <summary>Output column of the first pixel.</summary>
    public int Left;

    /// <summary>Source row of the first pixel's first tap; may be negative.</summary>
    public int FirstRow;

    /// <summary>Source column of the first pixel's first tap; may be negative.</summary>
    public int FirstColumn;

    /// <summary>Rows of taps.</summary>
    public int TapRows;

    /// <summary>Columns of taps.</summary>
    public int TapColumns;

    /// <summary>Row of the kernel that the first row of taps is.</summary>
    public int KernelRow;

    /// <summary>Column of the kernel that the first column of taps is.</summary>
    public int KernelColumn;
}

/// <summary>A convolution.</summary>
internal readonly struct ForwardMatrix<TShape> : IImplicitMatrix where TShape : struct, IConvShape
{
    public static PerAxis<int> OutputStep => 1;

    public static PerAxis<int> SourceStep => TShape.Stride;

    public static PerAxis<int> TapStep => TShape.Dilation;

    public static PerAxis<int> Taps => TShape.Kernel;

    public static int Inputs => TShape.InputChannels / TShape.Groups;

    public static int InputStep => Inputs;

    public static int Outputs => TShape.OutputChannels / TShape.Groups;

    public static bool IsTransposed => false;

    public static int WeightColumnStride => 1;

    public static int WeightColumns => (Outputs + 3) & ~3;

    public static Phase At(int phase)
    {
        Phase p;
        p.Top = 0;
        p.Left = 0;
        p.FirstRow = -TShape.Pad.Height;
        p.FirstColumn = -TShape.Pad.Width;
        p.TapRows = TShape.Kernel.Height;
        p.TapColumns = TShape.Kernel.Width;
        p.KernelRow = 0;
        p.KernelColumn = 0;
        return p;
    }

    public static int WeightRow(int group, int row, Phase phase, SourceTap tap) =>
        (group * (TShape.Kernel.Height * TShape.Kernel.Width * Inputs) + row) * WeightColumns;
}

/// <summary>The transpose of a convolution, for any stride.</summary>
/// <typeparam name="TShape">The convolution.</typeparam>
internal readonly struct BackwardMatrix<TShape> : IImplicitMatrix where TShape : struct, IConvShape
{
    public static PerAxis<int> OutputStep => TShape.Stride;

    public static PerAxis<int> SourceStep => 1;

    public static PerAxis<int> TapStep => new(-ConvPhases<Rows<TShape>>.SourceStep, -ConvPhases<Columns<TShape>>.SourceStep);

    public static PerAxis<int> Taps => new(ConvPhases<Rows<TShape>>.Taps, ConvPhases<Columns<TShape>>.Taps);

    public static int Inputs => TShape.OutputChannels / TShape.Groups;

    public static int InputStep => (Inputs + 3) & ~3;

    public static int Outputs => TShape.InputChannels / TShape.Groups;

    public static bool IsTransposed => true;

    public static int WeightColumnStride => InputStep;

    public static int WeightColumns => Outputs;

    public static Phase At(int phase)
    {
        int top = phase / TShape.Stride.Width;
        var row = PhaseLine.At<Rows<TShape>>(top);
        var column = PhaseLine.At<Columns<TShape>>(phase - top * TShape.Stride.Width);
        Phase p;
        p.Top = top;
        p.Left = phase - top * TShape.Stride.Width;
        p.FirstRow = row.First;
        p.FirstColumn = column.First;
        p.TapRows = row.Taps;
        p.TapColumns = column.Taps;
        p.KernelRow = row.Kernel;
        p.KernelColumn = column.Kernel;
        return p;
    }

    public static int WeightRow(int group, int row, Phase phase, SourceTap tap)
    {
        int kernelRow = phase.KernelRow + tap.Row * ConvPhases<Rows<TShape>>.TapPeriod;
        int kernelColumn = phase.KernelColumn + tap.Column * ConvPhases<Columns<TShape>>.TapPeriod;
        return ((group * TShape.Kernel.Height + kernelRow) * TShape.Kernel.Width + kernelColumn) * (Outputs * InputStep) + tap.Channel;
    }
}

/// <summary>One direction of a phase.</summary>
internal struct PhaseLine
{
    /// <summary>Source cell of the first pixel's first tap.</summary>
    public int First;

    /// <summary>Taps.</summary>
    public int Taps;

    /// <summary>Cell of the kernel that the first tap is.</summary>
    public int Kernel;

    /// <summary>The phase whose first pixel is <paramref name="first"/>, less than the stride.</summary>
    public static PhaseLine At<TAxis>(int first) where TAxis : struct, IWindowAxis
    {
        // Positions are lifted by whole strides, so that nothing negative is divided.
        int lifted = first + TAxis.Pad + ConvPhases<TAxis>.Lift * TAxis.Stride;
        int residue = lifted % TAxis.Stride;
        int multiple = residue / ConvPhases<TAxis>.Divisor;
        int kernel = multiple * ConvPhases<TAxis>.FirstTapFactor % ConvPhases<TAxis>.TapPeriod;
        int last = TAxis.Kernel - 1 - kernel;
        bool any = (multiple * ConvPhases<TAxis>.Divisor == residue) & (last >= 0);
        PhaseLine p;
        p.First = (lifted - kernel * TAxis.Dilation + TAxis.Stride * TAxis.Dilation) / TAxis.Stride - ConvPhases<TAxis>.Lift - TAxis.Dilation;
        p.Taps = any ? last / ConvPhases<TAxis>.TapPeriod + 1 : 0;
        p.Kernel = kernel;
        return p;
    }
}
