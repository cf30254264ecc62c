using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcnGen.Geometry;

namespace FcnGen;

/// <summary>Convolutions as products of <see cref="GemmEngine"/> whose matrix of pixels and taps is gathered block by block.</summary>
/// <param name="gemm">The products.</param>
/// <param name="pool">Who does them.</param>
/// <param name="scratch">Working memory.</param>
/// <param name="transposedValues">Values of transposed weights made at a time; larger layers go along their depth in several steps, and are not kept.</param>
internal sealed unsafe partial class ImplicitGemm(GemmEngine gemm, WorkerPool pool, Scratch scratch, int transposedValues) : ConvAlgorithm
{
    /// <inheritdoc/>
    public override void Forward(in ConvGeometry g, View x, CpuParameterBuffer weights, View y, bool accumulate, Finish finish)
    {
        int* rowTaps = stackalloc int[g.Kernel.Height];
        int* columnTaps = stackalloc int[g.Kernel.Width];
        Taps(g, Axis.Height, rowTaps);
        Taps(g, Axis.Width, columnTaps);
        var layout = new PackedWeights(g.Outputs, g.GroupInputs, g.Taps, g.Groups, gemm.Columns);
        for (int group = 0; group < g.Groups; group++)
        {
            ImplicitMatrix a = Matrix(x, group * g.GroupInputs, g.GroupInputs, rowTaps, g.Kernel.Height, columnTaps, g.Kernel.Width, g.Stride, y.Height, y.Width);
            gemm.Multiply(new GemmJob
            {
                A = a,
                B = weights.Data + group * layout.GroupLength,
                PanelStride = (long)layout.Depth * gemm.Columns,
                Depth = a.Depth,
                C = y,
                FirstChannel = group * g.GroupOutputs,
                Channels = g.GroupOutputs,
                Step = 1,
                Accumulate = accumulate,
                Last = true,
                Finish = finish,
            });
        }
    }

    /// <inheritdoc/>
    public override void BackwardWeights(in ConvGeometry g, View x, View dy, float* gradient, bool accumulate)
    {
        int* rowTaps = stackalloc int[g.Kernel.Height];
        int* columnTaps = stackalloc int[g.Kernel.Width];
        Taps(g, Axis.Height, rowTaps);
        Taps(g, Axis.Width, columnTaps);
        var layout = new PackedWeights(g.Outputs, g.GroupInputs, g.Taps, g.Groups, gemm.Columns);
        for (int group = 0; group < g.Groups; group++)
        {
            gemm.WeightGradient(new WeightGradientJob
            {
                A = Matrix(x, group * g.GroupInputs, g.GroupInputs, rowTaps, g.Kernel.Height, columnTaps, g.Kernel.Width, g.Stride, dy.Height, dy.Width),
                D = dy,
                FirstChannel = group * g.GroupOutputs,
                Channels = g.GroupOutputs,
                G = gradient + group * layout.GroupLength,
                Accumulate = accumulate,
            });
        }
    }

    /// <summary>Where the taps of cell 0 read.</summary>
    private static void Taps(in ConvGeometry g, Axis along, int* taps)
    {
        for (int k = 0; k < g.Kernel[along]; k++) taps[k] = k * g.Dilation[along] - g.Pad[along];
    }

    private static ImplicitMatrix Matrix(
        View source, int firstChannel, int channels, int* rowTaps, int rows, int* columnTaps, int columns, PerAxis<int> step, int height, int width) => new()
        {
            Source = source.Slice(firstChannel, channels),
            Channels = channels,
            RowTaps = rowTaps,
            RowTapCount = rows,
            ColumnTaps = columnTaps,
            ColumnTapCount = columns,
            Step = step,
            GridHeight = height,
            GridWidth = width,
        };
}

/// <summary>
/// The matrix "output cells × kernel taps" of a convolution, never stored: blocks of it are gathered from the picture when needed.
/// Row (image, i, j), column (tap row a, tap column b, channel c) is the value at (i · Step.Height + RowTaps[a], j · Step.Width + ColumnTaps[b], c), and zero
/// outside the picture.
/// </summary>
internal unsafe struct ImplicitMatrix
{
    /// <summary>The picture, at the first channel of the group.</summary>
    public View Source;

    /// <summary>Channels of the group.</summary>
    public int Channels;

    /// <summary>Input rows of the taps relative to cell 0, ascending.</summary>
    public int* RowTaps;

    /// <summary>Number of tap rows.</summary>
    public int RowTapCount;

    /// <summary>Input columns of the taps relative to cell 0, ascending.</summary>
    public int* ColumnTaps;

    /// <summary>Number of tap columns.</summary>
    public int ColumnTapCount;

    /// <summary>Input cells from one output cell to the next.</summary>
    public PerAxis<int> Step;

    /// <summary>Output rows per picture.</summary>
    public int GridHeight;

    /// <summary>Output columns per picture.</summary>
    public int GridWidth;

    /// <summary>Rows of the matrix.</summary>
    public readonly long Rows => (long)Source.Batch * GridHeight * GridWidth;

    /// <summary>Columns of the matrix.</summary>
    public readonly int Depth => RowTapCount * ColumnTapCount * Channels;

    /// <summary>Writes rows [<paramref name="row"/>, + <paramref name="rows"/>), columns [<paramref name="from"/>, + <paramref name="depth"/>) at the pitch of <see cref="IBlockOrder"/>.</summary>
    public readonly void Gather(long row, int rows, int from, int depth, float* block)
    {
        // Where the tap columns of one tap row lie side by side in memory they are copied as one run.
        bool joined = ColumnTapCount > 1 && Source.PixelStride == Channels
            && ColumnTaps[ColumnTapCount - 1] - ColumnTaps[0] == ColumnTapCount - 1;
        int segmentCells = joined ? ColumnTapCount : 1;
        int segmentsPerRow = joined ? 1 : ColumnTapCount;
        int segment = segmentCells * Channels;
        int end = from + depth;
        for (int start = from; start < end;)
        {
            int index = start / segment;
            int first = start - index * segment;
            int last = Math.Min(segment, first + end - start);
            int tapRow = index / segmentsPerRow;
            int tapColumn = index - tapRow * segmentsPerRow;
            GatherSegment(row, rows, RowTaps[tapRow], ColumnTaps[tapColumn], segmentCells, first, last, block + (start - from));
            start += last - first;
        }
    }

    /// <summary>One run of columns: values [first, last) of the cells from the tap on.</summary>
    private readonly void GatherSegment(long row, int rows, int tapRow, int tapColumn, int cells, int first, int last, float* to)
    {
        long cell = row / GridWidth;
        int j = (int)(row - cell * GridWidth);
        int image = (int)(cell / GridHeight);
        int i = (int)(cell - (long)image * GridHeight);
        int length = last - first;
        for (int done = 0; done < rows; image++, i = 0)
        {
            for (; i < GridHeight && done < rows; i++, j = 0)
            {
                int count = Math.Min(rows - done, GridWidth - j);
                int h = i * Step.Height + tapRow;
                if ((uint)h >= (uint)Source.Height)
                {
                    for (int n = 0; n < count; n++) Zero(to + (long)n * IBlockOrder.Pitch, length);
                }
                else
                {
                    GatherRow(Source.Row(image, h), j * Step.Width + tapColumn, count, cells, first, last, to);
                }

                done += count;
                to += (long)count * IBlockOrder.Pitch;
            }
        }
    }

    private readonly void GatherRow(float* source, int w, int count, int cells, int first, int last, float* to)
    {
        int length = last - first;
        for (int n = 0; n < count; n++, w += Step.Width, to += IBlockOrder.Pitch)
        {
            if (w >= 0 && w + cells <= Source.Width)
            {
                Copy(source + (long)w * Source.PixelStride + first, to, length);
                continue;
            }

            // The part of the run that lies inside the picture; several cells only where they touch in memory.
            int low = Math.Clamp(Math.Max(0, -w), 0, cells) * Channels;
            int high = Math.Clamp(Math.Min(cells, Source.Width - w), 0, cells) * Channels;
            low = Math.Clamp(low, first, last);
            high = Math.Clamp(high, low, last);
            Zero(to, low - first);
            Copy(source + (long)w * Source.PixelStride + low, to + (low - first), high - low);
            Zero(to + (high - first), last - high);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* from, float* to, int length)
    {
        if (length < 16)
        {
            for (int i = 0; i < length; i++) to[i] = from[i];
            return;
        }

        // The last vector overlaps the one before it, which spares a loop over single values.
        for (int i = 0; i < length - 16; i += 16) Vector512.Store(Vector512.Load(from + i), to + i);
        Vector512.Store(Vector512.Load(from + length - 16), to + length - 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Zero(float* to, int length) => new Span<float>(to, length).Clear();
}
