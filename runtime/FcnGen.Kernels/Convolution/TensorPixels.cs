using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// The pixels of which one thread copies a quad of channels to shared memory in each step: two, four or eight, <see cref="Step{TTile}"/>
/// apart.
/// </summary>
internal struct TensorPixels
{
    public TensorPixel P0;
    public TensorPixel P1;
    public TensorPixel P2;
    public TensorPixel P3;
    public TensorPixel P4;
    public TensorPixel P5;
    public TensorPixel P6;
    public TensorPixel P7;

    /// <summary>Rows of a tile stored by rows from one that a thread copies to the next.</summary>
    public static int Step<TTile>() where TTile : struct, ITensorTile => TensorLayout<TTile>.Threads / (TTile.Depth >> 2);

    /// <summary>Pixels that a thread copies.</summary>
    public static int Count<TTile>() where TTile : struct, ITensorTile => TTile.Rows / Step<TTile>();

    /// <summary>
    /// The first row of a tile stored by rows that a thread copies. Eight threads store at a time: with four quads a row, those of two rows,
    /// which must be 4 apart for all to go to different banks.
    /// </summary>
    public static int First<TTile>(int thread) where TTile : struct, ITensorTile
    {
        int row = thread / (TTile.Depth >> 2);
        return TTile.Depth > 16 ? row : (row & ~7) | ((row & 1) << 2) | ((row >> 1) & 3);
    }

    public static TensorPixels At<TMatrix, TTile>(int first, int count, int height, int width, int channel, Phase phase, Picture source)
        where TMatrix : struct, IImplicitMatrix where TTile : struct, ITensorTile
    {
        int step = Step<TTile>();
        TensorPixels r = default;
        r.P0 = TensorPixel.At<TMatrix>(first, count, height, width, channel, phase, source);
        r.P1 = TensorPixel.At<TMatrix>(first + step, count, height, width, channel, phase, source);
        if (Count<TTile>() > 2)
        {
            r.P2 = TensorPixel.At<TMatrix>(first + 2 * step, count, height, width, channel, phase, source);
            r.P3 = TensorPixel.At<TMatrix>(first + 3 * step, count, height, width, channel, phase, source);
        }

        if (Count<TTile>() > 4)
        {
            r.P4 = TensorPixel.At<TMatrix>(first + 4 * step, count, height, width, channel, phase, source);
            r.P5 = TensorPixel.At<TMatrix>(first + 5 * step, count, height, width, channel, phase, source);
            r.P6 = TensorPixel.At<TMatrix>(first + 6 * step, count, height, width, channel, phase, source);
            r.P7 = TensorPixel.At<TMatrix>(first + 7 * step, count, height, width, channel, phase, source);
        }

        return r;
    }

    /// <summary>Starts the copies of one step. <paramref name="to"/> is where the thread's first quad goes.</summary>
    public static void Copy<TMatrix, TTile>(TensorPixels p, ArrayView<float> x, TensorTap tap, Picture source, int isLive, ref F4 to)
        where TMatrix : struct, IImplicitMatrix where TTile : struct, ITensorTile
    {
        var quads = x.Cast<F4>();
        int offset = tap.Offset<TMatrix>(source);
        int step = Step<TTile>() * TensorLayout<TTile>.RowQuads;
        Copy(quads, p.P0, tap, offset, isLive, ref to, 0);
        Copy(quads, p.P1, tap, offset, isLive, ref to, step);
        if (Count<TTile>() > 2)
        {
            Copy(quads, p.P2, tap, offset, isLive, ref to, 2 * step);
            Copy(quads, p.P3, tap, offset, isLive, ref to, 3 * step);
        }

        if (Count<TTile>() > 4)
        {
            Copy(quads, p.P4, tap, offset, isLive, ref to, 4 * step);
            Copy(quads, p.P5, tap, offset, isLive, ref to, 5 * step);
            Copy(quads, p.P6, tap, offset, isLive, ref to, 6 * step);
            Copy(quads, p.P7, tap, offset, isLive, ref to, 7 * step);
        }
    }

    private static void Copy(ArrayView<F4> x, TensorPixel pixel, TensorTap tap, int offset, int isLive, ref F4 to, int at) =>
        Gx.CopyAsync(ref to, at, ref x[(pixel.Offset + offset) >> 2], tap.Inside(pixel, isLive));
}
