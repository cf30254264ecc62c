using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// <see cref="StrictConv"/> with asynchronous copies into several buffers: pixels stay rows of channels in shared memory, and a thread reads
/// four products at a time. Needs cp.async (CUDA, compute capability 8.0). Dynamic shared memory: <see cref="SharedBytes{TTile}"/>.
/// </summary>
public static class StrictConvAsync
{
    /// <summary>Bytes of dynamic shared memory.</summary>
    public static int SharedBytes<TTile>() where TTile : struct, IStrictTile => TTile.Stages * StageQuads<TTile>() * 16;

    /// <summary>As <see cref="StrictConv.Run"/>.</summary>
    public static void Run<TShape, TTile, TEpilogue, TMask>(
        ArrayView<float> x, ArrayView<float> w, ArrayView<float> bias, ArrayView<float> value, ArrayView<float> y,
        int batch, int height, int width, int outHeight, int outWidth, int stepsPerSplit)
        where TShape : struct, IConvShape where TTile : struct, IStrictTile where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        var shared = SharedMemory.GetDynamic<F4>();
        int thread = Group.IdxX;
        int pixels = batch * outHeight * outWidth;
        int firstPixel = Grid.IdxX * 128;
        int firstChannel = Grid.IdxY * TTile.Columns;

        int k4 = (thread & ((TTile.Depth >> 2) - 1)) * 4;
        int aPixel = thread / (TTile.Depth >> 2);
        int aTo = aPixel * ((TTile.Depth >> 2) + 1) + (k4 >> 2);
        int pixelStep = PixelCopies.Step(2 * TTile.Columns, TTile.Depth);
        var copies = PixelCopies.At<TShape>(firstPixel + aPixel, pixelStep, 128, batch, height, width, outHeight, outWidth);
        int bRow = thread / (TTile.Columns >> 2);
        int bChannel = firstChannel + (thread & ((TTile.Columns >> 2) - 1)) * 4;

        // Within a warp's 64×32, a thread has pixels 8 apart and channels 4 + 4.
        int lane = thread & 31;
        int warp = thread >> 5;
        int pixel = (warp / (TTile.Columns >> 5)) * 64 + (lane >> 2);
        int channelQuad = (warp & ((TTile.Columns >> 5) - 1)) * 8 + (lane & 3);
        int aRead = pixel * ((TTile.Depth >> 2) + 1);
        int bRead = 128 * ((TTile.Depth >> 2) + 1) + channelQuad;

        int rows = TShape.Kernel * TShape.Kernel * TShape.InputChannels;
        int steps = (rows + TTile.Depth - 1) / TTile.Depth;
        int begin = Grid.IdxZ * stepsPerSplit;
        int end = begin + stepsPerSplit < steps ? begin + stepsPerSplit : steps;

        int write = 0;
        for (int step = begin; step < begin + TTile.Stages - 1; step++)
        {
            StartCopies<TShape, TTile>(copies, x, w, step, k4, width, ref shared[write * StageQuads<TTile>() + aTo], ref shared[write * StageQuads<TTile>() + 128 * ((TTile.Depth >> 2) + 1) + thread], bRow, bChannel, rows, pixelStep);
            write++;
        }

        Tile8x8 sums = default;
        int read = 0;
        for (int step = begin; step < end; step++)
        {
            Gx.WaitForCopies(TTile.Stages - 2);
            Group.Barrier();
            StartCopies<TShape, TTile>(copies, x, w, step + TTile.Stages - 1, k4, width, ref shared[write * StageQuads<TTile>() + aTo], ref shared[write * StageQuads<TTile>() + 128 * ((TTile.Depth >> 2) + 1) + thread], bRow, bChannel, rows, pixelStep);
            sums = Multiply<TTile>(sums, ref shared[read * StageQuads<TTile>() + aRead], ref shared[read * StageQuads<TTile>() + bRead]);
            read = read + 1 < TTile.Stages ? read + 1 : 0;
            write = write + 1 < TTile.Stages ? write + 1 : 0;
        }

        Gx.WaitForCopies(0);
        Store<TShape, TEpilogue, TMask>(y, bias, value, sums, Grid.IdxZ * pixels, firstPixel + pixel, pixels, firstChannel + channelQuad * 4);
    }

    private static int StageQuads<TTile>() where TTile : struct, IStrictTile => 128 * ((TTile.Depth >> 2) + 1) + TTile.Depth * (TTile.Columns >> 2);

    private static void StartCopies<TShape, TTile>(
        PixelCopies copies, ArrayView<float> x, ArrayView<float> w, int step, int k4, int width, ref F4 aTo, ref F4 bTo, int bRow, int bChannel, int rows, int pixelStep)
        where TShape : struct, IConvShape where TTile : struct, IStrictTile
    {
        int k = step * TTile.Depth;
        PixelCopies.Start(copies, x.Cast<F4>(), Tap.At<TShape>(k + k4, width), ref aTo, pixelStep, 128, TTile.Depth);
        CopyWeights<TShape>(w, k + bRow, bChannel, rows, ref bTo, 0);
        if (TTile.Depth > 8)
        {
            CopyWeights<TShape>(w, k + 8 + bRow, bChannel, rows, ref bTo, 2 * TTile.Columns);
        }

        Gx.CommitCopies();
    }

    private static void CopyWeights<TShape>(ArrayView<float> w, int row, int channel, int rows, ref F4 to, int offset) where TShape : struct, IConvShape =>
        Gx.CopyAsync(ref to, offset, ref w.Cast<F4>()[(row * TShape.OutputChannels + channel) >> 2], (row < rows) & (channel < TShape.OutputChannels) ? 16 : 0);

    private static Tile8x8 Multiply<TTile>(Tile8x8 sums, ref F4 a, ref F4 b) where TTile : struct, IStrictTile
    {
        sums = Multiply4<TTile>(sums, ref a, ref b, 0);
        sums = Multiply4<TTile>(sums, ref a, ref b, 1);
        if (TTile.Depth > 8)
        {
            sums = Multiply4<TTile>(sums, ref a, ref b, 2);
            sums = Multiply4<TTile>(sums, ref a, ref b, 3);
        }

        return sums;
    }

    private static Tile8x8 Multiply4<TTile>(Tile8x8 sums, ref F4 a, ref F4 b, int quad) where TTile : struct, IStrictTile
    {
        int eight = 8 * ((TTile.Depth >> 2) + 1);
        var a0 = Gx.LoadShared(ref a, quad);
        var a1 = Gx.LoadShared(ref a, quad + eight);
        var a2 = Gx.LoadShared(ref a, quad + 2 * eight);
        var a3 = Gx.LoadShared(ref a, quad + 3 * eight);
        var a4 = Gx.LoadShared(ref a, quad + 4 * eight);
        var a5 = Gx.LoadShared(ref a, quad + 5 * eight);
        var a6 = Gx.LoadShared(ref a, quad + 6 * eight);
        var a7 = Gx.LoadShared(ref a, quad + 7 * eight);
        int row = quad * TTile.Columns;
        int width = TTile.Columns >> 2;
        sums = Add(sums, a0.X, a1.X, a2.X, a3.X, a4.X, a5.X, a6.X, a7.X, ref b, row);
        sums = Add(sums, a0.Y, a1.Y, a2.Y, a3.Y, a4.Y, a5.Y, a6.Y, a7.Y, ref b, row + width);
        sums = Add(sums, a0.Z, a1.Z, a2.Z, a3.Z, a4.Z, a5.Z, a6.Z, a7.Z, ref b, row + 2 * width);
        return Add(sums, a0.W, a1.W, a2.W, a3.W, a4.W, a5.W, a6.W, a7.W, ref b, row + 3 * width);
    }

    private static Tile8x8 Add(Tile8x8 t, float a0, float a1, float a2, float a3, float a4, float a5, float a6, float a7, ref F4 b, int offset)
    {
        var low = Gx.LoadShared(ref b, offset);
        var high = Gx.LoadShared(ref b, offset + 4);
        Tile8x8 r;
        r.R0 = Row8.MulAdd(t.R0, a0, low, high);
        r.R1 = Row8.MulAdd(t.R1, a1, low, high);
        r.R2 = Row8.MulAdd(t.R2, a2, low, high);
        r.R3 = Row8.MulAdd(t.R3, a3, low, high);
        r.R4 = Row8.MulAdd(t.R4, a4, low, high);
        r.R5 = Row8.MulAdd(t.R5, a5, low, high);
        r.R6 = Row8.MulAdd(t.R6, a6, low, high);
        r.R7 = Row8.MulAdd(t.R7, a7, low, high);
        return r;
    }

    private static void Store<TShape, TEpilogue, TMask>(
        ArrayView<float> y, ArrayView<float> bias, ArrayView<float> value, Tile8x8 sums, int batchOffset, int pixel, int pixels, int channel)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        var low = ConvOutput.BiasAt<TShape, TEpilogue>(bias, channel);
        var high = ConvOutput.BiasAt<TShape, TEpilogue>(bias, channel + 16);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel, pixels, channel, sums.R0, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 8, pixels, channel, sums.R1, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 16, pixels, channel, sums.R2, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 24, pixels, channel, sums.R3, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 32, pixels, channel, sums.R4, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 40, pixels, channel, sums.R5, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 48, pixels, channel, sums.R6, low, high);
        ConvOutput.Store<TShape, TEpilogue, TMask>(y, value, batchOffset, pixel + 56, pixels, channel, sums.R7, low, high);
    }
}
