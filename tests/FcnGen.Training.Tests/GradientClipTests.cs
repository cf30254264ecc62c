using System;
using System.Linq;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

/// <summary>The bound on the norm of the gradient: what counts for it, and what happens to a gradient that has none.</summary>
public sealed class GradientClipTests : TemporaryFolder
{
    private static readonly ParameterInfo Mean = new()
    {
        Name = "bn.running_mean", Shape = [1], Layout = ParameterLayout.Vector, Filler = Filler.Constant, FillerValue = 1, Role = ParameterRole.RunningStatistic, AverageRate = 0.25,
    };

    private readonly TestDevice _device = new();

    // The mean over two batches of (6, 8) has the norm 5.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.2)]
    [InlineData(2.5, 0.5)]
    [InlineData(5, 1)]
    [InlineData(7, 1)]
    public void Gradients_beyond_the_bound_are_scaled_to_it(double bound, double factor)
    {
        using TestParameters parameters = Parameters();
        SolverOptions options = new() { BaseRate = 0.5, Momentum = 0, WeightDecay = 0, ClipGradients = bound };
        using var optimizer = new Optimizer(_device, parameters, options);
        Write(parameters, 6, 8);
        optimizer.Step(options, 0, batches: 2);

        // The multiplier of b's rate, 2, is not part of the norm.
        Assert.Equal(-0.5 * 3 * factor, parameters["a"].Read()[0], 1e-6);
        Assert.Equal(-0.5 * 2 * 4 * factor, parameters["b"].Read()[0], 1e-6);

        // Neither are frozen parameters and statistics, whose averages are not bounded: 1 + 0.25 · (500 − 1).
        Assert.Equal(0, parameters["frozen"].Read()[0]);
        Assert.Equal(125.75f, parameters["bn.running_mean"].Read()[0]);
    }

    [Fact]
    public void Weight_decay_is_not_bounded()
    {
        using TestParameters parameters = Parameters();
        SolverOptions options = new() { BaseRate = 0.5, Momentum = 0, WeightDecay = 0.125, ClipGradients = 1 };
        using var optimizer = new Optimizer(_device, parameters, options);
        parameters["a"].Write([32]);
        Write(parameters, 6, 8);
        optimizer.Step(options, 0, batches: 2);
        Assert.Equal(32 - 0.5 * (3 * 0.2 + 0.125 * 32), parameters["a"].Read()[0], 1e-5);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_norm_that_is_not_finite_changes_nothing(float value)
    {
        using TestParameters parameters = Parameters();
        SolverOptions options = new() { ClipGradients = 1e30, Algorithm = SolverAlgorithm.Adam };
        using var optimizer = new Optimizer(_device, parameters, options);
        Write(parameters, 6, value);
        float[] before = [.. parameters.All.SelectMany(parameter => parameter.Read())];
        Assert.Throws<NotFiniteNumberException>(() => optimizer.Step(options, 0, batches: 2));
        Assert.Equal(before, parameters.All.SelectMany(parameter => parameter.Read()));
        Assert.All(optimizer.States, state => Assert.Equal(0, ((TestBuffer)state.Buffer).Data[0]));
    }

    [Fact]
    public async Task Training_stops_where_the_norm_is_not_finite_and_keeps_the_last_checkpoint()
    {
        InMemoryDataset data = Toy.Shapes(3);
        SolverOptions options = new() { BaseRate = 0.02, IterSize = 8, MaxIterations = 2, ClipGradients = 1, CheckpointFolder = At("good") };
        using Device device = Device.Cpu(1);
        using var network = new ToyNet(device, seed: 2);
        using (var trainer = new Trainer(network, options)) await trainer.FitAsync(data);

        // The scores stay as they are, and so the loss; their gradients are sums of products with 3·10³⁸.
        using var further = new Trainer(network, options with { MaxIterations = 100, SnapshotEvery = 1 });
        further.Resume(At("good"));
        Parameter score = network.ParameterSet["score_fr.weight"], bias = network.ParameterSet["conv3.bias"];
        score.Write(new float[score.Info.Count]);
        bias.Write(Enumerable.Repeat(3e38f, (int)bias.Info.Count).ToArray());
        float[] before = Toy.AllWeights(network);
        long iteration = network.Iteration;
        TrainingDivergedException error = await Assert.ThrowsAsync<TrainingDivergedException>(() => further.FitAsync(data));
        Assert.Matches(@"^The norm of the gradients became (∞|Infinity|NaN) in iteration 3\. ", error.Message);
        Assert.Contains(At("good"), error.Message);
        Assert.Equal(before, Toy.AllWeights(network));
        Assert.Equal((2, iteration), (further.Iteration, network.Iteration));
        Assert.Equal(2, further.SavedIteration);

        // Nothing was begun that a checkpoint could not hold: training goes on once the cause is gone.
        bias.Write(new float[bias.Info.Count]);
        await further.FitAsync(data);
        Assert.Equal(100, further.SavedIteration);
    }

    private TestParameters Parameters() => new(_device, TestParameters.Describe(
        Scalar("a", 1), Scalar("b", 2), Scalar("frozen", 1) with { Frozen = true }, Mean));

    private static ParameterInfo Scalar(string name, double rate) => TestParameters.Bias(name, 1) with { LrMult = rate, DecayMult = 1 };

    private static void Write(TestParameters parameters, float a, float b)
    {
        parameters["a"].Gradient.Write([a]);
        parameters["b"].Gradient.Write([b]);
        parameters["frozen"].Gradient.Write([1000]);
        parameters["bn.running_mean"].Gradient.Write([1000]);
    }
}
