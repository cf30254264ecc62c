using System;
using System.IO;
using System.Linq;
using FcnGen.Formats;
using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Networks.Tests;

/// <summary>Networks with PReLU against an evaluation layer by layer and finite differences; their weight files; slopes that are frozen.</summary>
public sealed class PReluTests
{
    private const int Height = 9, Width = 11;

    [Theory]
    [InlineData(7, 9)]
    [InlineData(8, 8)]
    [InlineData(1, 1)]
    public void Agrees_with_a_layer_by_layer_evaluation(int height, int width)
    {
        using Device device = Device.Cpu();
        PReluCases.Every.Check(device, height, width);
    }

    [Fact]
    public void Its_gradient_is_added_to_that_of_others_and_passes_the_activation_before_it()
    {
        using Device device = Device.Cpu();
        PReluCases.Branched.Check(device, Height, Width);
    }

    [Fact]
    public void Gradients_are_finite_differences_of_the_loss()
    {
        using Device device = Device.Cpu();
        using Network network = PReluCases.Every.On(device);
        Parameter[] slopes = [.. network.ParameterSet.All.Where(IsSlope)];
        Assert.Equal(10, slopes.Length);
        FiniteDifferences.Check(network, slopes, Height, Width, step: 2e-3f);
    }

    [Fact]
    public void Dropout_behind_it_agrees_with_plain_loops_that_toss_the_same_coins()
    {
        using Device device = Device.Cpu();
        using var network = new DroppedPReluNet(device, seed: 11);
        NetworkCase.RandomiseBiases(network);
        float[] image = NetworkCase.RandomImage(2, Height, Width);
        byte[] labels = NetworkCase.RandomLabels(Height, Width, 3);
        Tape tape = Tape.Of(network);
        Map first = tape.Times(tape.PRelu("first.slope", tape.Conv("first", Map.Of(image, 2, Height, Width), 6, 3, pad: 1)), Coins.Dropout(network.KeyOf(1), 0.5, 6, Width));
        Map third = tape.Times(tape.PRelu("third.weight", tape.Conv("second", first, 5, 3, pad: 1)), Coins.Dropout(network.KeyOf(3), 0.25, 5, Width));
        double expected = tape.SoftmaxLoss(tape.Conv("score", third, 3, 1), labels, 255, mean: true);
        tape.Backward();

        Assert.Equal(expected, network.ForwardTraining(image, labels, 1, Height, Width), 1e-5);
        network.Backward();
        Closeness.CheckGradients(tape, NetworkRun.GradientsOf(network), 1, Closeness.Tolerance);
    }

    [Fact]
    public void Slopes_are_saved_and_loaded_by_their_names()
    {
        using Device device = Device.Cpu();
        using var network = new PReluNet(device, seed: 3);
        using var other = new PReluNet(device, seed: 4);
        Assert.All(network.ParameterSet.All.Where(IsSlope), parameter =>
        {
            Assert.All((float[])[.. parameter.Read()], value => Assert.Equal(0.25f, value));
            Assert.Equal((1, 0), (parameter.Info.LrMult, parameter.Info.DecayMult));
        });
        NetworkCase.RandomiseBiases(network);
        string path = Path.GetTempFileName();
        try
        {
            network.Parameters.Save(path);
            using (SafeTensorsFile file = SafeTensorsFile.Open(path))
            {
                Assert.Equal(["first.weight", "first.bias", "first.slope", "pooled.slope", "plain.weight", "plain.bias", "bent.weight"], file.Tensors.Take(7).Select(tensor => tensor.Name));
                Assert.Equal([6], file.Tensors[2].Shape);
            }

            Assert.Equal(network.ParameterSet.All.Count, other.Parameters.Load(path).Loaded.Count);
        }
        finally
        {
            File.Delete(path);
        }

        foreach (Parameter parameter in network.ParameterSet.All)
            Assert.Equal([.. parameter.Read()], (float[])[.. other.ParameterSet[parameter.Info.Name].Read()]);
        Assert.Same(network.Parameters.First["slope"], network.ParameterSet["first.slope"]);
        Assert.Same(network.Parameters.Pooled.Weight, network.ParameterSet["pooled.slope"]);
        Assert.Same(network.Parameters.Bent.Weight, network.ParameterSet["bent.weight"]);
    }

    [Fact]
    public void Frozen_slopes_have_no_gradient_and_pass_that_of_others()
    {
        using Device device = Device.Cpu();
        using var network = new FrozenPReluNet(device, seed: 5);
        float[] image = NetworkCase.RandomImage(3, Height, Width);
        byte[] labels = NetworkCase.RandomLabels(Height, Width, 3);
        Tape tape = Tape.Of(network);
        Map bent = tape.PRelu("bent.weight", tape.PRelu("stem.slope", tape.Conv("stem", Map.Of(image, 3, Height, Width), 5, 3, pad: 1)));
        Map learned = tape.PRelu("learned.slope", tape.Conv("learned", tape.PRelu("kept.slope", tape.Conv("kept", bent, 4, 3, pad: 1)), 4, 1));
        double expected = tape.SoftmaxLoss(tape.Conv("score", learned, 3, 1), labels, 255, mean: true);
        tape.Backward();

        Assert.Equal(expected, network.ForwardTraining(image, labels, 1, Height, Width), 1e-5);
        network.Backward();
        string[] trained = ["kept.slope", "learned.weight", "learned.bias", "score.weight", "score.bias"];
        Assert.Equal(trained, network.ParameterSet.All.Where(parameter => parameter.HasGradient).Select(parameter => parameter.Info.Name));
        Assert.Equal(trained, network.ParameterSet.All.Where(parameter => parameter.Info.IsTrained).Select(parameter => parameter.Info.Name));
        foreach (string name in trained)
            Closeness.Check(tape.Parameters[name].Gradients, [.. network.ParameterSet[name].ReadGradient()], Closeness.Tolerance, "gradient of " + name);
    }

    [Fact]
    public void A_repeated_training_pass_allocates_nothing()
    {
        using Device device = Device.Cpu(threads: 1);
        using var network = new DroppedPReluNet(device, seed: 5);
        float[] image = NetworkCase.RandomImage(2, Height, Width);
        byte[] labels = NetworkCase.RandomLabels(Height, Width, 3);
        for (int i = 0; i < 3; i++) Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Step()
        {
            network.ForwardTraining(image, labels, 1, Height, Width);
            network.Backward();
        }
    }

    private static bool IsSlope(Parameter parameter) => parameter.Info.Name.EndsWith(".slope", StringComparison.Ordinal) || parameter.Info.Name is "bent.weight" or "apart.weight";
}
