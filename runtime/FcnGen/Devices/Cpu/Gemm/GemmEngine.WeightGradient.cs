using System;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace FcnGen;

// The gradient of weights: the matrix of cells and taps, transposed, times the gradient by the output.
internal sealed unsafe partial class GemmEngine<TKernel>
{
    /// <summary>Tasks of a weight gradient below which the cells are split, too.</summary>
    private const int WantedTasks = 24;

    /// <summary>Most memory, in values, for partial weight gradients.</summary>
    private const long MaxPartials = 16L << 20;

    /// <inheritdoc/>
    public override void WeightGradient(in WeightGradientJob job)
    {
        int depth = job.A.Depth;
        int panels = Panels(job.Channels);
        long rows = job.A.Rows;
        int tapsPerBlock = Math.Min(IBlockOrder.Depth / TKernel.Rows * TKernel.Rows, RoundUp(depth, TKernel.Rows));
        int tapBlocks = (depth + tapsPerBlock - 1) / tapsPerBlock;
        int panelsPerBlock = Math.Max(1, 256 / TKernel.Columns);
        int panelBlocks = (panels + panelsPerBlock - 1) / panelsPerBlock;
        long length = (long)panels * depth * TKernel.Columns;

        // The split depends on the shape only, so that sums do not depend on the number of threads.
        int cellBlocks = (int)((rows + IBlockOrder.Depth - 1) / IBlockOrder.Depth);
        long splits = (WantedTasks + (long)tapBlocks * panelBlocks - 1) / ((long)tapBlocks * panelBlocks);
        splits = Math.Clamp(splits, 1, Math.Max(1, Math.Min(cellBlocks / 4, MaxPartials / length)));
        int cellBlocksPerSplit = (int)((cellBlocks + splits - 1) / splits);
        splits = Math.Max(1, (cellBlocks + cellBlocksPerSplit - 1) / Math.Max(1, cellBlocksPerSplit));

        float* partials = splits > 1 ? scratch.Shared(splits * length) : null;
        pool.Run(
            new WeightGradientBody<TKernel>
            {
                Job = job,
                Target = splits > 1 ? partials : job.G,
                TargetStride = splits > 1 ? length : 0,
                Accumulate = splits == 1 && job.Accumulate,
                Depth = depth,
                TapsPerBlock = tapsPerBlock,
                TapBlocks = tapBlocks,
                Panels = panels,
                PanelsPerBlock = panelsPerBlock,
                PanelBlocks = panelBlocks,
                CellsPerSplit = (long)cellBlocksPerSplit * IBlockOrder.Depth,
                Scratch = scratch.Workers(WeightGradientBody<TKernel>.ScratchFloats(panelsPerBlock)),
            },
            tapBlocks * panelBlocks * (int)splits);
        if (splits > 1) pool.Run(new SumBody { From = partials, Count = (int)splits, Length = length, To = job.G, Accumulate = job.Accumulate }, SumBody.Tasks(length));
    }
}

/// <summary>A gradient of weights: a task is a block of taps × a block of panels × a range of cells, which it walks in blocks.</summary>
internal unsafe struct WeightGradientBody<TKernel> : IBody where TKernel : struct, IMicroKernel
{
    public WeightGradientJob Job;
    public float* Target;
    public long TargetStride;
    public bool Accumulate;
    public int Depth;
    public int TapsPerBlock;
    public int TapBlocks;
    public int Panels;
    public int PanelsPerBlock;
    public int PanelBlocks;
    public long CellsPerSplit;
    public float** Scratch;

    private const int TileLength = IBlockOrder.Depth * TapTiles.Line;

    /// <summary>Values of scratch per worker: a gathered block, the block cut into tiles, the packed output gradients, and one tile of sums.</summary>
    public static long ScratchFloats(int panels) =>
        (long)IBlockOrder.Depth * IBlockOrder.Pitch + 64 + (long)Tiles * TileLength
        + (long)panels * IBlockOrder.Depth * TKernel.Columns + TKernel.Rows * TKernel.Columns;

    private static int Tiles => (IBlockOrder.Depth + TKernel.Rows - 1) / TKernel.Rows;

    /// <inheritdoc/>
    public readonly void Run(int task, int worker)
    {
        int split = task / (TapBlocks * PanelBlocks);
        int within = task - split * TapBlocks * PanelBlocks;
        int tap = within / PanelBlocks * TapsPerBlock;
        int firstPanel = within % PanelBlocks * PanelsPerBlock;
        int taps = Math.Min(TapsPerBlock, Depth - tap);
        int panels = Math.Min(PanelsPerBlock, Panels - firstPanel);
        float* block = Scratch[worker];
        float* tiles = block + (long)IBlockOrder.Depth * IBlockOrder.Pitch + 64;
        float* packed = tiles + (long)Tiles * TileLength;
        float* tile = packed + (long)PanelsPerBlock * IBlockOrder.Depth * TKernel.Columns;
        float* target = Target + split * TargetStride;

        long cell = split * CellsPerSplit;
        long end = Math.Min(Job.A.Rows, cell + CellsPerSplit);
        bool load = Accumulate;
        do
        {
            int cells = (int)Math.Min(IBlockOrder.Depth, end - cell);
            Job.A.Gather(cell, cells, tap, taps, block);
            Cut(block, cells, taps, tiles);
            Pack(cell, cells, firstPanel, panels, packed);
            for (int p = 0; p < panels; p++)
            {
                float* b = packed + (long)p * IBlockOrder.Depth * TKernel.Columns;
                float* g = target + ((long)(firstPanel + p) * Depth + tap) * TKernel.Columns;
                for (int t = 0; t < taps; t += TKernel.Rows)
                {
                    TKernel.Multiply<TapTiles>(cells, tiles + (long)(t / TKernel.Rows) * TileLength, b, tile);
                    Store(tile, g + (long)t * TKernel.Columns, Math.Min(TKernel.Rows, taps - t) * TKernel.Columns, load);
                }
            }

            load = true;
            cell += cells;
        }
        while (cell < end);
    }

    /// <summary>
    /// Cuts a block into tiles, so that the micro-kernel reads one line after the other. The lines of a tile overlap those of the next;
    /// what follows the last tap is read and never used.
    /// </summary>
    private static void Cut(float* block, int cells, int taps, float* tiles)
    {
        for (int t = 0; t < taps; t += TKernel.Rows, tiles += TileLength)
        {
            float* from = block + t;
            for (float* to = tiles; to < tiles + (long)cells * TapTiles.Line; to += TapTiles.Line, from += IBlockOrder.Pitch)
                Vector512.Store(Vector512.Load(from), to);
        }
    }

    private readonly void Pack(long cell, int cells, int firstPanel, int panels, float* packed)
    {
        int width = Job.A.GridWidth;
        for (int done = 0; done < cells;)
        {
            long line = (cell + done) / width;
            int j = (int)(cell + done - line * width);
            int count = Math.Min(cells - done, width - j);
            float* d = Job.D.Row((int)line) + (long)j * Job.D.PixelStride + Job.FirstChannel;
            for (int p = 0; p < panels; p++)
            {
                int channel = (firstPanel + p) * TKernel.Columns;
                int columns = Math.Min(TKernel.Columns, Job.Channels - channel);
                float* to = packed + ((long)p * IBlockOrder.Depth + done) * TKernel.Columns;
                float* from = d + channel;
                for (int n = 0; n < count; n++, from += Job.D.PixelStride, to += TKernel.Columns)
                {
                    int c = 0;
                    for (; c <= columns - 16; c += 16) Vector512.Store(Vector512.Load(from + c), to + c);
                    for (; c < columns; c++) to[c] = from[c];
                    for (; c < TKernel.Columns; c++) to[c] = 0;
                }
            }

            done += count;
        }
    }

    private static void Store(float* tile, float* g, int count, bool load)
    {
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector512<float> sum = Vector512.Load(tile + i);
            if (load) sum += Vector512.Load(g + i);
            Vector512.Store(sum, g + i);
        }

        for (; i < count; i++) g[i] = load ? g[i] + tile[i] : tile[i];
    }
}

/// <summary>To (+)= the sum of several arrays, added in their order.</summary>
internal unsafe struct SumBody : IBody
{
    private const int Chunk = 1 << 14;

    public float* From;
    public int Count;
    public long Length;
    public float* To;
    public bool Accumulate;

    public static int Tasks(long length) => checked((int)((length + Chunk - 1) / Chunk));

    /// <inheritdoc/>
    public readonly void Run(int task, int worker)
    {
        long start = (long)task * Chunk;
        int length = (int)Math.Min(Chunk, Length - start);
        int i = 0;
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> sum = Accumulate ? Vector.Load(To + start + i) : Vector<float>.Zero;
            for (int n = 0; n < Count; n++) sum += Vector.Load(From + n * Length + start + i);
            Vector.Store(sum, To + start + i);
        }

        for (; i < length; i++)
        {
            float sum = Accumulate ? To[start + i] : 0;
            for (int n = 0; n < Count; n++) sum += From[n * Length + start + i];
            To[start + i] = sum;
        }
    }
}
