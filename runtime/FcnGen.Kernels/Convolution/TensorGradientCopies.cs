using FcnGen.CompilerServices;
using FcnGen.Geometry;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// What one thread copies for the gradient by the weights: of every <see cref="Step"/>-th output pixel a quad of channels, taken from the input at one
/// tap. A step of the inner dimension is <c>TTile.Depth</c> pixels, so that the pixel after a step's last is the next step's first.
/// </summary>
internal struct TensorGradientCopies
{
    /// <summary>The next pixel, as a cell of the output.</summary>
    public PixelCursor Pixel;

    /// <summary>Pixels from one to the next, as a cell of the output.</summary>
    public PixelCursor Step;

    /// <summary>Offset in floats of the quad from the first cell of the picture.</summary>
    public int Offset;

    /// <summary>Input rows from the output row times the stride to the tap; may be negative.</summary>
    public int RowStep;

    /// <summary>Input columns from the output column times the stride to the tap; may be negative.</summary>
    public int ColumnStep;

    /// <summary>Negative if the gradient has the quad.</summary>
    public int IsThere;

    /// <summary>Pixels from one that a thread copies to the next, if a pixel is <paramref name="quads"/> quads.</summary>
    public static int Distance<TTile>(int quads) where TTile : struct, ITensorTile => TensorLayout<TTile>.Threads / quads;

    /// <summary>Copies of the input: quads of rows of the gradient, which are taps times input channels.</summary>
    public static TensorGradientCopies OfInput<TShape, TTile>(int pixel, int row, int group, Picture input, Picture output)
        where TShape : struct, IConvShape where TTile : struct, ITensorTile
    {
        int inputs = TShape.InputChannels / TShape.Groups;
        int tap = row / inputs;
        int tapRow = tap / TShape.Kernel.Width;
        TensorGradientCopies c;
        c.Pixel = PixelCursor.At(pixel, output.Height, output.Width);
        c.Step = PixelCursor.At(Distance<TTile>(TTile.Rows >> 2), output.Height, output.Width);
        c.RowStep = tapRow * TShape.Dilation.Height - TShape.Pad.Height;
        c.ColumnStep = (tap - tapRow * TShape.Kernel.Width) * TShape.Dilation.Width - TShape.Pad.Width;
        c.Offset = c.RowStep * input.RowStride + c.ColumnStep * input.PixelStride + group * inputs + row - tap * inputs;
        c.IsThere = row - TShape.Kernel.Height * TShape.Kernel.Width * inputs;
        return c;
    }

    /// <summary>Copies of the output's gradient: quads of output channels.</summary>
    public static TensorGradientCopies OfOutput<TShape, TTile>(int pixel, int column, int group, Picture output)
        where TShape : struct, IConvShape where TTile : struct, ITensorTile
    {
        TensorGradientCopies c;
        c.Pixel = PixelCursor.At(pixel, output.Height, output.Width);
        c.Step = PixelCursor.At(Distance<TTile>(TTile.Columns >> 2), output.Height, output.Width);
        c.RowStep = 0;
        c.ColumnStep = 0;
        c.Offset = group * (TShape.OutputChannels / TShape.Groups) + column;
        c.IsThere = column - TShape.OutputChannels / TShape.Groups;
        return c;
    }

    /// <summary>Starts the copies of a step of <paramref name="depth"/> pixels into a tile stored by steps.</summary>
    /// <param name="c">The copies; goes on to the next step.</param>
    /// <param name="from">The picture.</param>
    /// <param name="picture">Its size and strides.</param>
    /// <param name="output">The size of the output.</param>
    /// <param name="batch">Pictures.</param>
    /// <param name="stride">Cells of the picture from one output cell to the next; a constant.</param>
    /// <param name="distance">Pixels from one to the next; a constant.</param>
    /// <param name="depth">Pixels of a step; a constant.</param>
    /// <param name="pixelQuads">Quads of the tile from one pixel to the next; a constant.</param>
    /// <param name="isLive">Not negative for zeros.</param>
    /// <param name="to">Where the first quad goes.</param>
    public static TensorGradientCopies Copy(
        TensorGradientCopies c, ArrayView<float> from, Picture picture, Picture output, int batch, PerAxis<int> stride, int distance, int depth, int pixelQuads, int isLive, ref F4 to)
    {
        c = Copy1(c, from, picture, output, batch, stride, isLive, ref to, 0);
        c = Copy1(c, from, picture, output, batch, stride, isLive, ref to, distance * pixelQuads);
        if (depth > 2 * distance)
        {
            c = Copy1(c, from, picture, output, batch, stride, isLive, ref to, 2 * distance * pixelQuads);
            c = Copy1(c, from, picture, output, batch, stride, isLive, ref to, 3 * distance * pixelQuads);
        }

        if (depth > 4 * distance)
        {
            c = Copy1(c, from, picture, output, batch, stride, isLive, ref to, 4 * distance * pixelQuads);
            c = Copy1(c, from, picture, output, batch, stride, isLive, ref to, 5 * distance * pixelQuads);
            c = Copy1(c, from, picture, output, batch, stride, isLive, ref to, 6 * distance * pixelQuads);
            c = Copy1(c, from, picture, output, batch, stride, isLive, ref to, 7 * distance * pixelQuads);
        }

        return c;
    }

    private static TensorGradientCopies Copy1(
        TensorGradientCopies c, ArrayView<float> from, Picture picture, Picture output, int batch, PerAxis<int> stride, int isLive, ref F4 to, int at)
    {
        int row = c.Pixel.Row * stride.Height;
        int column = c.Pixel.Column * stride.Width;
        int inside = picture.Contains(row + c.RowStep, column + c.ColumnStep) & c.IsThere & isLive & (c.Pixel.Image - batch);
        Gx.CopyAsync(ref to, at, ref from.Cast<F4>()[(picture.At(c.Pixel.Image, row, column) + c.Offset) >> 2], (int)((uint)inside >> 31));
        c.Pixel = c.Pixel.Plus(c.Step, output.Height, output.Width);
        return c;
    }
}
