namespace FcnGen.Kernels;

/// <summary>Where a value of a batch of channel planes lies in a blob.</summary>
internal static class CellIndex
{
    /// <summary>From a position in picture, channel, row, column to the offset in a blob with these strides.</summary>
    public static int Of(int position, int channels, int height, int width, int pixelStride, int rowStride, int imageStride)
    {
        int line = position / width;
        int column = position - line * width;
        int plane = line / height;
        int row = line - plane * height;
        int image = plane / channels;
        return image * imageStride + row * rowStride + column * pixelStride + plane - image * channels;
    }
}
