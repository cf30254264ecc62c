using FcnGen.CompilerServices;

namespace FcnGen;

internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void Activate<TActivation>(Blob x, Parameter parameter, Blob y) where TActivation : struct, IParametricActivation
    {
        var body = new ParametricBody<TActivation> { From = View(x), To = View(y), Parameter = Packed(parameter).Data };
        RowTasks<ParametricBody<TActivation>>.Run(device.Pool, body, body.To.Rows, (long)y.Width * y.Channels);
    }

    /// <inheritdoc/>
    public void ActivateBackwardData<TActivation, TMask>(Blob dy, Parameter parameter, Blob x, Blob dx, bool accumulate)
        where TActivation : struct, IParametricActivation where TMask : struct, IGradientMask
    {
        var body = new ParametricBackwardBody<TActivation>
        {
            Gradient = View(dy),
            Input = View(x),
            Target = Target<TMask>(dx, x, accumulate),
            Parameter = Packed(parameter).Data,
            Scratch = device.Scratch.Workers(dx.Channels),
        };
        RowTasks<ParametricBackwardBody<TActivation>>.Run(device.Pool, body, body.Target.To.Rows, (long)dx.Width * dx.Channels);
    }

    /// <inheritdoc/>
    public void ActivateBackwardParameter<TActivation>(Blob x, Blob dy, Parameter parameter, bool accumulate) where TActivation : struct, IParametricActivation
    {
        View gradient = View(dy);
        float* partials = device.Scratch.Shared((long)gradient.Rows * gradient.Channels);
        var body = new ParametricRowBody<TActivation> { Input = View(x), Gradient = gradient, Parameter = Packed(parameter).Data, Partials = partials };
        RowTasks<ParametricRowBody<TActivation>>.Run(device.Pool, body, gradient.Rows, (long)gradient.Width * gradient.Channels);
        SumRows(partials, gradient, parameter, accumulate);
    }
}
