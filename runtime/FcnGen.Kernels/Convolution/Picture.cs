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

    /// <summary>1 if a cell, whose row and column may be negative, lies inside.</summary>
    public readonly int Contains(int row, int column) => ((uint)row < (uint)Height) & ((uint)column < (uint)Width) ? 1 : 0;
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
        int column = Column + 1 < width ? Column + 1 : 0;
        int row = column == 0 ? Row + 1 : Row;
        PixelCursor c;
        c.Column = column;
        c.Image = row < height ? Image : Image + 1;
        c.Row = row < height ? row : 0;
        return c;
    }
}
