using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// The convolution of <see cref="StrictConv"/> on tensor cores: factors in TF32 (10 bits), sums in float32. Weights come rounded and in
/// the order in which lanes need them: [⌈k·k·c/8⌉][⌈outputs/16⌉][lane][4], where lane 4·g + t holds rows t and t + 4 of column g, then of column
/// g + 8. Asynchronous copies fill several buffers; one barrier a step. CUDA, compute capability 8.0. Dynamic shared memory:
/// <see cref="SharedBytes{TTile}"/>.
/// </summary>
public static class TensorConv
{
    /// <summary>Bytes of dynamic shared memory.</summary>
    public static int SharedBytes<TTile>() where TTile : struct, ITensorTile => TTile.Stages * StageQuads<TTile>() * 16;

    /// <summary>Threads of a group.</summary>
    public static int Threads<TTile>() where TTile : struct, ITensorTile => (TTile.Rows >> 6) * (TTile.Columns / TTile.WarpColumns) * 32;

    /// <summary>As <see cref="StrictConv.Run"/>; grid: pixels/Rows, channels/Columns, splits.</summary>
    public static void Run<TShape, TTile, TEpilogue, TMask>(
        ArrayView<float> x, ArrayView<float> w, ArrayView<float> bias, ArrayView<float> value, ArrayView<float> y,
        int batch, int height, int width, int outHeight, int outWidth, int stepsPerSplit)
        where TShape : struct, IConvShape where TTile : struct, ITensorTile where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        var shared = SharedMemory.GetDynamic<F4>();
        int thread = Group.IdxX;
        int pixels = batch * outHeight * outWidth;
        int firstPixel = Grid.IdxX * TTile.Rows;
        int firstChannel = Grid.IdxY * TTile.Columns;

        int k4 = (thread & ((TTile.Depth >> 2) - 1)) * 4;
        int aPixel = thread / (TTile.Depth >> 2);
        int aTo = aPixel * ((TTile.Depth >> 2) + 1) + (k4 >> 2);
        var copies = PixelCopies.At<TShape>(firstPixel + aPixel, PixelCopies.Step(Threads<TTile>(), TTile.Depth), TTile.Rows, batch, height, width, outHeight, outWidth);
        int bTo = TTile.Rows * ((TTile.Depth >> 2) + 1) + thread;

        int lane = thread & 31;
        int warp = thread >> 5;
        int warpPixel = warp / (TTile.Columns / TTile.WarpColumns) * 64;
        int warpChannel = (warp & (TTile.Columns / TTile.WarpColumns - 1)) * TTile.WarpColumns;
        int aRead = (warpPixel + (lane & 15)) * ((TTile.Depth >> 2) + 1) + (lane >> 4);
        int bRead = TTile.Rows * ((TTile.Depth >> 2) + 1) + warpChannel * 2 + lane;

        int rows = TShape.Kernel * TShape.Kernel * TShape.InputChannels;
        int steps = (rows + TTile.Depth - 1) / TTile.Depth;
        int begin = Grid.IdxZ * stepsPerSplit;
        int end = begin + stepsPerSplit < steps ? begin + stepsPerSplit : steps;

        int write = 0;
        for (int step = begin; step < begin + TTile.Stages - 1; step++)
        {
            StartCopies<TShape, TTile>(copies, x, w, step, k4, width, ref shared[write * StageQuads<TTile>() + aTo], ref shared[write * StageQuads<TTile>() + bTo], thread, firstChannel);
            write++;
        }

        MmaTile sums = default;
        int read = 0;
        for (int step = begin; step < end; step++)
        {
            Gx.WaitForCopies(TTile.Stages - 2);
            Group.Barrier();
            StartCopies<TShape, TTile>(copies, x, w, step + TTile.Stages - 1, k4, width, ref shared[write * StageQuads<TTile>() + aTo], ref shared[write * StageQuads<TTile>() + bTo], thread, firstChannel);
            sums = Multiply<TTile>(sums, ref shared[read * StageQuads<TTile>() + aRead], ref shared[read * StageQuads<TTile>() + bRead]);
            read = read + 1 < TTile.Stages ? read + 1 : 0;
            write = write + 1 < TTile.Stages ? write + 1 : 0;
        }

        Gx.WaitForCopies(0);
        int pixel = firstPixel + warpPixel + (lane >> 2);
        int channel = firstChannel + warpChannel + (lane & 3) * 2;
        bool wide = TTile.WarpColumns > 32;
        TensorOutput.Store<TShape, TEpilogue, TMask>(y, bias, value, sums.R0, Grid.IdxZ * pixels, pixel, pixels, channel, wide);
        TensorOutput.Store<TShape, TEpilogue, TMask>(y, bias, value, sums.R1, Grid.IdxZ * pixels, pixel + 16, pixels, channel, wide);
        TensorOutput.Store<TShape, TEpilogue, TMask>(y, bias, value, sums.R2, Grid.IdxZ * pixels, pixel + 32, pixels, channel, wide);
        TensorOutput.Store<TShape, TEpilogue, TMask>(y, bias, value, sums.R3, Grid.IdxZ * pixels, pixel + 48, pixels, channel, wide);
    }

    private static int StageQuads<TTile>() where TTile : struct, ITensorTile => TTile.Rows * ((TTile.Depth >> 2) + 1) + TTile.Depth * (TTile.Columns >> 2);

    private static void StartCopies<TShape, TTile>(
        PixelCopies copies, ArrayView<float> x, ArrayView<float> w, int step, int k4, int width, ref F4 aTo, ref F4 bTo, int thread, int firstChannel)
        where TShape : struct, IConvShape where TTile : struct, ITensorTile
    {
        PixelCopies.Start(copies, x.Cast<F4>(), Tap.At<TShape>(step * TTile.Depth + k4, width), ref aTo, PixelCopies.Step(Threads<TTile>(), TTile.Depth), TTile.Rows, TTile.Depth);

        // Weights: Depth/8 runs of 2·Columns quads.
        CopyWeights<TShape, TTile>(w, step, thread, 0, firstChannel, ref bTo);
        int count = TTile.Depth * (TTile.Columns >> 2) / Threads<TTile>();
        if (count > 1)
        {
            CopyWeights<TShape, TTile>(w, step, thread, 1, firstChannel, ref bTo);
        }

        if (count > 2)
        {
            CopyWeights<TShape, TTile>(w, step, thread, 2, firstChannel, ref bTo);
            CopyWeights<TShape, TTile>(w, step, thread, 3, firstChannel, ref bTo);
        }

        if (count > 4)
        {
            CopyWeights<TShape, TTile>(w, step, thread, 4, firstChannel, ref bTo);
            CopyWeights<TShape, TTile>(w, step, thread, 5, firstChannel, ref bTo);
            CopyWeights<TShape, TTile>(w, step, thread, 6, firstChannel, ref bTo);
            CopyWeights<TShape, TTile>(w, step, thread, 7, firstChannel, ref bTo);
        }

        Gx.CommitCopies();
    }

    private static void CopyWeights<TShape, TTile>(ArrayView<float> w, int step, int thread, int part, int firstChannel, ref F4 to)
        where TShape : struct, IConvShape where TTile : struct, ITensorTile
    {
        int rowBlocks = (TShape.Kernel * TShape.Kernel * TShape.InputChannels + 7) / 8;
        int groups = (TShape.OutputChannels + 15) / 16;
        int quad = thread + part * Threads<TTile>();
        int rowBlock = step * (TTile.Depth >> 3) + quad / (2 * TTile.Columns);
        int inRow = quad & (2 * TTile.Columns - 1);
        int group = (firstChannel >> 4) + (inRow >> 5);
        int at = (rowBlock * groups + (firstChannel >> 4)) * 32 + inRow;
        Gx.CopyAsync(ref to, part * Threads<TTile>(), ref w.Cast<F4>()[at], (rowBlock < rowBlocks) & (group < groups) ? 16 : 0);
    }

    private static MmaTile Multiply<TTile>(MmaTile sums, ref F4 a, ref F4 b) where TTile : struct, ITensorTile
    {
        sums = Multiply8<TTile>(sums, ref a, ref b, 0);
        sums = Multiply8<TTile>(sums, ref a, ref b, 1);
        if (TTile.Depth > 16)
        {
            sums = Multiply8<TTile>(sums, ref a, ref b, 2);
            sums = Multiply8<TTile>(sums, ref a, ref b, 3);
        }

        return sums;
    }

    private static MmaTile Multiply8<TTile>(MmaTile sums, ref F4 a, ref F4 b, int block) where TTile : struct, ITensorTile
    {
        bool wide = TTile.WarpColumns > 32;
        int sixteen = 16 * ((TTile.Depth >> 2) + 1);
        var a0 = LoadPixels<TTile>(ref a, block * 2);
        var a1 = LoadPixels<TTile>(ref a, block * 2 + sixteen);
        var a2 = LoadPixels<TTile>(ref a, block * 2 + 2 * sixteen);
        var a3 = LoadPixels<TTile>(ref a, block * 2 + 3 * sixteen);
        var b0 = Gx.LoadSharedWords(ref b, block * 2 * TTile.Columns);
        var b1 = Gx.LoadSharedWords(ref b, block * 2 * TTile.Columns + 32);
        var b2 = b0;
        var b3 = b0;
        if (wide)
        {
            b2 = Gx.LoadSharedWords(ref b, block * 2 * TTile.Columns + 64);
            b3 = Gx.LoadSharedWords(ref b, block * 2 * TTile.Columns + 96);
        }

        MmaTile r;
        r.R0 = MmaRow.Add(sums.R0, a0, b0, b1, b2, b3, wide);
        r.R1 = MmaRow.Add(sums.R1, a1, b0, b1, b2, b3, wide);
        r.R2 = MmaRow.Add(sums.R2, a2, b0, b1, b2, b3, wide);
        r.R3 = MmaRow.Add(sums.R3, a3, b0, b1, b2, b3, wide);
        return r;
    }

    private static U4 LoadPixels<TTile>(ref F4 a, int offset) where TTile : struct, ITensorTile
    {
        var v = Gx.LoadMatrix(ref a, offset);
        if (TTile.Rounds)
        {
            v.X = Gx.RoundToTf32(v.X);
            v.Y = Gx.RoundToTf32(v.Y);
            v.Z = Gx.RoundToTf32(v.Z);
            v.W = Gx.RoundToTf32(v.W);
        }

        return v;
    }
}
