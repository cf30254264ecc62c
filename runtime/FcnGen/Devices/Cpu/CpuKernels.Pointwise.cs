using FcnGen.CompilerServices;

namespace FcnGen;

internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void Activate<TActivation>(Blob x, Blob y) where TActivation : struct, IActivation =>
        Pointwise(new PointwiseBody
        {
            From = View(x),
            To = View(y),
            Factor = 1,
            MaskFactor = 1,
            Relu = TActivation.IsRelu,
            Activation = ActivationRun<Activate<TActivation, Store>>.Address,
        });

    /// <inheritdoc/>
    public void PointwiseBackward<TMask>(float factor, Blob dy, Blob x, Blob dx, bool accumulate) where TMask : struct, IGradientMask =>
        Pointwise(new PointwiseBody
        {
            From = View(dy),
            To = View(dx),
            MaskSource = TMask.Masks ? View(x) : default,
            Factor = factor,
            Load = accumulate,
            Masks = TMask.Masks,
            Gradient = GradientRun<TMask>.Address,
            MaskFactor = TMask.Factor,
        });

    /// <inheritdoc/>
    public void Dropout(float ratio, KeyCell key, Blob x, Blob y) => Pointwise(Drop(ratio, key, x, y, accumulate: false));

    /// <inheritdoc/>
    public void DropoutBackward(float ratio, KeyCell key, Blob dy, Blob dx, bool accumulate) => Pointwise(Drop(ratio, key, dy, dx, accumulate));

    /// <inheritdoc/>
    public void AddScaled(float factor, Blob x, Blob y, bool accumulate) =>
        Pointwise(new PointwiseBody { From = View(x), To = View(y), Factor = factor, MaskFactor = 1, Load = accumulate });

    /// <inheritdoc/>
    public void Clear(Blob x)
    {
        View view = View(x);
        RowTasks<ClearBody>.Run(device.Pool, new ClearBody { To = view }, view.Rows, (long)view.Width * view.Channels);
    }

    private PointwiseBody Drop(float ratio, KeyCell key, Blob from, Blob to, bool accumulate) => new()
    {
        From = View(from),
        To = View(to),
        Factor = 1 / (1 - ratio),
        MaskFactor = 1,
        Load = accumulate,
        Drops = true,
        Key = Read(key),
        Threshold = CounterRandom.Threshold(ratio),
    };

    private void Pointwise(PointwiseBody body) =>
        RowTasks<PointwiseBody>.Run(device.Pool, body, body.To.Rows, (long)body.To.Width * body.To.Channels);
}
