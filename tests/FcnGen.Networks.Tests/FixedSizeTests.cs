using System;
using System.Linq;
using FcnGen.Geometry;
using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Networks.Tests;

/// <summary>Networks that take pictures of one size.</summary>
public sealed class FixedSizeTests
{
    /// <summary>Values in the published weight files.</summary>
    [Fact]
    public void Inner_products_cover_what_they_read()
    {
        Assert.Equal(431_080, LeNet.Definition.Layers.Sum(layer => layer.Parameters));
        Assert.Equal(60_965_224, CaffeNetClassifier.Definition.Layers.Sum(layer => layer.Parameters));
        Assert.Equal([4, 1], LeNet.Definition.Layers.Where(l => l.Kind == LayerKind.InnerProduct).Select(l => l.Kernel.Height));
        Assert.Equal([6, 1, 1], CaffeNetClassifier.Definition.Layers.Where(l => l.Kind == LayerKind.InnerProduct).Select(l => l.Kernel.Height));
        Assert.Equal([new PerAxis<int>(3, 6)], WideClassifier.Definition.Layers.Where(l => l.Kind == LayerKind.InnerProduct).Select(l => l.Kernel));
        Assert.Equal((1, 1), CaffeNetClassifier.Definition.Sizes(227, 227)[^1]);
    }

    [Fact]
    public void Agree_with_a_layer_by_layer_evaluation()
    {
        using Device device = Device.Cpu();
        using var network = new WideClassifier(device, 3);
        NetworkCase.RandomiseBiases(network);
        float[] image = NetworkCase.RandomImage(2, 9, 18);
        byte[] labels = NetworkCase.RandomLabels(9, 18, 4);
        Tape tape = Tape.Of(network);
        Map pool = tape.MaxPool(tape.Conv("conv", Map.Of(image, 2, 9, 18), 6, 3, pad: 1, relu: true), 3, 3);
        Map ip = tape.Conv("ip", pool, new Cpu.Tests.ConvReference(6, 5, 3, 6, 1, 1, 0, 0, 1, 1, 1), 1, 1, relu: true);
        Map up = tape.Deconv("up", ip, new Cpu.Tests.DeconvReference(5, 4, 9, 18, 3, 3, 0, 0, 1, 1, 1), 9, 18, learned: true);
        double expected = tape.SoftmaxLoss(up, labels, 255, mean: true);
        tape.Backward();

        Assert.Equal(expected, network.ForwardTraining(image, labels, 1, 9, 18), 1e-5);
        network.Backward();
        // The gradient goes through one cell: small differences of large sums.
        Closeness.CheckGradients(tape, NetworkRun.GradientsOf(network), 1, 5e-4);
    }

    [Theory]
    [InlineData(9, 17)]
    [InlineData(18, 9)]
    [InlineData(10, 18)]
    public void Another_size_is_refused_with_the_one_that_is_taken(int height, int width)
    {
        using Device device = Device.Cpu();
        using var network = new WideClassifier(device, 3);
        Assert.Equal((new PerAxis<int>(9, 18), new PerAxis<int>(9, 18)), (network.Description.FixedSize!.Value, network.Description.MinSize));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => network.ForwardTraining(new float[2 * height * width], new byte[height * width], 1, height, width));
        Assert.Contains($"WideClassifier takes pictures of 9x18 pixels only; this one is {height}x{width}.", error.Message, StringComparison.Ordinal);
    }
}
