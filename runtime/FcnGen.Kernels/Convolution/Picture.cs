namespace FcnGen.Kernels;

/// <summary>Size and strides (in floats) of one blob of a kernel.</summary>
internal struct Picture
{
    public int Height;

    public int Width;

    public int PixelStride;

    public int RowStride;

    public int ImageStride;

    public static Picture Of(int height, int width, int pixelStride, int rowStride, int imageStride)
    {
        Picture p;
        p.Height = height;
        p.Width = width;
        p.PixelStride = pixelStride;
        p.RowStride = rowStride;
        p.ImageStride = imageStride;
        return p;
    }

    /// <summary>Offset of a cell; it may be outside the picture if it is not used.</summary>
    public readonly int At(int image, int row, int column) => image * ImageStride + row * RowStride + column * PixelStride;

    /// <summary>Negative if a cell, whose row and column may be negative, lies inside; otherwise not.</summary>
    public readonly int Contains(int row, int column) => ~row & (row - Height) & ~column & (column - Width);
}

/// <summary>A pixel number as image, row and column of a map, moved on without divisions.</summary>
internal struct PixelCursor
{
    public int Image;

    public int Row;

    public int Column;

    public static PixelCursor At(int index, int height, int width)
    {
        PixelCursor c;
        int row = index / width;
        c.Image = row / height;
        c.Row = row - c.Image * height;
        c.Column = index - row * width;
        return c;
    }

    /// <summary>The next pixel.</summary>
    public readonly PixelCursor Next(int height, int width)
    {
        int newRow = Bits.Less(width - 2, Column);
        int newImage = newRow & Bits.Less(height - 2, Row);
        PixelCursor c;
        c.Column = (Column + 1) & (newRow - 1);
        c.Row = (Row + newRow) & (newImage - 1);
        c.Image = Image + newImage;
        return c;
    }

    /// <summary>The pixel as many pixels later as <paramref name="step"/> is from the first.</summary>
    public readonly PixelCursor Plus(PixelCursor step, int height, int width)
    {
        int column = Column + step.Column;
        int newRow = Bits.Less(width - 1, column);
        int row = Row + step.Row + newRow;
        int newImage = Bits.Less(height - 1, row);
        PixelCursor c;
        c.Column = column - newRow * width;
        c.Row = row - newImage * height;
        c.Image = Image + step.Image + newImage;
        return c;
    }
}
