using FcnGen.CompilerServices;

namespace FcnGen;

// Between a map and one cell: the mean over all cells, and one cell for all.
internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void GlobalAvgPool(Blob x, Blob y) => Sum<PassThrough>(x, 1.0 / ((double)x.Height * x.Width), y, y, accumulate: false);

    /// <inheritdoc/>
    public void GlobalAvgPoolBackward<TMask>(Blob dy, Blob x, Blob dx, bool accumulate) where TMask : struct, IGradientMask =>
        Spread<TMask>(dy, 1f / ((float)dx.Height * dx.Width), x, dx, accumulate);

    /// <inheritdoc/>
    public void Broadcast(Blob x, Blob y) => Spread<PassThrough>(x, 1, y, y, accumulate: false);

    /// <inheritdoc/>
    public void BroadcastBackward<TMask>(Blob dy, Blob x, Blob dx, bool accumulate) where TMask : struct, IGradientMask => Sum<TMask>(dy, 1, x, dx, accumulate);

    private void Sum<TMask>(Blob from, double factor, Blob mask, Blob to, bool accumulate) where TMask : struct, IGradientMask
    {
        View view = View(from);
        double* sums = (double*)device.Scratch.Shared(2L * view.Rows * view.Channels);
        RowTasks<MapRowSumBody>.Run(device.Pool, new MapRowSumBody { From = view, Sums = sums }, view.Rows, (long)view.Width * view.Channels);
        var body = new MapSumBody
        {
            Sums = sums,
            Rows = view.Height,
            Factor = factor,
            Target = Target<TMask>(to, mask, accumulate),
            Scratch = device.Scratch.Workers(view.Channels),
        };
        RowTasks<MapSumBody>.Run(device.Pool, body, view.Batch, (long)view.Height * view.Channels);
    }

    private void Spread<TMask>(Blob from, float factor, Blob mask, Blob to, bool accumulate) where TMask : struct, IGradientMask
    {
        var body = new SpreadBody
        {
            From = View(from),
            Factor = factor,
            Target = Target<TMask>(to, mask, accumulate),
            Scratch = device.Scratch.Workers(from.Channels),
        };
        RowTasks<SpreadBody>.Run(device.Pool, body, body.Target.To.Rows, (long)to.Width * to.Channels);
    }
}
