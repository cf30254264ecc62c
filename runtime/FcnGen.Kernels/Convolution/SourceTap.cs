namespace FcnGen.Kernels;

/// <summary>A pixel of the output, as the place where its first tap reads the source.</summary>
internal struct SourcePixel
{
    /// <summary>Offset in floats of channel 0 of the first tap, which may lie outside the picture.</summary>
    public int Offset;

    /// <summary>Source row of the first tap.</summary>
    public int Row;

    /// <summary>Source column of the first tap.</summary>
    public int Column;

    /// <summary>Negative unless this is behind the last pixel.</summary>
    public int IsThere;

    /// <summary>Pixel number <paramref name="index"/> of a phase of <paramref name="height"/>×<paramref name="width"/> pixels and <paramref name="count"/> in all pictures.</summary>
    public static SourcePixel At<TMatrix>(int index, int count, int height, int width, Phase phase, Picture source) where TMatrix : struct, IImplicitMatrix
    {
        var cursor = PixelCursor.At(index, height, width);
        int row = phase.FirstRow + cursor.Row * TMatrix.SourceStep.Height;
        int column = phase.FirstColumn + cursor.Column * TMatrix.SourceStep.Width;
        SourcePixel p;
        p.Offset = source.At(cursor.Image, row, column);
        p.Row = row;
        p.IsThere = index - count;
        p.Column = column;
        return p;
    }
}

/// <summary>A row of the inner dimension: one tap and one input channel.</summary>
internal struct SourceTap
{
    /// <summary>Offset in floats from a pixel's first tap.</summary>
    public int Offset;

    /// <summary>Source rows from a pixel's first tap.</summary>
    public int RowStep;

    /// <summary>Source columns from a pixel's first tap.</summary>
    public int ColumnStep;

    /// <summary>Number of the row of taps.</summary>
    public int Row;

    /// <summary>Number of the column of taps.</summary>
    public int Column;

    /// <summary>Input channel of the group.</summary>
    public int Channel;

    /// <summary>Negative unless this is behind the last row, or the phase has no such tap.</summary>
    public int IsThere;

    /// <summary>The tap of row <paramref name="k"/> of <paramref name="rows"/>; one behind the last, or that the phase has not, is not there.</summary>
    public static SourceTap At<TMatrix>(int k, int rows, Phase phase, Picture source) where TMatrix : struct, IImplicitMatrix
    {
        int tap = TapDivision<TMatrix>.Tap(k);
        SourceTap t;
        t.Row = TapDivision<TMatrix>.Row(tap);
        t.Column = tap - t.Row * TMatrix.Taps.Width;
        t.Channel = k - tap * TMatrix.InputStep;
        t.ColumnStep = t.Column * TMatrix.TapStep.Width;
        t.RowStep = t.Row * TMatrix.TapStep.Height;
        t.IsThere = (k - rows) & (t.Column - phase.TapColumns);
        t.Offset = t.RowStep * source.RowStride + t.ColumnStep * source.PixelStride + t.Channel;
        return t;
    }

    /// <summary>1 if the tap lies inside the picture for this pixel, else 0.</summary>
    public readonly int Inside(SourcePixel pixel, Picture source) =>
        (int)((uint)(IsThere & pixel.IsThere & source.Contains(pixel.Row + RowStep, pixel.Column + ColumnStep)) >> 31);
}
