using System;
using FcnGen.Gpu;

namespace FcnGen.Kernels;

/// <summary>
/// A pixel of the output as a thread keeps it while it copies: where its first tap reads, and one bit for each row and each column of taps
/// that lies inside the picture, so that padding is a bit test. Up to <see cref="TensorTactics.MostTaps"/> taps in a row or a column.
/// </summary>
internal struct TensorPixel
{
    /// <summary>Offset in floats of the first tap, which may lie outside the picture.</summary>
    public int Offset;

    /// <summary>Bits 0 to 15: rows of taps inside the picture; bits 16 to 31: columns.</summary>
    public int Inside;

    /// <summary>Pixel number <paramref name="index"/> of a phase of <paramref name="height"/>×<paramref name="width"/> pixels and <paramref name="count"/> in all pictures; no tap is inside behind the last.</summary>
    public static TensorPixel At<TMatrix>(int index, int count, int height, int width, int channel, Phase phase, Picture source)
        where TMatrix : struct, IImplicitMatrix
    {
        var cursor = PixelCursor.At(index, height, width);
        int row = phase.FirstRow + cursor.Row * TMatrix.SourceStep.Height;
        int column = phase.FirstColumn + cursor.Column * TMatrix.SourceStep.Width;
        int inside = 0;
        for (int tap = 0; tap < Math.Max(TMatrix.Taps.Height, TMatrix.Taps.Width); tap++)
        {
            inside |= Bit(row + tap * TMatrix.TapStep.Height, source.Height, tap < phase.TapRows) << tap;
            inside |= Bit(column + tap * TMatrix.TapStep.Width, source.Width, tap < phase.TapColumns) << (16 + tap);
        }

        TensorPixel p;
        p.Offset = source.At(cursor.Image, row, column) + channel;
        p.Inside = index < count ? inside : 0;
        return p;
    }

    private static int Bit(int position, int size, bool exists) => ((uint)position < (uint)size) & exists ? 1 : 0;
}

/// <summary>
/// The tap and the input channel from which a thread copies a quad in each step of the inner dimension, moved on without divisions.
/// </summary>
internal struct TensorTap
{
    /// <summary>Row of taps; goes on behind the last.</summary>
    public int Row;

    /// <summary>Column of taps.</summary>
    public int Column;

    /// <summary>Input channel of the group.</summary>
    public int Channel;

    /// <summary>The tap of row <paramref name="k"/> of the inner dimension.</summary>
    public static TensorTap At<TMatrix>(int k) where TMatrix : struct, IImplicitMatrix
    {
        int tap = k / TMatrix.InputStep;
        TensorTap t;
        t.Row = tap / TMatrix.Taps.Width;
        t.Column = tap - t.Row * TMatrix.Taps.Width;
        t.Channel = k - tap * TMatrix.InputStep;
        return t;
    }

    /// <summary>The tap <paramref name="depth"/>, a constant, rows on.</summary>
    public readonly TensorTap Next<TMatrix>(int depth) where TMatrix : struct, IImplicitMatrix
    {
        int taps = depth / TMatrix.InputStep;
        int channel = Channel + (depth - taps * TMatrix.InputStep);
        int carry = Bits.Less(TMatrix.InputStep - 1, channel);
        int rows = taps / TMatrix.Taps.Width;
        int column = Column + (taps - rows * TMatrix.Taps.Width) + carry;
        int rowCarry = Bits.Less(TMatrix.Taps.Width - 1, column);
        TensorTap t;
        t.Channel = channel - carry * TMatrix.InputStep;
        t.Column = column - rowCarry * TMatrix.Taps.Width;
        t.Row = Row + rows + rowCarry;
        return t;
    }

    /// <summary>Offset in floats from a pixel's first tap.</summary>
    public readonly int Offset<TMatrix>(Picture source) where TMatrix : struct, IImplicitMatrix =>
        Row * (TMatrix.TapStep.Height * source.RowStride) + Column * (TMatrix.TapStep.Width * source.PixelStride) + Channel;

    /// <summary>Offset in floats of the weights of column 0.</summary>
    public readonly int WeightOffset<TMatrix>(int group, Phase phase) where TMatrix : struct, IImplicitMatrix
    {
        SourceTap tap = default;
        tap.Row = Row;
        tap.Column = Column;
        tap.Channel = Channel;
        return TMatrix.WeightRow(group, 0, phase, tap);
    }

    /// <summary>1 if the phase has the tap, else 0.</summary>
    public readonly int Exists(Phase phase) => Bits.Less(Row, phase.TapRows) & Bits.Less(Column, phase.TapColumns);

    /// <summary>1 if the tap lies inside the picture for this pixel and <paramref name="isLive"/> is 1, else 0.</summary>
    public readonly int Inside(TensorPixel pixel, int isLive) =>
        (pixel.Inside >> Math.Min(Row, TensorTactics.MostTaps)) & (pixel.Inside >> (16 + Column)) & isLive;
}
