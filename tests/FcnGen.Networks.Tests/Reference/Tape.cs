using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>
/// Layers evaluated one by one in double precision by plain loops, recording how to go back. Knows nothing of the product: no fusion,
/// no padding tricks, full kernels for every transposed convolution, crops by copying.
/// </summary>
internal sealed class Tape(Func<string, double[]> parameters)
{
    private readonly Stack<Action> _backward = new();
    private readonly Dictionary<string, Weights> _weights = [];

    public IReadOnlyDictionary<string, Weights> Parameters => _weights;

    public void Backward()
    {
        while (_backward.Count > 0) _backward.Pop()();
    }

    public Map DilatedConv(string name, Map x, int outputs, int kernel, int pad, int dilation, bool relu) =>
        Conv(name, x, outputs, kernel, 1, pad, 1, relu, dilation);

    public Map Conv(string name, Map x, int outputs, int kernel, int stride = 1, int pad = 0, int groups = 1, bool relu = false, int dilation = 1)
    {
        Weights w = Parameter(name + ".weight");
        Weights b = Parameter(name + ".bias");
        int extent = (kernel - 1) * dilation + 1;
        var y = new Map(outputs, (x.Height + 2 * pad - extent) / stride + 1, (x.Width + 2 * pad - extent) / stride + 1);
        int inPerGroup = x.Channels / groups;
        int outPerGroup = outputs / groups;
        void Visit(Action<int, int, int> visit)
        {
            for (int o = 0; o < outputs; o++)
                for (int row = 0; row < y.Height; row++)
                    for (int column = 0; column < y.Width; column++)
                        for (int i = 0; i < inPerGroup; i++)
                            for (int ky = 0; ky < kernel; ky++)
                                for (int kx = 0; kx < kernel; kx++)
                                {
                                    int inRow = row * stride - pad + ky * dilation;
                                    int inColumn = column * stride - pad + kx * dilation;
                                    if (!x.Contains(inRow, inColumn)) continue;
                                    visit(y.At(o, row, column), x.At(o / outPerGroup * inPerGroup + i, inRow, inColumn), ((o * inPerGroup + i) * kernel + ky) * kernel + kx);
                                }
        }

        Visit((to, from, weight) => y.Values[to] += x.Values[from] * w.Values[weight]);
        for (int at = 0; at < y.Values.Length; at++) y.Values[at] += b.Values[at / (y.Height * y.Width)];
        if (relu) for (int at = 0; at < y.Values.Length; at++) y.Values[at] = Math.Max(0, y.Values[at]);
        _backward.Push(() =>
        {
            if (relu) for (int at = 0; at < y.Values.Length; at++) if (y.Values[at] <= 0) y.Gradients[at] = 0;
            for (int at = 0; at < y.Values.Length; at++) b.Gradients[at / (y.Height * y.Width)] += y.Gradients[at];
            Visit((to, from, weight) =>
            {
                x.Gradients[from] += y.Gradients[to] * w.Values[weight];
                w.Gradients[weight] += y.Gradients[to] * x.Values[from];
            });
        });
        return y;
    }

    /// <summary>A transposed convolution by full C×C kernels; fixed bilinear unless <paramref name="learned"/>.</summary>
    public Map Deconv(string name, Map x, int outputs, int kernel, int stride, bool learned = false)
    {
        Weights w = learned ? Parameter(name + ".weight") : Weights.Bilinear(name, outputs, kernel);
        var y = new Map(outputs, stride * (x.Height - 1) + kernel, stride * (x.Width - 1) + kernel);
        void Visit(Action<int, int, int> visit)
        {
            for (int i = 0; i < x.Channels; i++)
                for (int o = 0; o < outputs; o++)
                {
                    if (!learned && i != o) continue; // the fixed kernels are zero off the diagonal
                    for (int row = 0; row < x.Height; row++)
                        for (int column = 0; column < x.Width; column++)
                            for (int ky = 0; ky < kernel; ky++)
                                for (int kx = 0; kx < kernel; kx++)
                                    visit(y.At(o, row * stride + ky, column * stride + kx), x.At(i, row, column), ((i * outputs + o) * kernel + ky) * kernel + kx);
                }
        }

        Visit((to, from, weight) => y.Values[to] += x.Values[from] * w.Values[weight]);
        _backward.Push(() => Visit((to, from, weight) =>
        {
            x.Gradients[from] += y.Gradients[to] * w.Values[weight];
            w.Gradients[weight] += y.Gradients[to] * x.Values[from];
        }));
        return y;
    }

    /// <summary>A learned transposed convolution with a bias per output channel.</summary>
    public Map BiasedDeconv(string name, Map x, int outputs, int kernel, int stride)
    {
        Map y = Deconv(name, x, outputs, kernel, stride, learned: true);
        Weights b = Parameter(name + ".bias");
        int plane = y.Height * y.Width;
        for (int at = 0; at < y.Values.Length; at++) y.Values[at] += b.Values[at / plane];
        _backward.Push(() =>
        {
            for (int at = 0; at < y.Values.Length; at++) b.Gradients[at / plane] += y.Gradients[at];
        });
        return y;
    }

    /// <summary>The mean of 3×3 windows at stride 1 and pad 1: zeros around the picture count.</summary>
    public Map AvgPool3(Map x)
    {
        var y = new Map(x.Channels, x.Height, x.Width);
        void Visit(Action<int, int> visit)
        {
            for (int c = 0; c < x.Channels; c++)
                for (int row = 0; row < x.Height; row++)
                    for (int column = 0; column < x.Width; column++)
                        for (int dy = -1; dy <= 1; dy++)
                            for (int dx = -1; dx <= 1; dx++)
                                if (x.Contains(row + dy, column + dx)) visit(y.At(c, row, column), x.At(c, row + dy, column + dx));
        }

        Visit((to, from) => y.Values[to] += x.Values[from] / 9);
        _backward.Push(() => Visit((to, from) => x.Gradients[from] += y.Gradients[to] / 9));
        return y;
    }

    public Map MaxPool(Map x, int kernel, int stride)
    {
        var y = new Map(x.Channels, CeilSize(x.Height, kernel, stride), CeilSize(x.Width, kernel, stride));
        var winners = new int[y.Values.Length];
        for (int c = 0; c < y.Channels; c++)
            for (int row = 0; row < y.Height; row++)
                for (int column = 0; column < y.Width; column++)
                {
                    int best = -1;
                    for (int inRow = row * stride; inRow < Math.Min(row * stride + kernel, x.Height); inRow++)
                        for (int inColumn = column * stride; inColumn < Math.Min(column * stride + kernel, x.Width); inColumn++)
                            if (best < 0 || x[c, inRow, inColumn] > x.Values[best]) best = x.At(c, inRow, inColumn);
                    winners[y.At(c, row, column)] = best;
                    y.Values[y.At(c, row, column)] = x.Values[best];
                }

        _backward.Push(() =>
        {
            for (int at = 0; at < winners.Length; at++) x.Gradients[winners[at]] += y.Gradients[at];
        });
        return y;
    }

    /// <summary>Across channels: x · (1 + α/n Σ x²)^−β.</summary>
    public Map Lrn(Map x, int size, double alpha, double beta)
    {
        var y = new Map(x.Channels, x.Height, x.Width);
        var scale = new double[x.Values.Length];
        int plane = x.Height * x.Width;
        IEnumerable<int> Window(int at) =>
            Enumerable.Range(at / plane - size / 2, size).Where(c => c >= 0 && c < x.Channels).Select(c => c * plane + at % plane);
        for (int at = 0; at < scale.Length; at++)
        {
            scale[at] = 1 + alpha / size * Window(at).Sum(other => x.Values[other] * x.Values[other]);
            y.Values[at] = x.Values[at] * Math.Pow(scale[at], -beta);
        }

        _backward.Push(() =>
        {
            for (int at = 0; at < scale.Length; at++)
            {
                x.Gradients[at] += y.Gradients[at] * Math.Pow(scale[at], -beta);
                foreach (int other in Window(at))
                    x.Gradients[other] -= y.Gradients[at] * x.Values[at] * beta * Math.Pow(scale[at], -beta - 1) * 2 * alpha / size * x.Values[other];
            }
        });
        return y;
    }

    public Map Scale(Map x, double factor) => Pointwise(x, value => value * factor, _ => factor);

    /// <summary>Multiplies each value by a fixed factor of its own: what dropout does once its coins are tossed.</summary>
    public Map Times(Map x, Func<int, int, int, double> factor)
    {
        var y = new Map(x.Channels, x.Height, x.Width);
        for (int c = 0; c < x.Channels; c++)
            for (int row = 0; row < x.Height; row++)
                for (int column = 0; column < x.Width; column++)
                    y.Values[y.At(c, row, column)] = x[c, row, column] * factor(c, row, column);
        _backward.Push(() =>
        {
            for (int c = 0; c < x.Channels; c++)
                for (int row = 0; row < x.Height; row++)
                    for (int column = 0; column < x.Width; column++)
                        x.Gradients[x.At(c, row, column)] += y.Gradients[y.At(c, row, column)] * factor(c, row, column);
        });
        return y;
    }

    public Map Crop(Map x, int offset, int height, int width)
    {
        var y = new Map(x.Channels, height, width);
        void Visit(Action<int, int> visit)
        {
            for (int c = 0; c < y.Channels; c++)
                for (int row = 0; row < height; row++)
                    for (int column = 0; column < width; column++) visit(y.At(c, row, column), x.At(c, row + offset, column + offset));
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
        int plane = scores.Height * scores.Width;
        double divisor = mean ? Math.Max(1, labels.Count(label => label != ignore)) : 1;
        double loss = 0;
        var gradients = new double[scores.Values.Length];
        for (int pixel = 0; pixel < plane; pixel++)
        {
            if (labels[pixel] == ignore) continue;
            double[] column = [.. Enumerable.Range(0, scores.Channels).Select(c => scores.Values[c * plane + pixel])];
            double largest = column.Max();
            double sum = column.Sum(value => Math.Exp(value - largest));
            double factor = weight * (classWeights?[labels[pixel]] ?? 1) / divisor;
            for (int c = 0; c < column.Length; c++)
            {
                double p = Math.Exp(column[c] - largest) / sum;
                gradients[c * plane + pixel] = factor * (p - (c == labels[pixel] ? 1 : 0));
                if (c == labels[pixel]) loss -= factor * Math.Log(p);
            }
        }

        _backward.Push(() =>
        {
            for (int at = 0; at < gradients.Length; at++) scores.Gradients[at] += gradients[at];
        });
        return loss;
    }

    /// <summary>A function of single values, with its derivative.</summary>
    public Map Pointwise(Map x, Func<double, double> f, Func<double, double> derivative)
    {
        var y = new Map(x.Channels, x.Height, x.Width);
        for (int at = 0; at < x.Values.Length; at++) y.Values[at] = f(x.Values[at]);
        _backward.Push(() =>
        {
            for (int at = 0; at < x.Values.Length; at++) x.Gradients[at] += y.Gradients[at] * derivative(x.Values[at]);
        });
        return y;
    }

    private Weights Parameter(string name)
    {
        if (!_weights.TryGetValue(name, out Weights? weights)) _weights.Add(name, weights = new Weights(name, parameters(name)));
        return weights;
    }

    private static int CeilSize(int size, int kernel, int stride) => (int)Math.Ceiling((size - kernel) / (double)stride) + 1;
}
