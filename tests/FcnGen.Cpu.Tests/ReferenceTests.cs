using System;

namespace FcnGen.Cpu.Tests;

/// <summary>The double-precision references themselves: their gradients against finite differences of their forward passes.</summary>
public sealed class ReferenceTests
{
    private const double Step = 1e-4;

    [Theory]
    [InlineData(4, 6, 3, 2, 1, 1, 2)]
    [InlineData(2, 3, 2, 3, 0, 1, 1)]
    [InlineData(3, 2, 3, 1, -1, 2, 1)]
    public void Convolution(int inputs, int outputs, int kernel, int stride, int pad, int dilation, int groups)
    {
        var random = new Random(1);
        var conv = ConvReference.Square(inputs, outputs, kernel, stride, pad, dilation, groups);
        Array4 x = Array4.Random(random, 2, inputs, 8, 7);
        Array4 weight = Array4.Random(random, outputs, inputs / groups, kernel, kernel);
        int height = conv.HeightOf(8);
        int width = conv.WidthOf(7);
        Array4 dy = Array4.Random(random, 2, outputs, height, width);
        var bias = new double[outputs];
        Check(x, conv.BackwardData(dy, weight, 8, 7), () => conv.Forward(x, weight, bias, height, width).Dot(dy));
        Check(weight, conv.BackwardWeights(x, dy), () => conv.Forward(x, weight, bias, height, width).Dot(dy));
        Array4 biases = new(1, outputs, 1, 1);
        Check(biases, ConvReference.BackwardBias(dy), () => conv.Forward(x, weight, biases.Values, height, width).Dot(dy));
    }

    [Theory]
    [InlineData(4, 6, 4, 2, 1, 1, 2)]
    [InlineData(3, 2, 3, 3, 0, 2, 1)]
    public void Transposed_convolution(int inputs, int outputs, int kernel, int stride, int pad, int dilation, int groups)
    {
        var random = new Random(2);
        var deconv = DeconvReference.Square(inputs, outputs, kernel, stride, pad, dilation, groups);
        Array4 x = Array4.Random(random, 2, inputs, 3, 4);
        Array4 weight = Array4.Random(random, inputs, outputs / groups, kernel, kernel);
        Array4 dy = Array4.Random(random, 2, outputs, 7, 8);
        Check(x, deconv.BackwardData(dy, weight, 3, 4), () => deconv.Forward(x, weight, null, 7, 8).Dot(dy));
        Check(weight, deconv.BackwardWeights(x, dy), () => deconv.Forward(x, weight, null, 7, 8).Dot(dy));
    }

    [Fact]
    public void Pooling()
    {
        var random = new Random(3);
        PoolReference pool = PoolReference.Square(3, 2, 1);
        Array4 x = Array4.Random(random, 1, 2, 6, 7);
        // Distinct values, far enough apart that the step never changes the winner.
        for (int i = 0; i < x.Values.Length; i++) x.Values[i] = (i * 37 % x.Values.Length) * 0.01;
        Array4 dy = Array4.Random(random, 1, 2, 4, 4);
        (_, byte[] winners) = pool.Max(x, 4, 4);
        Check(x, pool.MaxBackward(dy, winners, 6, 7), () => pool.Max(x, 4, 4).Y.Dot(dy));
        Check(x, pool.MeanBackward(dy, 6, 7), () => pool.Mean(x, 4, 4).Dot(dy));
    }

    [Theory]
    [InlineData(ResizeMode.Bilinear, 7, 9)]
    [InlineData(ResizeMode.Bilinear, 2, 3)]
    [InlineData(ResizeMode.Nearest, 7, 3)]
    public void Resizing(ResizeMode mode, int height, int width)
    {
        var random = new Random(6);
        var resize = new ResizeReference(mode, ResizeCoordinates.HalfPixel, NearestRounding.HalfUp);
        Array4 x = Array4.Random(random, 2, 2, 4, 5);
        Array4 dy = Array4.Random(random, 2, 2, height, width);
        Check(x, resize.Backward(dy, 4, 5), () => resize.Forward(x, height, width).Dot(dy));
    }

    [Fact]
    public void Normalisation()
    {
        var random = new Random(4);
        var lrn = new LrnReference(5, 1.1, 0.75, 1);
        Array4 x = Array4.Random(random, 2, 7, 2, 2);
        Array4 dy = Array4.Random(random, 2, 7, 2, 2);
        Check(x, lrn.Backward(x, dy), () => lrn.Forward(x).Dot(dy));
    }

    [Fact]
    public void Loss()
    {
        var random = new Random(5);
        var loss = new LossReference(255, true, [1, 2, 0.5], 3, pixel => pixel % 3 != 0);
        Array4 scores = Array4.Random(random, 2, 3, 2, 3);
        byte[] labels = [0, 1, 2, 255, 1, 1, 0, 0, 2, 2, 255, 1];
        Check(scores, loss.Evaluate(scores, labels).Gradient, () => loss.Evaluate(scores, labels).Loss);
    }

    private static void Check(Array4 variable, Array4 gradient, Func<double> function)
    {
        for (int i = 0; i < variable.Values.Length; i++)
        {
            double value = variable.Values[i];
            variable.Values[i] = value + Step;
            double above = function();
            variable.Values[i] = value - Step;
            double below = function();
            variable.Values[i] = value;
            Assert.Equal((above - below) / (2 * Step), gradient.Values[i], 1e-6);
        }
    }
}
