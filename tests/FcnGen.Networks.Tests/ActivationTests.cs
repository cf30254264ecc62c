using System;
using System.Linq;
using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Networks.Tests;

/// <summary>Networks with every activation against an evaluation layer by layer, and against finite differences.</summary>
public sealed class ActivationTests
{
    private const int Height = 9, Width = 11;

    [Theory]
    [InlineData(7, 9)]
    [InlineData(8, 8)]
    [InlineData(1, 1)]
    public void Agree_with_a_layer_by_layer_evaluation(int height, int width)
    {
        using Device device = Device.Cpu();
        ActivationCases.Every.Check(device, height, width);
    }

    [Fact]
    public void Concatenations_leave_the_values_that_gradients_need()
    {
        using Device device = Device.Cpu();
        ActivationCases.Joined.Check(device, Height, Width);
    }

    [Fact]
    public void Gradients_are_finite_differences_of_the_loss()
    {
        using Device device = Device.Cpu();
        using Network network = ActivationCases.Every.On(device);
        FiniteDifferences.Check(network, network.ParameterSet.All, Height, Width, step: 5e-4f);
    }

    [Fact]
    public void Dropout_behind_an_activation_agrees_with_plain_loops_that_toss_the_same_coins()
    {
        using Device device = Device.Cpu();
        using var network = new DroppedActivationsNet(device, seed: 11);
        NetworkCase.RandomiseBiases(network);
        float[] image = NetworkCase.RandomImage(2, Height, Width);
        byte[] labels = NetworkCase.RandomLabels(Height, Width, 3);
        Tape tape = Tape.Of(network);
        Map first = tape.Times(ActivationCases.Sigmoid(tape, tape.Conv("first", Map.Of(image, 2, Height, Width), 6, 3, pad: 1)), Dropout(network.KeyOf(1), 0.5, 6));
        Map second = tape.Times(ActivationCases.Leaky(tape, tape.Conv("second", first, 5, 3, pad: 1), -0.5), Dropout(network.KeyOf(2), 0.25, 5));
        Map third = tape.Times(ActivationCases.Clip(tape, second, -0.4f, 0.4f), Dropout(network.KeyOf(3), 0.4, 5));
        double expected = tape.SoftmaxLoss(tape.Conv("score", third, 3, 1), labels, 255, mean: true);
        tape.Backward();

        Assert.Equal(expected, network.ForwardTraining(image, labels, 1, Height, Width), 1e-5);
        network.Backward();
        Closeness.CheckGradients(tape, NetworkRun.GradientsOf(network), 1, Closeness.Tolerance);
    }

    private static Func<int, int, int, double> Dropout(uint key, double ratio, int channels) => Coins.Dropout(key, ratio, channels, Width);
}
