namespace FcnGen.Kernels;

/// <summary>Moves a pixel on by a number of pixels that is the same in every step, without divisions.</summary>
internal static class TensorCursor
{
    /// <summary>The pixel as many pixels on as <paramref name="by"/>, taken for a pixel of the same map, is behind the first.</summary>
    public static PixelCursor Plus(PixelCursor pixel, PixelCursor by, int height, int width)
    {
        int column = pixel.Column + by.Column;
        int rowCarry = column >= width ? 1 : 0;
        int row = pixel.Row + by.Row + rowCarry;
        int imageCarry = row >= height ? 1 : 0;
        PixelCursor r;
        r.Column = rowCarry != 0 ? column - width : column;
        r.Row = imageCarry != 0 ? row - height : row;
        r.Image = pixel.Image + by.Image + imageCarry;
        return r;
    }
}
