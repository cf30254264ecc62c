using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// The implicit matrix product of <see cref="StrictConvBlock"/> on tensor cores: factors in TF32 (10 bits), sums in float32. All blobs are
/// aligned and channels of a group a multiple of 4. Asynchronous copies bring each step of both operands to one of several buffers, padding
/// as zeros, with one barrier a step, at its start. Pixels are stored by rows; so are the weights of a transposed convolution, which are
/// neighbours along the inner dimension; those of a convolution are stored by steps. CUDA, compute capability 8.0.
/// </summary>
internal static class TensorConvBlock
{
    /// <summary>Arguments and grid as for <see cref="StrictConvBlock.Run"/>, with blocks of <c>TTile.Rows</c> pixels.</summary>
    public static void Run<TMatrix, TTile, TEpilogue, TMask>(
        ArrayView<float> x, ArrayView<float> w, ArrayView<float> bias, ArrayView<float> value, ArrayView<float> y,
        int batch, Picture source, Picture target, Picture valuePicture, int tiles, int stepsPerSplit, int partialStride, int accumulate)
        where TMatrix : struct, IImplicitMatrix where TTile : struct, ITensorTile where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        var shared = SharedMemory.GetDynamic<F4>();

        int thread = Group.IdxX;
        int phaseIndex = Grid.IdxX / tiles;
        int firstPixel = (Grid.IdxX - phaseIndex * tiles) * TTile.Rows;
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

        int rows = phase.TapColumns > 0 ? phase.TapRows * TMatrix.Taps.Width * TMatrix.InputStep : 0;
        int steps = firstPixel < pixels ? (rows + TTile.Depth - 1) / TTile.Depth : 0;
        int begin = Grid.IdxZ * stepsPerSplit;
        int end = begin + stepsPerSplit < steps ? begin + stepsPerSplit : steps;

        // What this thread copies of tiles stored by rows: quad k4 of every TensorPixels.Step-th row.
        int k4 = (thread & ((TTile.Depth >> 2) - 1)) * 4;
        int copied = TensorPixels.First<TTile>(thread);
        var copies = TensorPixels.At<TMatrix, TTile>(firstPixel + copied, pixels, phaseHeight, phaseWidth, group * TMatrix.Inputs, phase, source);
        var tap = TensorTap.At<TMatrix>(begin * TTile.Depth + k4);
        int aTo = copied * TensorLayout<TTile>.RowQuads + (k4 >> 2);

        // And of weights: the same by rows, or quads of one column by steps.
        int weightRow = thread / (TTile.Columns >> 2);
        int weightQuad = thread & ((TTile.Columns >> 2) - 1);
        int weightColumn = TMatrix.IsTransposed ? firstColumn + copied : firstColumn + weightQuad * 4;
        int bTo = ATileQuads<TTile>() + (TMatrix.IsTransposed ? aTo : weightRow * TensorLayout<TTile>.ColumnStepQuads + weightQuad);

        int aRead = TensorProduct.RowsByRows<TTile>(thread);
        int bRead = TMatrix.IsTransposed
            ? ATileQuads<TTile>() + TensorProduct.ColumnsByRows<TTile>(thread)
            : ATileQuads<TTile>() * 4 + TensorProduct.ColumnsBySteps<TTile>(thread);

        int write = 0;
        for (int step = begin; step < begin + TTile.Stages - 1; step++)
        {
            Copy<TMatrix, TTile>(x, w, copies, tap, phase, source, step, end, rows, group, weightRow, weightColumn, ref shared[write + aTo], ref shared[write + bTo]);
            tap = tap.Next<TMatrix>(TTile.Depth);
            write += StageQuads<TMatrix, TTile>();
        }

        TensorSums sums = default;
        int read = 0;
        for (int step = begin; step < end; step++)
        {
            Gx.WaitForCopies(TTile.Stages - 2);
            Group.Barrier();
            Copy<TMatrix, TTile>(
                x, w, copies, tap, phase, source, step + TTile.Stages - 1, end, rows, group, weightRow, weightColumn, ref shared[write + aTo], ref shared[write + bTo]);
            tap = tap.Next<TMatrix>(TTile.Depth);
            if (TMatrix.IsTransposed)
            {
                sums = TensorProduct.Add<TTile>(sums, ref shared[read + aRead], ref shared[read + bRead]);
            }
            else
            {
                sums = TensorProduct.Add<TTile>(sums, ref shared[read + aRead], ref shared.Cast<float>()[read * 4 + bRead]);
            }

            write = read;
            read += StageQuads<TMatrix, TTile>();
            read &= -Bits.Less(read, TTile.Stages * StageQuads<TMatrix, TTile>());
        }

        Gx.WaitForCopies(0);
        int column = firstColumn + TensorProduct.WarpColumn<TTile>(thread) + (thread & 3) * 2;
        var output = new TensorOutputs
        {
            Target = target,
            Value = valuePicture,
            Phase = phase,
            PhaseHeight = phaseHeight,
            PhaseWidth = phaseWidth,
            Pixels = pixels,
            Base = Grid.IdxZ * partialStride,
            Channel = group * TMatrix.Outputs + column,
            Left = TMatrix.Outputs - column,
        };
        int pixel = firstPixel + TensorProduct.WarpRow<TTile>(thread) + ((thread & 31) >> 2);
        TensorOutputs.Store<TMatrix, TTile, TEpilogue, TMask>(y, bias, value, output, ConvEnd.Of<TEpilogue, TMask>(partialStride, accumulate), pixel, sums);
    }

    private static int ATileQuads<TTile>() where TTile : struct, ITensorTile => TTile.Rows * TensorLayout<TTile>.RowQuads;

    private static int StageQuads<TMatrix, TTile>() where TMatrix : struct, IImplicitMatrix where TTile : struct, ITensorTile =>
        (TMatrix.IsTransposed ? TensorLayout<TTile>.TransposedBytes : TensorLayout<TTile>.ConvBytes) / (16 * TTile.Stages);

    private static void Copy<TMatrix, TTile>(
        ArrayView<float> x, ArrayView<float> w, TensorPixels copies, TensorTap tap, Phase phase, Picture source,
        int step, int end, int rows, int group, int weightRow, int weightColumn, ref F4 aTo, ref F4 bTo)
        where TMatrix : struct, IImplicitMatrix where TTile : struct, ITensorTile
    {
        int isLive = Bits.Less(step, end);
        TensorPixels.Copy<TMatrix, TTile>(copies, x, tap, source, isLive, ref aTo);
        if (TMatrix.IsTransposed)
        {
            int from = tap.WeightOffset<TMatrix>(group, phase) + weightColumn * TMatrix.WeightColumnStride;
            TensorWeights.CopyByRows<TMatrix, TTile>(w, from, weightColumn, tap.Exists(phase) & isLive, ref bTo);
        }
        else
        {
            int row = step * TTile.Depth + weightRow;
            int from = TMatrix.WeightRow(group, row, phase, default) + weightColumn;
            TensorWeights.CopyBySteps<TMatrix, TTile>(w, from, row, rows, Bits.Less(weightColumn, TMatrix.WeightColumns) & isLive, ref bTo);
        }

        Gx.CommitCopies();
    }
}
