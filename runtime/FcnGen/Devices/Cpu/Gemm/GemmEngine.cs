using System;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace FcnGen;

/// <summary>Cuts products into tasks that do not depend on each other and hands them to the workers.</summary>
internal sealed unsafe partial class GemmEngine<TKernel>(WorkerPool pool, Scratch scratch) : GemmEngine where TKernel : struct, IMicroKernel
{
    /// <summary>Rows of A gathered at a time: with the panel of weights they fill about a quarter of a 2 MB second-level cache.</summary>
    private const int MaxRows = 336;

    /// <summary>Products smaller than this many multiplications stay on one thread.</summary>
    private const long SmallProduct = 1 << 17;

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

    private static int Panels(int channels) => (channels + TKernel.Columns - 1) / TKernel.Columns;

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}

/// <summary>A product: a task is a block of cells × a block of panels, walked once along the depth.</summary>
internal unsafe struct GemmBody<TKernel> : IBody where TKernel : struct, IMicroKernel
{
    public GemmJob Job;
    public int RowBlocks;
    public int RowsPerBlock;
    public int Panels;
    public int PanelsPerBlock;
    public float** Scratch;

    /// <summary>Values of scratch per worker: the gathered block, one tile, and two offsets per row.</summary>
    public static long ScratchFloats(int rows) => (long)rows * IBlockOrder.Pitch + 64 + TKernel.Rows * TKernel.Columns + 4L * rows;

    /// <inheritdoc/>
    public readonly void Run(int task, int worker)
    {
        // Neighbouring tasks share their panels, so that weights too large for the cache are read from memory once.
        int panelBlock = task / RowBlocks;
        long row = (long)(task - panelBlock * RowBlocks) * RowsPerBlock;
        int rows = (int)Math.Min(RowsPerBlock, Job.A.Rows - row);
        int firstPanel = panelBlock * PanelsPerBlock;
        int endPanel = Math.Min(Panels, firstPanel + PanelsPerBlock);

        float* block = Scratch[worker];
        float* tile = block + (long)RowsPerBlock * IBlockOrder.Pitch + 64;
        long* offsets = (long*)(tile + TKernel.Rows * TKernel.Columns);
        long* maskOffsets = offsets + RowsPerBlock;
        Offsets(Job.C, row, rows, offsets);
        if (Job.Finish.Masks && Job.Finish.MaskSource.PixelStride == 0) new Span<long>(maskOffsets, rows).Clear();
        else if (Job.Finish.Masks) Offsets(Job.Finish.MaskSource, row, rows, maskOffsets);

        int from = 0;
        do
        {
            int depth = Math.Min(IBlockOrder.Depth, Job.Depth - from);
            Job.A.Gather(row, rows, Job.From + from, depth, block);
            bool load = from > 0 || Job.Accumulate;
            bool finish = Job.Last && from + depth == Job.Depth;
            for (int panel = firstPanel; panel < endPanel; panel++)
            {
                float* b = Job.B + panel * Job.PanelStride + (long)from * TKernel.Columns;
                int channel = panel * TKernel.Columns;
                int columns = Math.Min(TKernel.Columns, Job.Channels - channel);
                for (int r = 0; r < rows; r += TKernel.Rows)
                {
                    TKernel.Multiply<PixelRows>(depth, block + (long)r * IBlockOrder.Pitch, b, tile);
                    int count = Math.Min(TKernel.Rows, rows - r);
                    if (finish)
                    {
                        Complete(tile, count, offsets + r, maskOffsets + r, Job.FirstChannel + channel, columns, load);
                    }
                    else
                    {
                        Store(tile, count, offsets + r, Job.FirstChannel + channel, columns, load);
                    }
                }
            }

            from += depth;
        }
        while (from < Job.Depth);
    }

    private readonly void Offsets(in View view, long row, int rows, long* offsets)
    {
        for (int r = 0; r < rows; r++)
        {
            long cell = (row + r) / Job.A.GridWidth;
            int j = (int)(row + r - cell * Job.A.GridWidth);
            int image = (int)(cell / Job.A.GridHeight);
            int i = (int)(cell - (long)image * Job.A.GridHeight);
            offsets[r] = image * view.ImageStride + (Job.Top + (long)i * Job.Step.Height) * view.RowStride + (Job.Left + (long)j * Job.Step.Width) * view.PixelStride;
        }
    }

    private readonly void Store(float* tile, int rows, long* offsets, int channel, int columns, bool load)
    {
        // Vector<T> has 256 bits even where there are 512.
        if (Vector512.IsHardwareAccelerated && TKernel.Columns == 32 && columns == 32)
        {
            for (int r = 0; r < rows; r++, tile += TKernel.Columns)
            {
                float* c = Job.C.Data + offsets[r] + channel;
                Vector512<float> low = Vector512.Load(tile);
                Vector512<float> high = Vector512.Load(tile + 16);
                if (load)
                {
                    low += Vector512.Load(c);
                    high += Vector512.Load(c + 16);
                }

                low.Store(c);
                high.Store(c + 16);
            }

            return;
        }

        for (int r = 0; r < rows; r++, tile += TKernel.Columns)
        {
            float* c = Job.C.Data + offsets[r] + channel;
            int j = 0;
            for (; j <= columns - Vector<float>.Count; j += Vector<float>.Count)
            {
                Vector<float> sum = Vector.Load(tile + j);
                if (load) sum += Vector.Load(c + j);
                Vector.Store(sum, c + j);
            }

            for (; j < columns; j++) c[j] = load ? c[j] + tile[j] : tile[j];
        }
    }

    private readonly void Complete(float* tile, int rows, long* offsets, long* maskOffsets, int channel, int columns, bool load)
    {
        ref readonly Finish finish = ref Job.Finish;
        for (int r = 0; r < rows; r++, tile += TKernel.Columns)
        {
            float* c = Job.C.Data + offsets[r] + channel;
            float* bias = finish.Bias is null ? null : finish.Bias + channel;
            float* mask = finish.Masks && finish.Gradient is null ? finish.MaskSource.Data + maskOffsets[r] + channel : null;
            int j = 0;
            for (; j <= columns - Vector<float>.Count; j += Vector<float>.Count)
            {
                Vector<float> sum = Vector.Load(tile + j);
                if (load) sum += Vector.Load(c + j);
                if (bias is not null) sum += Vector.Load(bias + j);
                if (finish.Relu) sum = Vector.Max(sum, Vector<float>.Zero);
                sum *= finish.Factor;
                if (mask is not null) sum = Vector.ConditionalSelect(Vector.GreaterThan(Vector.Load(mask + j), Vector<float>.Zero), sum, Vector<float>.Zero);
                Vector.Store(sum, c + j);
            }

            for (; j < columns; j++)
            {
                float sum = load ? c[j] + tile[j] : tile[j];
                if (bias is not null) sum += bias[j];
                if (finish.Relu) sum = Math.Max(sum, 0);
                sum *= finish.Factor;
                if (mask is not null && !(mask[j] > 0)) sum = 0;
                c[j] = sum;
            }
        }

        // A call for each row would cost as much as a pass over the map of its own.
        if (finish.Activation is not null) finish.Activation(Job.C.Data + channel, offsets, rows, columns);
        if (finish.Gradient is not null) finish.Gradient(Job.C.Data + channel, offsets, finish.MaskSource.Data + channel, maskOffsets, rows, columns);
    }
}
