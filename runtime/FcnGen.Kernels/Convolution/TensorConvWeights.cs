using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// The gradients of the weights and the bias of a convolution on tensor cores, factors of the former in TF32. Rows are taps times input channels of a
/// group, columns its output channels, the inner dimension is the output's pixels. All blobs are aligned and channels of a group a multiple of 4. Both
/// operands are stored by steps in shared memory: channels are neighbours there as in the pictures. The blocks of the first rows also add up the bias's gradient,
/// in float32, from the tiles that they hold. CUDA, compute capability 8.0.
/// </summary>
internal static class TensorConvWeights
{
    /// <summary>
    /// Group: <see cref="TensorLayout{TTile}.Threads"/> threads and <see cref="TensorLayout{TTile}.WeightsBytes"/> bytes of dynamic shared memory. Grid: tiles of
    /// <c>TTile.Rows</c> rows; groups times tiles of <c>TTile.Columns</c> channels; splits of the pixels, <paramref name="stepsPerSplit"/> times <c>TTile.Depth</c> each.
    /// Gradients lie as <see cref="WeightLayout"/> says. With a <paramref name="partialStride"/>, <paramref name="dw"/> and <paramref name="db"/> receive the bare sums of each
    /// split, that many floats and one float a channel apart; else sums are added to what is there if <paramref name="accumulate"/> is 1.
    /// <paramref name="db"/> is written only if <paramref name="hasBias"/> is 1.
    /// </summary>
    public static void Run<TShape, TTile>(
        ArrayView<float> x, ArrayView<float> dy, ArrayView<float> dw, ArrayView<float> db,
        int batch, int height, int width, int pixelStride, int rowStride, int imageStride,
        int outHeight, int outWidth, int outPixelStride, int outRowStride, int outImageStride,
        int stepsPerSplit, int partialStride, int hasBias, int accumulate)
        where TShape : struct, IConvShape where TTile : struct, ITensorTile
    {
        var shared = SharedMemory.GetDynamic<F4>();
        var input = Picture.Of(height, width, pixelStride, rowStride, imageStride);
        var output = Picture.Of(outHeight, outWidth, outPixelStride, outRowStride, outImageStride);

        int thread = Group.IdxX;
        int outputs = TShape.OutputChannels / TShape.Groups;
        int columnTiles = (outputs + TTile.Columns - 1) / TTile.Columns;
        int group = Grid.IdxY / columnTiles;
        int firstColumn = (Grid.IdxY - group * columnTiles) * TTile.Columns;
        int firstRow = Grid.IdxX * TTile.Rows;

        int steps = (batch * outHeight * outWidth + TTile.Depth - 1) / TTile.Depth;
        int begin = Grid.IdxZ * stepsPerSplit;
        int end = begin + stepsPerSplit < steps ? begin + stepsPerSplit : steps;

        // What this thread copies.
        int rowPixel = thread / (TTile.Rows >> 2);
        int rowQuad = thread & ((TTile.Rows >> 2) - 1);
        int columnPixel = thread / (TTile.Columns >> 2);
        int columnQuad = thread & ((TTile.Columns >> 2) - 1);
        var rowCopies = TensorGradientCopies.OfInput<TShape, TTile>(begin * TTile.Depth + rowPixel, firstRow + rowQuad * 4, group, input, output);
        var columnCopies = TensorGradientCopies.OfOutput<TShape, TTile>(begin * TTile.Depth + columnPixel, firstColumn + columnQuad * 4, group, output);
        int aTo = rowPixel * TensorLayout<TTile>.RowStepQuads + rowQuad;
        int bTo = ATileQuads<TTile>() + columnPixel * TensorLayout<TTile>.ColumnStepQuads + columnQuad;

        int aRead = TensorProduct.RowsBySteps<TTile>(thread);
        int bRead = ATileQuads<TTile>() * 4 + TensorProduct.ColumnsBySteps<TTile>(thread);

        // The column of which this thread adds up the bias's gradient.
        bool sumsBias = (hasBias != 0) & (Grid.IdxX == 0) & (thread < TTile.Columns);
        int biasRead = ATileQuads<TTile>() * 4 + (thread & (TTile.Columns - 1));
        float biasSum = 0;

        int write = 0;
        for (int step = begin; step < begin + TTile.Stages - 1; step++)
        {
            rowCopies = CopyRows<TShape, TTile>(rowCopies, x, input, output, batch, step - end, ref shared[write + aTo]);
            columnCopies = CopyColumns<TTile>(columnCopies, dy, output, batch, step - end, ref shared[write + bTo]);
            Gx.CommitCopies();
            write += StageQuads<TTile>();
        }

        TensorSums sums = default;
        int read = 0;
        for (int step = begin; step < end; step++)
        {
            Gx.WaitForCopies(TTile.Stages - 2);
            Group.Barrier();
            int isLive = step + TTile.Stages - 1 - end;
            rowCopies = CopyRows<TShape, TTile>(rowCopies, x, input, output, batch, isLive, ref shared[write + aTo]);
            columnCopies = CopyColumns<TTile>(columnCopies, dy, output, batch, isLive, ref shared[write + bTo]);
            Gx.CommitCopies();
            sums = TensorProduct.Add<TTile>(sums, ref shared.Cast<float>()[read * 4 + aRead], ref shared.Cast<float>()[read * 4 + bRead]);
            if (sumsBias)
            {
                biasSum += TensorColumnSum.Of<TTile>(ref shared.Cast<float>()[read * 4 + biasRead]);
            }

            write = read;
            read += StageQuads<TTile>();
            read &= -Bits.Less(read, TTile.Stages * StageQuads<TTile>());
        }

        Gx.WaitForCopies(0);
        int adds = Bits.Less(partialStride, 1) & accumulate;
        int row = firstRow + TensorProduct.WarpRow<TTile>(thread) + ((thread & 31) >> 2);
        int column = firstColumn + TensorProduct.WarpColumn<TTile>(thread) + (thread & 3) * 2;
        TensorGradientOutputs.Store<TShape, TTile>(dw, Grid.IdxZ * partialStride, group, row, column, adds, sums);
        int biasColumn = firstColumn + thread;
        if (sumsBias & (biasColumn < outputs))
        {
            int at = (partialStride != 0 ? Grid.IdxZ * TShape.OutputChannels : 0) + group * outputs + biasColumn;
            db[at] = Gx.ReadFloatOrZero(ref db[at], adds) + biasSum;
        }
    }

    private static int ATileQuads<TTile>() where TTile : struct, ITensorTile => TTile.Depth * TensorLayout<TTile>.RowStepQuads;

    private static int StageQuads<TTile>() where TTile : struct, ITensorTile => TensorLayout<TTile>.WeightsBytes / (16 * TTile.Stages);

    private static TensorGradientCopies CopyRows<TShape, TTile>(
        TensorGradientCopies copies, ArrayView<float> x, Picture input, Picture output, int batch, int isLive, ref F4 to)
        where TShape : struct, IConvShape where TTile : struct, ITensorTile =>
        TensorGradientCopies.Copy(
            copies, x, input, output, batch, TShape.Stride, TensorGradientCopies.Distance<TTile>(TTile.Rows >> 2), TTile.Depth, TensorLayout<TTile>.RowStepQuads, isLive, ref to);

    private static TensorGradientCopies CopyColumns<TTile>(TensorGradientCopies copies, ArrayView<float> dy, Picture output, int batch, int isLive, ref F4 to)
        where TTile : struct, ITensorTile =>
        TensorGradientCopies.Copy(
            copies, dy, output, output, batch, 1, TensorGradientCopies.Distance<TTile>(TTile.Columns >> 2), TTile.Depth, TensorLayout<TTile>.ColumnStepQuads, isLive, ref to);
}
