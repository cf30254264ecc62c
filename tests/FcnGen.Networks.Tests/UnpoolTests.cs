using System;
using System.Linq;
using FcnGen.Geometry;
using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Networks.Tests;

/// <summary>Networks with unpoolings against an evaluation layer by layer and finite differences, in every pass.</summary>
public sealed class UnpoolTests
{
    private const int Height = 9, Width = 11;

    [Theory]
    [InlineData(7, 9)]
    [InlineData(8, 8)]
    [InlineData(1, 1)]
    public void A_small_segnet_agrees_with_a_layer_by_layer_evaluation(int height, int width)
    {
        using Device device = Device.Cpu();
        UnpoolCases.SegNet.Check(device, height, width);
    }

    [Theory]
    [InlineData(7, 9)]
    [InlineData(12, 5)]
    [InlineData(1, 1)]
    public void Unpoolings_that_share_memory_agree_with_a_layer_by_layer_evaluation(int height, int width)
    {
        using Device device = Device.Cpu();
        UnpoolCases.Tangle.Check(device, height, width);
    }

    [Fact]
    public void Gradients_are_finite_differences_of_the_loss()
    {
        using Device device = Device.Cpu();
        using Network network = UnpoolCases.SegNet.On(device);
        Assert.Equal(10, network.ParameterSet.All.Count);
        FiniteDifferences.Check(network, network.ParameterSet.All, Height, Width, step: 1e-3f);
    }

    [Fact]
    public void A_description_has_the_sizes_of_what_the_pools_read()
    {
        NetworkDescription description = TinySegNet.Definition;
        Layer[] layers = [.. description.Layers];
        int pool1 = Array.FindIndex(layers, layer => layer.Name == "pool1"), unpool1 = Array.FindIndex(layers, layer => layer.Name == "unpool1");
        Assert.Equal((LayerKind.Unpool, pool1), (layers[unpool1].Kind, layers[unpool1].Undoes));
        Assert.Equal(2, layers.Count(layer => layer.Undoes >= 0));
        foreach ((int height, int width) in new[] { (1, 1), (7, 10), (13, 9) })
        {
            var sizes = description.Sizes(height, width);
            Assert.Equal((height, width), sizes[unpool1]);
            Assert.Equal(sizes[Array.FindIndex(layers, layer => layer.Name == "conv2")], sizes[Array.FindIndex(layers, layer => layer.Name == "unpool2")]);
        }

        Assert.Equal(new PerAxis<int>(1, 1), description.MinSize);
    }

    /// <summary>
    /// The winners are those of before the activation and the dropout of the pool, which change its value only; the gradient of an unpooling does
    /// not go to the pool.
    /// </summary>
    [Fact]
    public void Activation_and_dropout_of_the_pool_leave_its_winners()
    {
        using Device device = Device.Cpu();
        using var network = new DroppedUnpoolNet(device, seed: 11);
        NetworkCase.RandomiseBiases(network);
        float[] image = NetworkCase.RandomImage(3, Height, Width);
        byte[] labels = NetworkCase.RandomLabels(Height, Width, 3);
        Tape tape = Tape.Of(network);
        Map conv1 = tape.Conv("conv1", Map.Of(image, 3, Height, Width), 6, 3, pad: 1);
        (Map largest, byte[] winners) = UnpoolCases.Halve(tape, conv1);
        Map pool1 = tape.Times(UnpoolCases.Leaky(tape, largest, -0.5), Coins.Dropout(network.KeyOf(2), 0.5, 6, (Width + 1) / 2));
        Map unpool1 = UnpoolCases.Double(tape, tape.Conv("conv2", pool1, 6, 3, pad: 1, relu: true), winners, conv1);
        Map dropped = tape.Times(unpool1, Coins.Dropout(network.KeyOf(4), 0.25, 6, Width));
        double expected = tape.SoftmaxLoss(tape.Conv("score", dropped, 3, 1), labels, 255, mean: true);
        tape.Backward();

        Assert.Equal(expected, network.ForwardTraining(image, labels, 1, Height, Width), 1e-5);
        network.Backward();
        Closeness.CheckGradients(tape, NetworkRun.GradientsOf(network), 1, Closeness.Tolerance);
    }

    [Fact]
    public void Blocks_and_trunks_name_their_own_pools()
    {
        using Device device = Device.Cpu();
        using var network = new UnpoolBlockNet(device, seed: 5);
        NetworkCase.RandomiseBiases(network);
        float[] image = NetworkCase.RandomImage(3, Height, Width);
        byte[] labels = NetworkCase.RandomLabels(Height, Width, 3);
        Tape tape = Tape.Of(network);
        Map first = tape.Conv("stage.convt", Map.Of(image, 3, Height, Width), 5, 3, pad: 1, relu: true);
        (Map stage, byte[] winners) = UnpoolCases.Halve(tape, first);
        Map up = UnpoolCases.Double(
            tape, tape.Conv("middle", Hourglass(Hourglass(stage, "glass.0.convt"), "glass.1.convt"), 5, 3, pad: 1, relu: true), winners, first);
        double expected = tape.SoftmaxLoss(tape.Conv("score", Hourglass(up, "own.conv"), 3, 1), labels, 255, mean: true);
        tape.Backward();

        Assert.Equal(expected, network.ForwardTraining(image, labels, 1, Height, Width), 1e-5);
        network.Backward();
        string[] trained = ["middle.weight", "middle.bias", "own.conv.weight", "own.conv.bias", "score.weight", "score.bias"];
        Assert.Equal(trained, network.ParameterSet.All.Where(parameter => parameter.HasGradient).Select(parameter => parameter.Info.Name));
        foreach (string name in trained)
            Closeness.Check(tape.Parameters[name].Gradients, [.. network.ParameterSet[name].ReadGradient()], Closeness.Tolerance, "gradient of " + name);

        Map Hourglass(Map x, string conv)
        {
            (Map down, byte[] kept) = UnpoolCases.Halve(tape, x);
            return UnpoolCases.Double(tape, tape.Conv(conv, down, 5, 3, pad: 1, relu: true), kept, x);
        }
    }
}
