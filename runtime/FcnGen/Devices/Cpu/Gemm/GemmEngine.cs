using System;

namespace FcnGen;

/// <summary>Cuts products into tasks that do not depend on each other and hands them to the workers.</summary>
internal sealed unsafe class GemmEngine<TKernel>(WorkerPool pool, Scratch scratch) : GemmEngine where TKernel : struct, IMicroKernel
{
    /// <summary>Rows of A gathered at a time: with the panel of weights they fill about a quarter of a 2 MB second-level cache.</summary>
    private const int MaxRows = 336;

    /// <summary>Products smaller than this many multiplications stay on one thread.</summary>
    private const long SmallProduct = 1 << 17;

    /// <summary>Tasks of a weight gradient below which the cells are split, too.</summary>
    private const int WantedTasks = 24;

    /// <summary>Most memory, in values, for partial weight gradients.</summary>
    private const long MaxPartials = 16L << 20;

    /// <inheritdoc/>
    public override int Columns => TKernel.Columns;

    /// <inheritdoc/>
    public override void Multiply(in GemmJob job)
    {
        long rows = job.A.Rows;
        if (rows == 0 || job.Channels == 0) return;
        int panels = Panels(job.Channels);
        bool small = rows * job.Channels * job.Depth < SmallProduct;
        int wanted = small || pool.Count == 1 ? 1 : 4 * pool.Count;
        int rowBlocks = checked((int)((rows + MaxRows - 1) / MaxRows));
        int panelBlocks = Math.Clamp((wanted + rowBlocks - 1) / rowBlocks, 1, Math.Max(1, panels / 2));
        if (rowBlocks * panelBlocks < wanted) rowBlocks = (int)Math.Min((wanted + panelBlocks - 1) / panelBlocks, (rows + TKernel.Rows - 1) / TKernel.Rows);
        int rowsPerBlock = RoundUp((int)((rows + rowBlocks - 1) / rowBlocks), TKernel.Rows);
        rowBlocks = (int)((rows + rowsPerBlock - 1) / rowsPerBlock);
        int panelsPerBlock = (panels + panelBlocks - 1) / panelBlocks;
        panelBlocks = (panels + panelsPerBlock - 1) / panelsPerBlock;

        var body = new GemmBody<TKernel>
        {
            Job = job,
            RowBlocks = rowBlocks,
            RowsPerBlock = rowsPerBlock,
            Panels = panels,
            PanelsPerBlock = panelsPerBlock,
            Scratch = scratch.Workers(GemmBody<TKernel>.ScratchFloats(rowsPerBlock)),
        };
        int tasks = rowBlocks * panelBlocks;
        if (small)
        {
            for (int task = 0; task < tasks; task++) body.Run(task, 0);
        }
        else
        {
            pool.Run(body, tasks);
        }
    }

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

    private static int Panels(int channels) => (channels + TKernel.Columns - 1) / TKernel.Columns;

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
