using System.Numerics;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>to = activation(from), or the gradient of one: to = gradient(from, stored). A learned value per channel.</summary>
internal unsafe struct ParametricBody<TActivation> : IRowBody where TActivation : struct, IParametricActivation
{
    public View From;
    public View To;

    /// <summary>What came in, where a gradient is wanted.</summary>
    public View Stored;
    public bool IsGradient;
    public float* Parameter;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* from = From.Row(row), to = To.Row(row), stored = IsGradient ? Stored.Row(row) : null;
        for (int w = 0; w < To.Width; w++, from += From.PixelStride, to += To.PixelStride)
        {
            if (IsGradient) Gradient(from, stored + (long)w * Stored.PixelStride, to, To.Channels);
            else Apply(from, to, To.Channels);
        }
    }

    private readonly void Apply(float* from, float* to, int count)
    {
        int c = 0;
        for (; c <= count - Lanes.Width; c += Lanes.Width)
            Vector.Store(TActivation.Apply<Vector<float>, VectorArithmetic>(Vector.Load(from + c), Vector.Load(Parameter + c)), to + c);
        for (; c < count; c++) to[c] = TActivation.Apply<float, ScalarArithmetic>(from[c], Parameter[c]);
    }

    private readonly void Gradient(float* from, float* stored, float* to, int count)
    {
        int c = 0;
        for (; c <= count - Lanes.Width; c += Lanes.Width)
        {
            Vector<float> gradient = TActivation.Gradient<Vector<float>, VectorArithmetic>(Vector.Load(from + c), Vector.Load(stored + c), Vector.Load(Parameter + c));
            Vector.Store(gradient, to + c);
        }

        for (; c < count; c++) to[c] = TActivation.Gradient<float, ScalarArithmetic>(from[c], stored[c], Parameter[c]);
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
