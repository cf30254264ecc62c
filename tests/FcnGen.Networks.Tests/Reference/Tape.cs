using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>
/// Layers evaluated one by one in double precision by the plain loops that also judge each operation, recording how to go back. Knows
/// nothing of the product: no fusion, no padding tricks, crops by copying.
/// </summary>
internal sealed partial class Tape(Func<string, double[]> parameters)
{
    private readonly Stack<Action> _backward = new();
    private readonly Dictionary<string, Weights> _weights = [];

    /// <summary>A tape with the parameters that a network has now.</summary>
    public static Tape Of(Network network) => new(parameter => [.. network.ParameterSet[parameter].Read().Select(value => (double)value)]);

    public IReadOnlyDictionary<string, Weights> Parameters => _weights;

    public void Backward()
    {
        while (_backward.Count > 0) _backward.Pop()();
    }

    public Map DilatedConv(string name, Map x, int outputs, int kernel, int pad, int dilation, bool relu) =>
        Conv(name, x, outputs, kernel, 1, pad, 1, relu, dilation);

    public Map Conv(string name, Map x, int outputs, int kernel, int stride = 1, int pad = 0, int groups = 1, bool relu = false, int dilation = 1)
    {
        var conv = ConvReference.Square(x.Channels, outputs, kernel, stride, pad, dilation, groups);
        return Conv(name, x, conv, conv.HeightOf(x.Height), conv.WidthOf(x.Width), relu);
    }

    /// <summary>A convolution of any window, with a bias, of so many cells.</summary>
    public Map Conv(string name, Map x, ConvReference conv, int height, int width, bool relu = false)
    {
        Weights w = Parameter(name + ".weight"), b = Parameter(name + ".bias");
        Array4 kernels = w.As(conv.Outputs, conv.Inputs / conv.Groups, conv.KernelH, conv.KernelW);
        Map y = Record(conv.Forward(x.Value, kernels, b.Values, height, width), dy =>
        {
            Add(x, conv.BackwardData(dy, kernels, x.Height, x.Width));
            w.Add(conv.BackwardWeights(x.Value, dy));
            b.Add(ConvReference.BackwardBias(dy));
        });
        return relu ? Pointwise(y, v => Math.Max(0, v), v => v > 0 ? 1 : 0) : y;
    }

    /// <summary>A transposed convolution; fixed bilinear unless <paramref name="learned"/>.</summary>
    public Map Deconv(string name, Map x, int outputs, int kernel, int stride, bool learned = false)
    {
        var deconv = DeconvReference.Square(x.Channels, outputs, kernel, stride, 0, 1, learned ? 1 : outputs);
        return Deconv(name, x, deconv, deconv.HeightOf(x.Height), deconv.WidthOf(x.Width), learned);
    }

    /// <summary>A transposed convolution of any window, of so many cells; fixed bilinear, each channel by itself, unless <paramref name="learned"/>.</summary>
    public Map Deconv(string name, Map x, DeconvReference deconv, int height, int width, bool learned)
    {
        Weights? w = learned ? Parameter(name + ".weight") : null;
        Array4 kernels = w?.As(deconv.Inputs, deconv.Outputs / deconv.Groups, deconv.KernelH, deconv.KernelW)
            ?? BilinearReference.Kernel(deconv.Outputs, deconv.KernelH, deconv.KernelW);
        return Record(deconv.Forward(x.Value, kernels, null, height, width), dy =>
        {
            Add(x, deconv.BackwardData(dy, kernels, x.Height, x.Width));
            w?.Add(deconv.BackwardWeights(x.Value, dy));
        });
    }

    /// <summary>A learned transposed convolution with a bias per output channel.</summary>
    public Map BiasedDeconv(string name, Map x, int outputs, int kernel, int stride)
    {
        Map y = Deconv(name, x, outputs, kernel, stride, learned: true);
        Weights b = Parameter(name + ".bias");
        int plane = y.Height * y.Width;
        for (int at = 0; at < y.Values.Length; at++) y.Values[at] += b.Values[at / plane];
        _backward.Push(() => b.Add(ConvReference.BackwardBias(y.Gradient)));
        return y;
    }

    /// <summary>The mean of 3×3 windows at stride 1 and pad 1: zeros around the picture count.</summary>
    public Map AvgPool3(Map x) => AvgPool(x, PoolReference.Square(3, 1, 1));

    /// <summary>The mean of windows, the size rounded up.</summary>
    public Map AvgPool(Map x, PoolReference pool) => Record(
        pool.Mean(x.Value, pool.HeightOf(x.Height), pool.WidthOf(x.Width)), dy => Add(x, pool.MeanBackward(dy, x.Height, x.Width)));

    public Map MaxPool(Map x, int kernel, int stride) => MaxPool(x, PoolReference.Square(kernel, stride, 0));

    /// <summary>The largest value of windows, the size rounded up.</summary>
    public Map MaxPool(Map x, PoolReference pool)
    {
        (Array4 y, byte[] winners) = pool.Max(x.Value, pool.HeightOf(x.Height), pool.WidthOf(x.Width));
        return Record(y, dy => Add(x, pool.MaxBackward(dy, winners, x.Height, x.Width)));
    }

    /// <summary>Across channels: x · (1 + α/n Σ x²)^−β.</summary>
    public Map Lrn(Map x, int size, double alpha, double beta)
    {
        var lrn = new LrnReference(size, alpha, beta, 1);
        return Record(lrn.Forward(x.Value), dy => Add(x, lrn.Backward(x.Value, dy)));
    }

    public Map Scale(Map x, double factor) => Pointwise(x, value => value * factor, _ => factor);

    /// <summary>Multiplies each value by a fixed factor of its own: what dropout does once its coins are tossed.</summary>
    public Map Times(Map x, Func<int, int, int, double> factor)
    {
        var factors = new Array4(1, x.Channels, x.Height, x.Width);
        for (int c = 0; c < x.Channels; c++)
            for (int row = 0; row < x.Height; row++)
                for (int column = 0; column < x.Width; column++) factors[0, c, row, column] = factor(c, row, column);
        return Record(x.Value.Zip(factors, (v, f) => v * f), dy => Add(x, dy.Zip(factors, (g, f) => g * f)));
    }

    /// <summary>The mean of all cells, as one cell.</summary>
    public Map GlobalAvgPool(Map x) => Record(
        MapReference.Mean(x.Value), dy => Add(x, MapReference.Spread(dy, x.Height, x.Width).Map(gradient => gradient / (x.Height * x.Width))));

    /// <summary>One cell for all of a map.</summary>
    public Map Broadcast(Map x, int height, int width) => Record(MapReference.Spread(x.Value, height, width), dy => Add(x, MapReference.Sum(dy)));

    /// <summary>A resized map of so many cells.</summary>
    public Map Resize(Map x, ResizeReference resize, int height, int width) =>
        Record(resize.Forward(x.Value, height, width), dy => Add(x, resize.Backward(dy, x.Height, x.Width)));

    public Map Crop(Map x, int offset, int height, int width) => Crop(x, offset, offset, height, width);

    public Map Crop(Map x, int top, int left, int height, int width)
    {
        var y = new Map(x.Channels, height, width);
        void Visit(Action<int, int> visit)
        {
            for (int c = 0; c < y.Channels; c++)
                for (int row = 0; row < height; row++)
                    for (int column = 0; column < width; column++) visit(y.At(c, row, column), x.At(c, row + top, column + left));
        }

        Visit((to, from) => y.Values[to] = x.Values[from]);
        _backward.Push(() => Visit((to, from) => x.Gradients[from] += y.Gradients[to]));
        return y;
    }

    public Map Sum(params (Map X, double Factor)[] terms)
    {
        var y = new Map(terms[0].X.Channels, terms[0].X.Height, terms[0].X.Width);
        foreach ((Map x, double factor) in terms)
        {
            Assert.Equal((y.Channels, y.Height, y.Width), (x.Channels, x.Height, x.Width));
            for (int at = 0; at < y.Values.Length; at++) y.Values[at] += factor * x.Values[at];
        }

        _backward.Push(() =>
        {
            foreach ((Map x, double factor) in terms)
                for (int at = 0; at < y.Values.Length; at++) x.Gradients[at] += factor * y.Gradients[at];
        });
        return y;
    }

    public Map Concat(params Map[] parts)
    {
        var y = new Map(parts.Sum(part => part.Channels), parts[0].Height, parts[0].Width);
        int start = 0;
        foreach (Map part in parts)
        {
            part.Values.CopyTo(y.Values, start);
            start += part.Values.Length;
        }

        _backward.Push(() =>
        {
            int first = 0;
            foreach (Map part in parts)
            {
                for (int at = 0; at < part.Values.Length; at++) part.Gradients[at] += y.Gradients[first + at];
                first += part.Values.Length;
            }
        });
        return y;
    }

    /// <summary>−Σ log p / N over the pixels that are not ignored; N is their number, or 1 for a sum.</summary>
    public double SoftmaxLoss(Map scores, byte[] labels, int ignore, bool mean, double weight = 1, double[]? classWeights = null)
    {
        (double loss, _, Array4 gradient) = new LossReference(ignore, mean, classWeights ?? [], weight, _ => true).Evaluate(scores.Value, labels);
        _backward.Push(() => Add(scores, gradient));
        return loss;
    }

    /// <summary>The sigmoid cross-entropy of every channel over the pixels that are not ignored, divided by their number, or by 1 for a sum.</summary>
    public double SigmoidLoss(Map scores, byte[] labels, int ignore, bool mean, double positiveWeight = 1, double weight = 1)
    {
        (double loss, _, Array4 gradient) = new SigmoidLossReference(ignore, mean, positiveWeight, weight, _ => true).Evaluate(scores.Value, labels);
        _backward.Push(() => Add(scores, gradient));
        return loss;
    }

    /// <summary>A function of single values, with its derivative.</summary>
    public Map Pointwise(Map x, Func<double, double> f, Func<double, double> derivative) =>
        Record(x.Value.Map(f), dy => Add(x, dy.Zip(x.Value, (g, v) => g * derivative(v))));

    /// <summary>x where it is positive, else the slope of its channel times x.</summary>
    /// <param name="parameter">The slopes.</param>
    /// <param name="x">What comes in.</param>
    public Map PRelu(string parameter, Map x)
    {
        Weights slopes = Parameter(parameter);
        Array4 a = slopes.As(1, x.Channels, 1, 1);
        ParametricReference f = ParametricReference.Of<PRelu>();
        return Record(f.Forward(x.Value, a), dy =>
        {
            Add(x, f.BackwardData(dy, x.Value, a));
            slopes.Add(f.BackwardParameter(dy, x.Value, a).Gradient);
        });
    }

    private Map Record(Array4 value, Action<Array4> back)
    {
        var y = new Map(value);
        _backward.Push(() => back(y.Gradient));
        return y;
    }

    private static void Add(Map to, Array4 gradient)
    {
        for (int at = 0; at < to.Gradients.Length; at++) to.Gradients[at] += gradient.Values[at];
    }

    private Weights Parameter(string name)
    {
        if (!_weights.TryGetValue(name, out Weights? weights)) _weights.Add(name, weights = new Weights(name, parameters(name)));
        return weights;
    }
}
