using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// Convolution as an implicit matrix product in strict float32: rows are output pixels of the batch, columns output channels, the inner
/// dimension kernel row, kernel column, input channel. Pictures are NHWC, weights packed [k·k·c, outputs]. Channels are multiples of 4.
/// A block computes 128 pixels times <c>TTile.Columns</c> channels; a warp 64×32, a thread 8×8. Tiles go through registers into one of two
/// buffers, pixels transposed, with one barrier a step. Blocks along z share the inner dimension; each writes its own partial sums.
/// The same kernel computes the gradient by the data, over <see cref="BackwardData{TShape}"/> and turned weights.
/// </summary>
public static class StrictConv
{
    // 128 pixels and one access more, so that transposed stores spread over the banks.
    private const int PixelQuads = 33;

    /// <summary>y = epilogue(x ⋆ w), masked by the sign of <paramref name="value"/>. Group: 2·Columns threads; grid: pixels/128, channels/Columns, splits.</summary>
    public static void Run<TShape, TTile, TEpilogue, TMask>(
        ArrayView<float> x, ArrayView<float> w, ArrayView<float> bias, ArrayView<float> value, ArrayView<float> y,
        int batch, int height, int width, int outHeight, int outWidth, int stepsPerSplit)
        where TShape : struct, IConvShape where TTile : struct, IStrictTile where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        var aTiles = SharedMemory.Allocate<F4>(2 * TTile.Depth * PixelQuads);
        var bTiles = SharedMemory.Allocate<F4>(2 * TTile.Depth * (TTile.Columns >> 2));

        int thread = Group.IdxX;
        int pixels = batch * outHeight * outWidth;
        int firstPixel = Grid.IdxX * 128;
        int firstChannel = Grid.IdxY * TTile.Columns;

        // What this thread copies: quads of one channel group for up to four pixels, and up to two quads of weights.
        int k4 = (thread & ((TTile.Depth >> 2) - 1)) * 4;
        int aPixel = thread / (TTile.Depth >> 2);
        var pixel0 = Pixel.At<TShape>(firstPixel + aPixel, batch, height, width, outHeight, outWidth);
        var pixel1 = pixel0;
        var pixel2 = pixel0;
        var pixel3 = pixel0;
        int pixelStep = PixelStep<TTile>();
        if (pixelStep < 128)
        {
            pixel1 = Pixel.At<TShape>(firstPixel + aPixel + pixelStep, batch, height, width, outHeight, outWidth);
        }

        if (pixelStep < 64)
        {
            pixel2 = Pixel.At<TShape>(firstPixel + aPixel + 2 * pixelStep, batch, height, width, outHeight, outWidth);
            pixel3 = Pixel.At<TShape>(firstPixel + aPixel + 3 * pixelStep, batch, height, width, outHeight, outWidth);
        }

        int bRow = thread / (TTile.Columns >> 2);
        int bChannel = firstChannel + (thread & ((TTile.Columns >> 2) - 1)) * 4;

        // What it computes.
        int lane = thread & 31;
        int warp = thread >> 5;
        int aRead = (warp / (TTile.Columns >> 5)) * 16 + (lane >> 2);
        int bRead = (warp & ((TTile.Columns >> 5) - 1)) * 8 + (lane & 3);

        int rows = TShape.Kernel * TShape.Kernel * TShape.InputChannels;
        int steps = (rows + TTile.Depth - 1) / TTile.Depth;
        int begin = Grid.IdxZ * stepsPerSplit;
        int end = begin + stepsPerSplit < steps ? begin + stepsPerSplit : steps;

        Tile8x8 sums = default;
        int buffer = 0;
        var fetched = Fetch<TShape, TTile>(x, w, begin * TTile.Depth, k4, width, pixel0, pixel1, pixel2, pixel3, bRow, bChannel, rows);
        Put<TTile>(fetched, ref aTiles.Cast<float>()[k4 * (PixelQuads * 4) + aPixel], ref bTiles[thread]);
        for (int step = begin; step < end; step++)
        {
            Group.Barrier();
            fetched = Fetch<TShape, TTile>(x, w, (step + 1) * TTile.Depth, k4, width, pixel0, pixel1, pixel2, pixel3, bRow, bChannel, rows);
            sums = Multiply<TTile>(sums, ref aTiles[buffer * TTile.Depth * PixelQuads + aRead], ref bTiles[buffer * TTile.Depth * (TTile.Columns >> 2) + bRead]);
            buffer ^= 1;
            Put<TTile>(fetched, ref aTiles.Cast<float>()[(buffer * TTile.Depth + k4) * (PixelQuads * 4) + aPixel], ref bTiles[buffer * TTile.Depth * (TTile.Columns >> 2) + thread]);
        }

        Store<TShape, TTile, TEpilogue, TMask>(y, bias, value, sums, Grid.IdxZ * pixels, firstPixel + aRead * 4, pixels, firstChannel + bRead * 4);
    }

    /// <summary>Pixels between two that one thread copies.</summary>
    private static int PixelStep<TTile>() where TTile : struct, IStrictTile => 2 * TTile.Columns / (TTile.Depth >> 2);

    private static Quads Fetch<TShape, TTile>(
        ArrayView<float> x, ArrayView<float> w, int k, int k4, int width, Pixel pixel0, Pixel pixel1, Pixel pixel2, Pixel pixel3, int bRow, int bChannel, int rows)
        where TShape : struct, IConvShape where TTile : struct, IStrictTile
    {
        Quads q = default;
        var tap = Tap.At<TShape>(k + k4, width);
        q.A0 = LoadPixel(x, pixel0, tap);
        if (PixelStep<TTile>() < 128)
        {
            q.A1 = LoadPixel(x, pixel1, tap);
        }

        if (PixelStep<TTile>() < 64)
        {
            q.A2 = LoadPixel(x, pixel2, tap);
            q.A3 = LoadPixel(x, pixel3, tap);
        }

        q.B0 = LoadWeights<TShape>(w, k + bRow, bChannel, rows);
        if (TTile.Depth > 8)
        {
            q.B1 = LoadWeights<TShape>(w, k + 8 + bRow, bChannel, rows);
        }

        return q;
    }

    private static void Put<TTile>(Quads q, ref float aTo, ref F4 bTo) where TTile : struct, IStrictTile
    {
        StoreTransposed(ref aTo, 0, q.A0);
        if (PixelStep<TTile>() < 128)
        {
            StoreTransposed(ref aTo, PixelStep<TTile>(), q.A1);
        }

        if (PixelStep<TTile>() < 64)
        {
            StoreTransposed(ref aTo, 2 * PixelStep<TTile>(), q.A2);
            StoreTransposed(ref aTo, 3 * PixelStep<TTile>(), q.A3);
        }

        Gx.StoreShared(ref bTo, 0, q.B0);
        if (TTile.Depth > 8)
        {
            Gx.StoreShared(ref bTo, 2 * TTile.Columns, q.B1);
        }
    }

    private static F4 LoadPixel(ArrayView<float> x, Pixel pixel, Tap tap) =>
        Gx.LoadOrZero(ref x.Cast<F4>()[(pixel.Offset + tap.Offset) >> 2], tap.Inside(pixel));

    private static F4 LoadWeights<TShape>(ArrayView<float> w, int row, int channel, int rows) where TShape : struct, IConvShape =>
        Gx.LoadOrZero(ref w.Cast<F4>()[(row * TShape.OutputChannels + channel) >> 2], (row < rows) & (channel < TShape.OutputChannels) ? 1 : 0);

    private static void StoreTransposed(ref float to, int pixel, F4 value)
    {
        Gx.StoreShared(ref to, pixel, value.X);
        Gx.StoreShared(ref to, pixel + PixelQuads * 4, value.Y);
        Gx.StoreShared(ref to, pixel + 2 * PixelQuads * 4, value.Z);
        Gx.StoreShared(ref to, pixel + 3 * PixelQuads * 4, value.W);
    }

    private static Tile8x8 Multiply<TTile>(Tile8x8 sums, ref F4 a, ref F4 b) where TTile : struct, IStrictTile
    {
        sums = Multiply8<TTile>(sums, ref a, ref b, 0);
        if (TTile.Depth > 8)
        {
            sums = Multiply8<TTile>(sums, ref a, ref b, 8);
        }

        return sums;
    }

    private static Tile8x8 Multiply8<TTile>(Tile8x8 sums, ref F4 a, ref F4 b, int k) where TTile : struct, IStrictTile
    {
        sums = Multiply1<TTile>(sums, ref a, ref b, k);
        sums = Multiply1<TTile>(sums, ref a, ref b, k + 1);
        sums = Multiply1<TTile>(sums, ref a, ref b, k + 2);
        sums = Multiply1<TTile>(sums, ref a, ref b, k + 3);
        sums = Multiply1<TTile>(sums, ref a, ref b, k + 4);
        sums = Multiply1<TTile>(sums, ref a, ref b, k + 5);
        sums = Multiply1<TTile>(sums, ref a, ref b, k + 6);
        return Multiply1<TTile>(sums, ref a, ref b, k + 7);
    }

    private static Tile8x8 Multiply1<TTile>(Tile8x8 sums, ref F4 a, ref F4 b, int k) where TTile : struct, IStrictTile
    {
        var a0 = Gx.LoadShared(ref a, k * PixelQuads);
        var a1 = Gx.LoadShared(ref a, k * PixelQuads + 8);
        var b0 = Gx.LoadShared(ref b, k * (TTile.Columns >> 2));
        var b1 = Gx.LoadShared(ref b, k * (TTile.Columns >> 2) + 4);
        return Tile8x8.AddOuter(sums, a0, a1, b0, b1);
    }

    private static void Store<TShape, TTile, TEpilogue, TMask>(
        ArrayView<float> y, ArrayView<float> bias, ArrayView<float> value, Tile8x8 sums, int batchOffset, int pixel, int pixels, int channel)
        where TShape : struct, IConvShape where TTile : struct, IStrictTile where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        var low = ConvOutput.BiasAt<TShape, TEpilogue>(bias, channel);
        var high = ConvOutput.BiasAt<TShape, TEpilogue>(bias, channel + 16);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel, pixels, channel, sums.R0, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 1, pixels, channel, sums.R1, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 2, pixels, channel, sums.R2, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 3, pixels, channel, sums.R3, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 32, pixels, channel, sums.R4, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 33, pixels, channel, sums.R5, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 34, pixels, channel, sums.R6, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 35, pixels, channel, sums.R7, low, high);
    }

    /// <summary>What one thread carries from global to shared memory in one step.</summary>
    private struct Quads
    {
        public F4 A0;
        public F4 A1;
        public F4 A2;
        public F4 A3;
        public F4 B0;
        public F4 B1;
    }
}
