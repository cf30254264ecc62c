using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

public sealed class ScheduleTests : TemporaryFolder
{
    private readonly Device _device = Device.Cpu(1);
    private readonly InMemoryDataset _data = Toy.Shapes(3);

    [Fact]
    public void The_policies_are_schedules()
    {
        var options = new SolverOptions { BaseRate = 0.5, Gamma = 0.3, StepSize = 7, Power = 0.8, MaxIterations = 50 };
        for (long i = 0; i < 50; i++)
        {
            Assert.Equal(0.5, (options with { Schedule = LearningRateSchedule.Fixed }).RateAt(i));
            Assert.Equal(0.5 * Math.Pow(0.3, i / 7), (options with { Policy = LearningRatePolicy.Step }).RateAt(i));
            Assert.Equal(0.5 * Math.Pow(0.3, i / 7), (options with { Schedule = LearningRateSchedule.Step(0.3, 7) }).RateAt(i));
            Assert.Equal(0.5 * Math.Pow(1 - i / 50.0, 0.8), (options with { Policy = LearningRatePolicy.Poly }).RateAt(i), 1e-15);
            Assert.Equal(0.5 * Math.Pow(1 - i / 50.0, 0.8), (options with { Schedule = LearningRateSchedule.Poly(0.8, 50) }).RateAt(i), 1e-15);
        }
    }

    [Fact]
    public async Task A_schedule_of_ones_own_is_used_and_kept()
    {
        SolverOptions options = new() { BaseRate = 0.02, MaxIterations = 6, Schedule = new Warmup(4) };
        var rates = new List<double>();
        using (var network = new ToyNet(_device, seed: 4))
        using (var trainer = new Trainer(network, options with { CheckpointFolder = At("run") }))
            await trainer.FitAsync(_data, new Told<TrainingProgress>(at => rates.Add(at.LearningRate)));
        Assert.Equal([0.005, 0.01, 0.015, 0.02, 0.02, 0.02], rates.Select(rate => Math.Round(rate, 12)));

        Resume(options with { MaxIterations = 60 });
        Assert.Contains("Schedule.Iterations was 4, is 5", Refused(options with { Schedule = new Warmup(5) }));
        Assert.Contains("Policy was Warmup, is Fixed", Refused(options with { Schedule = null }));
        Assert.Contains("Policy was Warmup, is Step", Refused(options with { Schedule = LearningRateSchedule.Step(0.1, 10) }));
        Assert.Contains("Schedule.Iterations was 4, is not set", Refused(options with { Schedule = new Warmup(null) }));
        Assert.Contains("Schedule.Floor was not set, is 0.1", Refused(options with { Schedule = new Warmup(4, floor: 0.1) }));
    }

    [Fact]
    public async Task A_policy_and_its_schedule_are_the_same()
    {
        SolverOptions options = new() { BaseRate = 0.02, MaxIterations = 2, Policy = LearningRatePolicy.Step, StepSize = 9 };
        using (var network = new ToyNet(_device))
        using (var trainer = new Trainer(network, options with { CheckpointFolder = At("run") })) await trainer.FitAsync(_data);
        Resume(options with { Policy = LearningRatePolicy.Fixed, Schedule = LearningRateSchedule.Step(0.1, 9) });
        Assert.Contains("StepSize was 9, is 8", Refused(options with { StepSize = 8 }));
    }

    [Fact]
    public async Task A_rate_that_is_no_rate_ends_training_with_a_checkpoint()
    {
        using var network = new ToyNet(_device);
        using var trainer = new Trainer(network, new SolverOptions { Schedule = new Warmup(4, badFrom: 2), CheckpointFolder = At("run"), MaxIterations = 5 });
        Assert.Contains(
            "Warmup gives the learning rate NaN for iteration 2",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => trainer.FitAsync(_data))).Message);
        Assert.Equal(2, trainer.SavedIteration);
    }

    [Fact]
    public void Nothing_is_an_error_of_its_own()
    {
        using var network = new ToyNet(_device);
        Assert.Throws<ArgumentNullException>(() => new Trainer(null!, new SolverOptions()));
        Assert.Throws<ArgumentNullException>(() => new Trainer(network, null!));
        Assert.Throws<ArgumentNullException>(() => new Trainer(network, new SolverOptions { Augmentation = null! }));
        using var trainer = new Trainer(network, new SolverOptions());
        Assert.Throws<ArgumentNullException>(() => { _ = trainer.FitAsync(null!); });
        Assert.Throws<ArgumentNullException>(() => trainer.Resume(null!));
        Assert.Throws<ArgumentNullException>(() => trainer.SaveCheckpoint(null!));
        Assert.Throws<ArgumentNullException>(() => Trainer.HasCheckpoint(null!));
        Assert.Throws<ArgumentNullException>(() => DatasetCheck.Run(null!));
        Assert.Throws<ArgumentNullException>(() => Evaluator.Evaluate(network, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(network, new SolverOptions { Policy = (LearningRatePolicy)7 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(network, new SolverOptions { SnapshotInterval = TimeSpan.FromTicks(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(network, new SolverOptions { MaxIterations = long.MaxValue, IterSize = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(double.NaN, 1));
    }

    private void Resume(SolverOptions options)
    {
        using var network = new ToyNet(_device);
        using var trainer = new Trainer(network, options);
        trainer.Resume(At("run"));
    }

    private string Refused(SolverOptions options) => Assert.Throws<CheckpointException>(() => Resume(options)).Message;

    /// <summary>Rises in equal steps, then stays.</summary>
    private sealed class Warmup(long? iterations, double floor = 0, long badFrom = long.MaxValue) : LearningRateSchedule
    {
        public override string Name => "Warmup";

        public override IReadOnlyDictionary<string, double> Parameters
        {
            get
            {
                var numbers = new Dictionary<string, double>();
                if (iterations is { } count) numbers["Iterations"] = count;
                if (floor > 0) numbers["Floor"] = floor;
                return numbers;
            }
        }

        public override double RateAt(double baseRate, long iteration) =>
            iteration >= badFrom ? double.NaN : Math.Max(floor, baseRate * Math.Min(1, (iteration + 1.0) / (iterations ?? 1)));
    }
}
