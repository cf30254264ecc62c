using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// A convolution as an implicit matrix product in strict float32: rows are output pixels, columns output channels of a group, the inner
/// dimension kernel row, kernel column, input channel. Pictures are NHWC with any strides, weights lie as <see cref="WeightLayout"/> says.
/// A block computes 128 pixels times <c>TTile.Columns</c> channels. Tiles go through registers into one of two buffers, pixels transposed,
/// with one barrier a step, at its start. Padding is decided by predicate. Blocks along z share the inner dimension; each then stores
/// its partial sums.
/// </summary>
internal static class StrictConvBlock
{
    public static void Run<TMatrix, TTile, TSource, TTarget, TEpilogue, TMask>(
        ArrayView<float> x, ArrayView<float> w, ArrayView<float> bias, ArrayView<float> value, ArrayView<float> y,
        int batch, Picture source, Picture target, Picture valuePicture, int tiles, int stepsPerSplit, int partialStride, int accumulate)
        where TMatrix : struct, IImplicitMatrix where TTile : struct, IStrictTile where TSource : struct, IAccess where TTarget : struct, IAccess
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        var aTiles = SharedMemory.Allocate<F4>(2 * StrictProduct.Depth * StrictProduct.RowQuads);
        var bTiles = SharedMemory.Allocate<F4>(2 * StrictProduct.Depth * StrictProduct.ColumnQuads<TTile>());

        int thread = Group.IdxX;
        int phaseIndex = Grid.IdxX / tiles;
        int firstPixel = (Grid.IdxX - phaseIndex * tiles) * 128;
        var phase = TMatrix.At(phaseIndex);
        int phaseHeight = (target.Height - phase.Top + TMatrix.OutputStep.Height - 1) / TMatrix.OutputStep.Height;
        int phaseWidth = (target.Width - phase.Left + TMatrix.OutputStep.Width - 1) / TMatrix.OutputStep.Width;
        int pixels = batch * phaseHeight * phaseWidth;

        // A phase beyond a small picture has no pixels; 1 keeps the divisions by its size defined.
        phaseHeight = phaseHeight > 0 ? phaseHeight : 1;
        phaseWidth = phaseWidth > 0 ? phaseWidth : 1;

        int columnTiles = (TMatrix.Outputs + TTile.Columns - 1) / TTile.Columns;
        int group = Grid.IdxY / columnTiles;
        int firstColumn = (Grid.IdxY - group * columnTiles) * TTile.Columns;

        // What this thread copies: quads of four values of the inner dimension for up to four pixels, and a quad of weights.
        int k4 = (thread & ((StrictProduct.Depth >> 2) - 1)) * 4;
        int copied = thread / (StrictProduct.Depth >> 2);
        int first = firstPixel + copied;
        var pixel0 = SourcePixel.At<TMatrix>(first, pixels, phaseHeight, phaseWidth, phase, source);
        var pixel1 = pixel0;
        var pixel2 = pixel0;
        var pixel3 = pixel0;
        if (TTile.Columns < 128)
        {
            pixel1 = SourcePixel.At<TMatrix>(first + TTile.Columns, pixels, phaseHeight, phaseWidth, phase, source);
        }

        if (TTile.Columns < 64)
        {
            pixel2 = SourcePixel.At<TMatrix>(first + 2 * TTile.Columns, pixels, phaseHeight, phaseWidth, phase, source);
            pixel3 = SourcePixel.At<TMatrix>(first + 3 * TTile.Columns, pixels, phaseHeight, phaseWidth, phase, source);
        }

        int sourceChannel = group * TMatrix.Inputs;
        pixel0.Offset += sourceChannel;
        pixel1.Offset += sourceChannel;
        pixel2.Offset += sourceChannel;
        pixel3.Offset += sourceChannel;

        int weightRow = thread / (TTile.Columns >> 2);
        int weightQuad = thread & ((TTile.Columns >> 2) - 1);
        int weightColumn = TMatrix.IsTransposed ? firstColumn + copied : firstColumn + weightQuad * 4;
        int bTo = TMatrix.IsTransposed ? k4 * (StrictProduct.ColumnQuads<TTile>() * 4) + copied : weightRow * (StrictProduct.ColumnQuads<TTile>() * 4) + weightQuad * 4;
        int aTo = k4 * (StrictProduct.RowQuads * 4) + copied;

        int rowQuad = StrictProduct.RowQuad<TTile>(thread);
        int columnQuad = StrictProduct.ColumnQuad<TTile>(thread);
        int rows = phase.TapColumns > 0 ? phase.TapRows * TMatrix.Taps.Width * TMatrix.InputStep : 0;
        int steps = firstPixel < pixels ? (rows + StrictProduct.Depth - 1) / StrictProduct.Depth : 0;
        int begin = Grid.IdxZ * stepsPerSplit;
        int end = begin + stepsPerSplit < steps ? begin + stepsPerSplit : steps;

        Tile8x8 sums = default;
        int buffer = 0;
        var fetched = Fetch<TMatrix, TTile, TSource>(x, w, begin * StrictProduct.Depth, k4, rows, phase, source, pixel0, pixel1, pixel2, pixel3, group, weightRow, weightColumn);
        Put<TMatrix, TTile>(fetched, ref aTiles.Cast<float>()[aTo], ref bTiles.Cast<float>()[bTo], ref bTiles[bTo >> 2]);
        for (int step = begin; step < end; step++)
        {
            Group.Barrier();
            fetched = Fetch<TMatrix, TTile, TSource>(x, w, (step + 1) * StrictProduct.Depth, k4, rows, phase, source, pixel0, pixel1, pixel2, pixel3, group, weightRow, weightColumn);
            sums = StrictProduct.Add<TTile>(
                sums, ref aTiles[buffer * (StrictProduct.Depth * StrictProduct.RowQuads) + rowQuad], ref bTiles[buffer * (StrictProduct.Depth * StrictProduct.ColumnQuads<TTile>()) + columnQuad]);
            buffer ^= 1;
            Put<TMatrix, TTile>(
                fetched,
                ref aTiles.Cast<float>()[buffer * (StrictProduct.Depth * StrictProduct.RowQuads * 4) + aTo],
                ref bTiles.Cast<float>()[buffer * (StrictProduct.Depth * StrictProduct.ColumnQuads<TTile>() * 4) + bTo],
                ref bTiles[buffer * (StrictProduct.Depth * StrictProduct.ColumnQuads<TTile>()) + (bTo >> 2)]);
        }

        var finish = ConvEnd.Of<TEpilogue, TMask>(partialStride, accumulate);
        var output = new ConvOutputs
        {
            Target = target,
            Value = valuePicture,
            Phase = phase,
            PhaseHeight = phaseHeight,
            PhaseWidth = phaseWidth,
            Pixels = pixels,
            Base = Grid.IdxZ * partialStride,
            Channel = group * TMatrix.Outputs + firstColumn + columnQuad * 4,
            Left = TMatrix.Outputs - firstColumn - columnQuad * 4,
        };
        ConvOutputs.Store<TMatrix, TTarget, TEpilogue, TMask>(y, bias, value, output, finish, firstPixel + rowQuad * 4, sums);
    }

    private static StrictFetch Fetch<TMatrix, TTile, TSource>(
        ArrayView<float> x, ArrayView<float> w, int k, int k4, int rows, Phase phase, Picture source,
        SourcePixel pixel0, SourcePixel pixel1, SourcePixel pixel2, SourcePixel pixel3, int group, int weightRow, int weightColumn)
        where TMatrix : struct, IImplicitMatrix where TTile : struct, IStrictTile where TSource : struct, IAccess
    {
        StrictFetch q = default;
        var tap = SourceTap.At<TMatrix>(k + k4, rows, phase, source);
        q.A0 = StrictFetch.Source<TMatrix, TSource>(x, k + k4, rows, tap, phase, pixel0, source);
        if (TTile.Columns < 128)
        {
            q.A1 = StrictFetch.Source<TMatrix, TSource>(x, k + k4, rows, tap, phase, pixel1, source);
        }

        if (TTile.Columns < 64)
        {
            q.A2 = StrictFetch.Source<TMatrix, TSource>(x, k + k4, rows, tap, phase, pixel2, source);
            q.A3 = StrictFetch.Source<TMatrix, TSource>(x, k + k4, rows, tap, phase, pixel3, source);
        }

        if (TMatrix.IsTransposed)
        {
            q.B = StrictFetch.TransposedWeights<TMatrix>(w, group, k + k4, weightColumn, phase, tap);
        }
        else
        {
            q.B = StrictFetch.Weights<TMatrix>(w, group, k + weightRow, rows, weightColumn, phase, tap);
        }

        return q;
    }

    private static void Put<TMatrix, TTile>(StrictFetch q, ref float aTo, ref float bTo, ref F4 bQuadTo) where TMatrix : struct, IImplicitMatrix where TTile : struct, IStrictTile
    {
        StrictProduct.StoreTransposed(ref aTo, 0, StrictProduct.RowQuads, q.A0);
        if (TTile.Columns < 128)
        {
            StrictProduct.StoreTransposed(ref aTo, TTile.Columns, StrictProduct.RowQuads, q.A1);
        }

        if (TTile.Columns < 64)
        {
            StrictProduct.StoreTransposed(ref aTo, 2 * TTile.Columns, StrictProduct.RowQuads, q.A2);
            StrictProduct.StoreTransposed(ref aTo, 3 * TTile.Columns, StrictProduct.RowQuads, q.A3);
        }

        if (TMatrix.IsTransposed)
        {
            StrictProduct.StoreTransposed(ref bTo, 0, StrictProduct.ColumnQuads<TTile>(), q.B);
        }
        else
        {
            Gx.StoreShared(ref bQuadTo, 0, q.B);
        }
    }
}
