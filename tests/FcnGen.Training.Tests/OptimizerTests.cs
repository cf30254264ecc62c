using System;
using System.Linq;

namespace FcnGen.Training.Tests;

/// <summary>What a step does to parameters of every role.</summary>
public sealed class OptimizerTests
{
    private static readonly ParameterInfo Mean = new()
    {
        Name = "bn.running_mean", Shape = [2], Layout = ParameterLayout.Vector, Filler = Filler.Constant, FillerValue = 1, Role = ParameterRole.RunningStatistic, AverageRate = 0.25,
    };

    [Fact]
    public void Statistics_become_running_averages_and_nothing_else_happens_to_them()
    {
        using var device = new TestDevice();
        using var parameters = new TestParameters(device, TestParameters.Describe(Mean, Mean with { Name = "frozen.running_mean", Frozen = true }, TestParameters.Bias("a.bias", 1)));
        using var optimizer = new Optimizer(device, parameters, new SolverOptions());
        Assert.Equal(["a.bias"], optimizer.States.Select(state => state.Parameter.Info.Name));
        foreach (Parameter parameter in parameters.All) parameter.Gradient.Write([.. Enumerable.Repeat(6f, (int)parameter.Info.Count)]);
        long version = parameters["bn.running_mean"].Values.Version, frozen = parameters["frozen.running_mean"].Values.Version;

        // A sum over two batches, whose mean is 3: 1 + 0.25 · (3 − 1). Weight decay, rate and momentum are not for statistics.
        optimizer.Step(new SolverOptions { BaseRate = 0.1, WeightDecay = 0.5, Momentum = 0.5 }, 0, batches: 2);
        Assert.Equal([1.5f, 1.5f], [.. parameters["bn.running_mean"].Read()]);
        Assert.Equal([1f, 1f], [.. parameters["frozen.running_mean"].Read()]);
        Assert.Equal(-0.1f * 2 * 3, parameters["a.bias"].Read()[0], 1e-6f);
        Assert.NotEqual(version, parameters["bn.running_mean"].Values.Version);
        Assert.Equal(frozen, parameters["frozen.running_mean"].Values.Version);
    }

    [Fact]
    public void Operations_run_in_their_order_and_one_may_bound_the_gradients_of_the_next()
    {
        using var device = new TestDevice();
        using var parameters = new TestParameters(device, TestParameters.Describe(TestParameters.Bias("a.bias", 1)));
        using var optimizer = new Optimizer(parameters, [new Halve(), new MomentumDescent(device, parameters)]);
        parameters["a.bias"].Gradient.Write([8]);
        optimizer.Step(new SolverOptions { BaseRate = 0.5, WeightDecay = 0, Momentum = 0 }, 0, batches: 4);
        Assert.Equal(-0.5f * 2 * (8 / 4f / 2), parameters["a.bias"].Read()[0]);
    }

    [Fact]
    public void Parameters_of_a_layer_go_by_their_names_in_files()
    {
        using var device = new TestDevice();
        using var parameters = new NamedParameters(device, TestParameters.Describe(
            TestParameters.Conv("bn.weight", 2, 1, 1, 1), Mean, Mean with { Name = "bn.conv1.running_mean" }, Mean with { Name = "norm.running_var" }));
        Assert.Equal(["bn.weight", "bn.running_mean"], parameters.Bn.All.Select(parameter => parameter.Info.Name));
        Assert.Same(parameters["bn.running_mean"], parameters.Bn["running_mean"]);
        Assert.Null(parameters.Bn.Bias);
        Assert.Equal("The layer bn has no bias.", Assert.Throws<InvalidOperationException>(() => parameters.Bn.BiasGradient).Message);
        Assert.Contains("no parameter \"mean\". It has weight, running_mean.", Assert.Throws<System.Collections.Generic.KeyNotFoundException>(() => parameters.Bn["mean"]).Message);
        Assert.Same(parameters["norm.running_var"], parameters.Norm.Weight);
    }

    [Fact]
    public void Versions_tell_when_values_have_changed()
    {
        using Device device = Device.Cpu(1);
        using var parameters = new TestParameters(device, TestParameters.Describe(TestParameters.Bias("a.bias", 2)));
        ParameterBuffer values = parameters["a.bias"].Values;
        long version = values.Version;
        parameters["a.bias"].Write([1, 2]);
        Assert.True(Moved());
        values.Write([3, 4]);
        Assert.True(Moved());
        values.Clear();
        Assert.True(Moved());
        parameters.Fill(1);
        Assert.True(Moved());
        _ = parameters["a.bias"].Read();
        Assert.False(Moved());

        bool Moved()
        {
            bool moved = values.Version != version;
            version = values.Version;
            return moved;
        }
    }

    private sealed class Halve : ParameterOperation
    {
        public override void Run(Step step) => step.GradientScale /= 2;
    }

    private sealed class NamedParameters : ParameterSet
    {
        public NamedParameters(Device device, NetworkDescription description)
            : base(device, description, 1)
        {
            Bn = Layer("bn");
            Norm = Layer("norm");
        }

        public LayerParameters Bn { get; }

        public LayerParameters Norm { get; }
    }
}
