using System;
using System.Linq;

namespace FcnGen.Training.Tests;

/// <summary>Adam and AdamW on quadratics, whose gradients are known: by hand, and as PyTorch computes them.</summary>
public sealed class AdamTests
{
    [Fact]
    public void Steps_are_those_of_the_paper()
    {
        // w²/2 from w = 1 with the paper's settings but α = 0.1. By algorithm 1 there: the gradient is w.
        // t = 1: m = 0.1, v = 0.001; corrected 1 and 1; w = 1 − 0.1 / (1 + ε) = 0.900000001.
        // t = 2: m = 0.18, v = 0.001809; corrected 0.18 / 0.19 = 0.947368 and 0.001809 / 0.001999 = 0.904952; w = 0.9 − 0.1 · 0.947368 / 0.951290.
        // t = 3: corrected 0.893141 and 0.816767; w = 0.800412 − 0.1 · 0.893141 / 0.903752.
        double[] expected = [0.900000001, 0.800412229712337, 0.701586274504414, 0.603939062682107, 0.507963661927219];
        var options = new SolverOptions { Algorithm = SolverAlgorithm.Adam, BaseRate = 0.1, WeightDecay = 0, MaxIterations = 5 };
        double[][] found = Descend(options, start: [1], slope: (_, w) => w, batches: 1);
        for (int t = 0; t < 5; t++) Assert.Equal(expected[t], found[t][0], 3e-7);
    }

    // torch.optim.Adam and AdamW of PyTorch 1.13.1 in float64, lr 0.1, betas (0.9, 0.999), eps 1e-8, weight_decay 0.05, of
    // Σ aᵢ (wᵢ − cᵢ)² / 2 with a = (1, 0.1, 10), c = (3, −2, 0.5), from (0, 1, −1).
    [Theory]
    [InlineData(SolverAlgorithm.Adam, 1, 0.09999999966666667, 0.9000000028571428, -0.9000000000664452)]
    [InlineData(SolverAlgorithm.Adam, 2, 0.19989129909640244, 0.800138103456104, -0.8002395742973117)]
    [InlineData(SolverAlgorithm.Adam, 5, 0.4981122921881043, 0.5024256131617999, -0.5043683075154151)]
    [InlineData(SolverAlgorithm.Adam, 10, 0.984887547096885, 0.019803877001905418, -0.038053623608269985)]
    [InlineData(SolverAlgorithm.AdamW, 1, 0.09999999966666667, 0.8950000033333332, -0.8950000000666667)]
    [InlineData(SolverAlgorithm.AdamW, 2, 0.19939729225111483, 0.7906337069329891, -0.790779667799059)]
    [InlineData(SolverAlgorithm.AdamW, 5, 0.49326432823681277, 0.48209163076843303, -0.4848392029782563)]
    [InlineData(SolverAlgorithm.AdamW, 10, 0.9640189600858865, -0.012007384104389257, -0.01306517250109647)]
    public void Steps_are_those_of_pytorch(SolverAlgorithm algorithm, int steps, double x, double y, double z)
    {
        double[] a = [1, 0.1, 10], c = [3, -2, 0.5];
        var options = new SolverOptions { Algorithm = algorithm, BaseRate = 0.1, WeightDecay = 0.05, MaxIterations = 10 };

        // The sum over two batches of what PyTorch has once.
        double[][] found = Descend(options, [0, 1, -1], (i, w) => 2 * a[i] * (w - c[i]), batches: 2);
        Assert.Equal(x, found[steps - 1][0], 1e-6);
        Assert.Equal(y, found[steps - 1][1], 1e-6);
        Assert.Equal(z, found[steps - 1][2], 1e-6);
    }

    [Fact]
    public void Moments_belong_to_trained_parameters_and_frozen_ones_stay()
    {
        using var device = new TestDevice();
        ParameterInfo frozen = TestParameters.Conv("frozen.weight", 1, 1, 1, 1) with { Frozen = true };
        using var parameters = new TestParameters(device, TestParameters.Describe(TestParameters.Conv("a.weight", 2, 1, 1, 1), frozen, TestParameters.Bias("a.bias", 2)));
        var options = new SolverOptions { Algorithm = SolverAlgorithm.AdamW };
        using var optimizer = new Optimizer(device, parameters, options);
        Assert.Equal(
            ["moment1/a.weight", "moment1/a.bias", "moment2/a.weight", "moment2/a.bias"], optimizer.States.Select(state => $"{state.Name}/{state.Parameter.Info.Name}"));
        float[] before = [.. parameters["frozen.weight"].Read()];
        optimizer.Step(options, 0, batches: 1);
        Assert.Equal(before, parameters["frozen.weight"].Read());
    }

    /// <summary>The weights after every step, on the cpu device.</summary>
    private static double[][] Descend(SolverOptions options, float[] start, Func<int, double, double> slope, int batches)
    {
        using Device device = Device.Cpu(1);
        ParameterInfo info = TestParameters.Conv("w", start.Length, 1, 1, 1);
        using var parameters = new TestParameters(device, TestParameters.Describe(info));
        using var optimizer = new Optimizer(device, parameters, options);
        parameters["w"].Write(start);
        return [.. Enumerable.Range(0, (int)options.MaxIterations).Select(Step)];

        double[] Step(int t)
        {
            parameters["w"].Gradient.Write([.. parameters["w"].Read().Select((w, i) => (float)slope(i, w))]);
            optimizer.Step(options, t, batches);
            return [.. parameters["w"].Read().Select(w => (double)w)];
        }
    }
}
