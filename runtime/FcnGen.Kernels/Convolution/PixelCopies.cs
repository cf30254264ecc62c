using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// The pixels of which one thread copies a quad of channels to shared memory in each step: up to eight, <see cref="Step"/> apart.
/// Shared memory holds pixels as rows of <c>depth + 4</c> floats, so that neither the copies nor the reads collide in a bank.
/// </summary>
public struct PixelCopies
{
    public Pixel P0;
    public Pixel P1;
    public Pixel P2;
    public Pixel P3;
    public Pixel P4;
    public Pixel P5;
    public Pixel P6;
    public Pixel P7;

    /// <summary>Pixels that this many threads are apart, each row of <paramref name="depth"/> floats being copied by depth/4 threads.</summary>
    public static int Step(int threads, int depth) => threads / (depth >> 2);

    /// <summary>The pixels of the thread whose first is number <paramref name="first"/>; <paramref name="rows"/> pixels a block.</summary>
    public static PixelCopies At<TShape>(int first, int step, int rows, int batch, int height, int width, int outHeight, int outWidth)
        where TShape : struct, IConvShape
    {
        PixelCopies r;
        r.P0 = Pixel.At<TShape>(first, batch, height, width, outHeight, outWidth);
        r.P1 = r.P2 = r.P3 = r.P4 = r.P5 = r.P6 = r.P7 = r.P0;
        if (rows > step)
        {
            r.P1 = Pixel.At<TShape>(first + step, batch, height, width, outHeight, outWidth);
        }

        if (rows > 2 * step)
        {
            r.P2 = Pixel.At<TShape>(first + 2 * step, batch, height, width, outHeight, outWidth);
            r.P3 = Pixel.At<TShape>(first + 3 * step, batch, height, width, outHeight, outWidth);
        }

        if (rows > 4 * step)
        {
            r.P4 = Pixel.At<TShape>(first + 4 * step, batch, height, width, outHeight, outWidth);
            r.P5 = Pixel.At<TShape>(first + 5 * step, batch, height, width, outHeight, outWidth);
            r.P6 = Pixel.At<TShape>(first + 6 * step, batch, height, width, outHeight, outWidth);
            r.P7 = Pixel.At<TShape>(first + 7 * step, batch, height, width, outHeight, outWidth);
        }

        return r;
    }

    /// <summary>Starts the copies of one step. <paramref name="to"/> is where the thread's first quad goes.</summary>
    public static void Start(PixelCopies p, ArrayView<F4> x, Tap tap, ref F4 to, int step, int rows, int depth)
    {
        int rowQuads = (depth >> 2) + 1;
        Copy(x, p.P0, tap, ref to, 0);
        if (rows > step)
        {
            Copy(x, p.P1, tap, ref to, step * rowQuads);
        }

        if (rows > 2 * step)
        {
            Copy(x, p.P2, tap, ref to, 2 * step * rowQuads);
            Copy(x, p.P3, tap, ref to, 3 * step * rowQuads);
        }

        if (rows > 4 * step)
        {
            Copy(x, p.P4, tap, ref to, 4 * step * rowQuads);
            Copy(x, p.P5, tap, ref to, 5 * step * rowQuads);
            Copy(x, p.P6, tap, ref to, 6 * step * rowQuads);
            Copy(x, p.P7, tap, ref to, 7 * step * rowQuads);
        }
    }

    private static void Copy(ArrayView<F4> x, Pixel pixel, Tap tap, ref F4 to, int offset) =>
        Gx.CopyAsync(ref to, offset, ref x[(pixel.Offset + tap.Offset) >> 2], tap.Inside(pixel) << 4);
}
