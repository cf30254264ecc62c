using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// The gradient of a convolution's weights as a matrix product in strict float32: rows are tap and input channel of a group, columns output
/// channels of the group, the inner dimension the output pixels of all pictures. Rows of the picture are contiguous in the channels, so both
/// tiles are copied as they are. Pixels are walked without divisions. The blocks of the first tile of rows also add up the gradient of
/// the bias. Blocks along z share the pixels; each then stores its partial sums.
/// </summary>
internal static class StrictConvWeights
{
    /// <summary>
    /// Group: 2·Columns threads. Grid: tiles of 128 rows; groups times tiles of output channels; splits of the pixels. With a
    /// <paramref name="partialStride"/>, the weights' sums of each split are stored that many floats apart and the biases' <c>OutputChannels</c>
    /// apart; else they replace what is there, or are added to it.
    /// </summary>
    public static void Run<TShape, TTile, TSource, TGradient>(
        ArrayView<float> x, ArrayView<float> dy, ArrayView<float> weights, ArrayView<float> bias,
        int batch, int height, int width, int pixelStride, int rowStride, int imageStride,
        int outHeight, int outWidth, int outPixelStride, int outRowStride, int outImageStride,
        int stepsPerSplit, int partialStride, int hasBias, int accumulate)
        where TShape : struct, IConvShape where TTile : struct, IStrictTile where TSource : struct, IAccess where TGradient : struct, IAccess
    {
        var aTiles = SharedMemory.Allocate<F4>(2 * StrictProduct.Depth * StrictProduct.RowQuads);
        var bTiles = SharedMemory.Allocate<F4>(2 * StrictProduct.Depth * StrictProduct.ColumnQuads<TTile>());
        var source = Picture.Of(height, width, pixelStride, rowStride, imageStride);
        var gradient = Picture.Of(outHeight, outWidth, outPixelStride, outRowStride, outImageStride);

        int thread = Group.IdxX;
        int columnTiles = (ForwardMatrix<TShape>.Outputs + TTile.Columns - 1) / TTile.Columns;
        int group = Grid.IdxY / columnTiles;
        int firstColumn = (Grid.IdxY - group * columnTiles) * TTile.Columns;
        int pixels = batch * outHeight * outWidth;
        int steps = (pixels + StrictProduct.Depth - 1) / StrictProduct.Depth;
        int begin = Grid.IdxZ * stepsPerSplit;
        int end = begin + stepsPerSplit < steps ? begin + stepsPerSplit : steps;
        int endPixel = end * StrictProduct.Depth < pixels ? end * StrictProduct.Depth : pixels;

        // What this thread copies of one pixel: a quad of output channels and up to four quads of rows.
        int quad = thread & ((TTile.Columns >> 2) - 1);
        int lane = thread / (TTile.Columns >> 2);
        int aTo = lane * StrictProduct.RowQuads + quad;
        int bTo = lane * StrictProduct.ColumnQuads<TTile>() + quad;
        var rows = WeightRows.At<TShape, TTile>(Grid.IdxX * 128 + quad * 4, source, group);
        int column = firstColumn + quad * 4;
        int pixel = begin * StrictProduct.Depth + lane;
        var cursor = PixelCursor.At(pixel, outHeight, outWidth);
        var advance = PixelCursor.At(StrictProduct.Depth, outHeight, outWidth);

        int rowQuad = StrictProduct.RowQuad<TTile>(thread);
        int columnQuad = StrictProduct.ColumnQuad<TTile>(thread);
        Tile8x8 sums = default;
        int buffer = 0;
        var fetched = WeightFetch.Of<TShape, TTile, TSource, TGradient>(x, dy, source, gradient, rows, group, column, cursor, Bits.Less(pixel, endPixel));
        var biasSums = fetched.B;
        WeightFetch.Put<TTile>(fetched, ref aTiles[aTo], ref bTiles[bTo]);
        for (int step = begin; step < end; step++)
        {
            Group.Barrier();
            pixel += StrictProduct.Depth;
            cursor = cursor.Plus(advance, outHeight, outWidth);
            fetched = WeightFetch.Of<TShape, TTile, TSource, TGradient>(x, dy, source, gradient, rows, group, column, cursor, Bits.Less(pixel, endPixel));
            biasSums = F4.Add(biasSums, fetched.B);
            sums = StrictProduct.Add<TTile>(
                sums, ref aTiles[buffer * (StrictProduct.Depth * StrictProduct.RowQuads) + rowQuad], ref bTiles[buffer * (StrictProduct.Depth * StrictProduct.ColumnQuads<TTile>()) + columnQuad]);
            buffer ^= 1;
            WeightFetch.Put<TTile>(
                fetched,
                ref aTiles[buffer * (StrictProduct.Depth * StrictProduct.RowQuads) + aTo],
                ref bTiles[buffer * (StrictProduct.Depth * StrictProduct.ColumnQuads<TTile>()) + bTo]);
        }

        int adds = Bits.Less(partialStride, 1) & accumulate;
        WeightOutputs.Store<TShape>(weights, sums, Grid.IdxZ * partialStride, group, Grid.IdxX * 128 + rowQuad * 4, firstColumn + columnQuad * 4, adds);

        // Eight threads hold sums of the same channels.
        Group.Barrier();
        Gx.StoreShared(ref bTiles[thread], 0, biasSums);
        Group.Barrier();
        int biasColumn = firstColumn + thread;
        int valid = hasBias & Bits.Less(Grid.IdxX, 1) & Bits.Less(thread, TTile.Columns) & Bits.Less(biasColumn, ForwardMatrix<TShape>.Outputs);
        if (valid != 0)
        {
            var values = bTiles.Cast<float>();
            float sum = values[thread];
            for (int other = 1; other < StrictProduct.Depth; other++)
            {
                sum += values[other * TTile.Columns + thread];
            }

            int to = (partialStride > 0 ? Grid.IdxZ * TShape.OutputChannels : 0) + group * ForwardMatrix<TShape>.Outputs + biasColumn;
            bias[to] = Gx.ReadFloatOrZero(ref bias[to], adds) + sum;
        }
    }
}
