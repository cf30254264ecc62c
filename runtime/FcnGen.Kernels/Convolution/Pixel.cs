using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// Where one output pixel reads its taps: an offset to its first tap (which may lie outside the picture) and one bit for each row and
/// each column of the kernel that lies inside. Padding is thus decided by a bit test. Kernels of up to 16×16.
/// </summary>
public struct Pixel
{
    /// <summary>Offset in floats of channel 0 of the first tap.</summary>
    public int Offset;

    /// <summary>Bits 0 to 15: rows of the kernel inside the picture; bits 16 to 31: columns. 0 beyond the last pixel.</summary>
    public int Inside;

    /// <summary>The taps of output pixel number <paramref name="index"/> of the batch.</summary>
    public static Pixel At<TShape>(int index, int batch, int height, int width, int outHeight, int outWidth)
        where TShape : struct, IConvShape
    {
        int image = index / (outHeight * outWidth);
        int rest = index - image * (outHeight * outWidth);
        int row = rest / outWidth;
        int y = row * TShape.Stride - TShape.Pad;
        int x = (rest - row * outWidth) * TShape.Stride - TShape.Pad;
        int inside = 0;
        for (int tap = 0; tap < TShape.Kernel; tap++)
        {
            inside |= Bit(y + tap * TShape.Dilation, height) << tap;
            inside |= Bit(x + tap * TShape.Dilation, width) << (16 + tap);
        }

        Pixel pixel;
        pixel.Offset = ((image * height + y) * width + x) * TShape.InputChannels;
        pixel.Inside = image < batch ? inside : 0;
        return pixel;
    }

    private static int Bit(int position, int size) => (position >= 0) & (position < size) ? 1 : 0;
}

/// <summary>Row k of the packed weights: one tap and one input channel.</summary>
public struct Tap
{
    /// <summary>Offset in floats from a pixel's first tap.</summary>
    public int Offset;

    public int Row;

    public int Column;

    /// <summary>The tap of row <paramref name="k"/>; beyond the last row, a tap outside every picture.</summary>
    public static Tap At<TShape>(int k, int width) where TShape : struct, IConvShape
    {
        int tap = k / TShape.InputChannels;
        Tap t;
        t.Row = tap / TShape.Kernel;
        t.Column = tap - t.Row * TShape.Kernel;
        t.Offset = (t.Row * width + t.Column) * (TShape.Dilation * TShape.InputChannels) + k - tap * TShape.InputChannels;
        return t;
    }

    /// <summary>1 if the tap lies inside the picture for this pixel, else 0.</summary>
    public readonly int Inside(Pixel pixel) => (pixel.Inside >> Row) & (pixel.Inside >> (16 + Column)) & 1;
}
