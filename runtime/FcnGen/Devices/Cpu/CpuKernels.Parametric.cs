using FcnGen.CompilerServices;

namespace FcnGen;

internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void Activate<TActivation>(Blob x, Parameter parameter, Blob y) where TActivation : struct, IParametricActivation =>
        Parametric(new ParametricBody<TActivation> { From = View(x), To = View(y), Parameter = Packed(parameter).Data });

    /// <inheritdoc/>
    public void ActivateBackwardData<TActivation>(Blob dy, Parameter parameter, Blob x, Blob dx) where TActivation : struct, IParametricActivation =>
        Parametric(new ParametricBody<TActivation> { From = View(dy), To = View(dx), Stored = View(x), IsGradient = true, Parameter = Packed(parameter).Data });

    /// <inheritdoc/>
    public void ActivateBackwardParameter<TActivation>(Blob x, Blob dy, Parameter parameter, bool accumulate) where TActivation : struct, IParametricActivation
    {
        View gradient = View(dy);
        float* partials = device.Scratch.Shared((long)gradient.Rows * gradient.Channels);
        var body = new ParametricRowBody<TActivation> { Input = View(x), Gradient = gradient, Parameter = Packed(parameter).Data, Partials = partials };
        RowTasks<ParametricRowBody<TActivation>>.Run(device.Pool, body, gradient.Rows, (long)gradient.Width * gradient.Channels);
        SumRows(partials, gradient, parameter, accumulate);
    }

    private void Parametric<TActivation>(ParametricBody<TActivation> body) where TActivation : struct, IParametricActivation =>
        RowTasks<ParametricBody<TActivation>>.Run(device.Pool, body, body.To.Rows, (long)body.To.Width * body.To.Channels);
}
