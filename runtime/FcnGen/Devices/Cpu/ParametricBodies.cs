using System.Numerics;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>to = activation(from), with a learned value per channel.</summary>
internal unsafe struct ParametricBody<TActivation> : IRowBody where TActivation : struct, IParametricActivation
{
    public View From;
    public View To;
    public float* Parameter;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* from = From.Row(row), to = To.Row(row);
        for (int w = 0; w < To.Width; w++, from += From.PixelStride, to += To.PixelStride) Apply(from, to, To.Channels);
    }

    private readonly void Apply(float* from, float* to, int count)
    {
        int c = 0;
        for (; c <= count - Lanes.Width; c += Lanes.Width)
            Vector.Store(TActivation.Apply<Vector<float>, VectorArithmetic>(Vector.Load(from + c), Vector.Load(Parameter + c)), to + c);
        for (; c < count; c++) to[c] = TActivation.Apply<float, ScalarArithmetic>(from[c], Parameter[c]);
    }
}

/// <summary>The gradient of such an activation by what came in.</summary>
internal unsafe struct ParametricBackwardBody<TActivation> : IRowBody where TActivation : struct, IParametricActivation
{
    public View Gradient;
    public View Input;
    public GradientTarget Target;
    public float* Parameter;
    public float** Scratch;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* dy = Gradient.Row(row), x = Input.Row(row), sum = Scratch[worker];
        int image = row / Target.To.Height, h = row % Target.To.Height;
        for (int w = 0; w < Target.To.Width; w++, dy += Gradient.PixelStride, x += Input.PixelStride)
        {
            Back(dy, x, sum, Target.To.Channels);
            Target.Store(sum, image, h, w);
        }
    }

    private readonly void Back(float* dy, float* x, float* to, int count)
    {
        int c = 0;
        for (; c <= count - Lanes.Width; c += Lanes.Width)
            Vector.Store(TActivation.Gradient<Vector<float>, VectorArithmetic>(Vector.Load(dy + c), Vector.Load(x + c), Vector.Load(Parameter + c)), to + c);
        for (; c < count; c++) to[c] = TActivation.Gradient<float, ScalarArithmetic>(dy[c], x[c], Parameter[c]);
    }
}

/// <summary>Sums each row's part of the gradient by learned values per channel; <see cref="ChannelSumBody"/> then adds the rows.</summary>
internal unsafe struct ParametricRowBody<TActivation> : IRowBody where TActivation : struct, IParametricActivation
{
    public View Input;
    public View Gradient;
    public float* Parameter;
    public float* Partials;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        int channels = Gradient.Channels;
        float* sum = Partials + (long)row * channels;
        Lanes.Clear(sum, channels);
        float* x = Input.Row(row), dy = Gradient.Row(row);
        for (int w = 0; w < Gradient.Width; w++, x += Input.PixelStride, dy += Gradient.PixelStride) Add(x, dy, sum, channels);
    }

    private readonly void Add(float* x, float* dy, float* sum, int count)
    {
        int c = 0;
        for (; c <= count - Lanes.Width; c += Lanes.Width)
        {
            Vector<float> part = TActivation.ParameterGradient<Vector<float>, VectorArithmetic>(Vector.Load(dy + c), Vector.Load(x + c), Vector.Load(Parameter + c));
            Vector.Store(Vector.Load(sum + c) + part, sum + c);
        }

        for (; c < count; c++) sum[c] += TActivation.ParameterGradient<float, ScalarArithmetic>(dy[c], x[c], Parameter[c]);
    }
}
