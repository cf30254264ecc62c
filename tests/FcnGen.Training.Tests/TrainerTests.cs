using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

public sealed class TrainerTests : TemporaryFolder
{
    private static readonly SolverOptions Options = new()
    {
        BaseRate = 0.02, IterSize = 2, MaxIterations = 12, Seed = 9, Policy = LearningRatePolicy.Step, StepSize = 5, Gamma = 0.5,
        Augmentation = new MirrorAndJitter(Mirror: true, Jitter: 3),
    };

    private readonly Device _device = Device.Cpu(1);

    [Theory]
    [InlineData(SampleOrder.ShuffledEpochs, SolverAlgorithm.Sgd, 0)]
    [InlineData(SampleOrder.WithReplacement, SolverAlgorithm.Sgd, 0)]
    [InlineData(SampleOrder.ShuffledEpochs, SolverAlgorithm.Sgd, 0.02)]
    [InlineData(SampleOrder.ShuffledEpochs, SolverAlgorithm.Adam, 0.02)]
    [InlineData(SampleOrder.ShuffledEpochs, SolverAlgorithm.AdamW, 0)]
    public async Task Stop_and_resume_gives_the_bits_of_an_uninterrupted_run(SampleOrder order, SolverAlgorithm algorithm, double clip)
    {
        InMemoryDataset data = Toy.Shapes(5);
        SolverOptions options = Options with { Order = order, Algorithm = algorithm, ClipGradients = clip };
        (float[] straight, double[] losses) = await Train(new ToyNet(_device, seed: 4), options, data);

        options = options with { CheckpointFolder = At("checkpoint") };
        using (var network = new ToyNet(_device, seed: 4))
        using (var trainer = new Trainer(network, options))
        {
            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trainer.FitAsync(data, new Told<TrainingProgress>(at =>
            {
                if (at.Iteration == 5) stop.Cancel();
            }), stop.Token));
            Assert.Equal(5, trainer.Iteration);
        }

        // Other start values and another seed: all of the state must come from the checkpoint.
        using var resumed = new ToyNet(_device, seed: 77);
        using var continued = new Trainer(resumed, options);
        continued.Resume(At("checkpoint"));
        Assert.Equal(5, continued.Iteration);
        await continued.FitAsync(data);
        Assert.Equal(losses, continued.History.Losses);
        Assert.Equal(straight, Toy.AllWeights(resumed));
    }

    [Fact]
    public async Task A_cancelled_iteration_is_undone()
    {
        InMemoryDataset data = Toy.Shapes(5);
        SolverOptions options = Options with { IterSize = 5, CheckData = false };
        (float[] straight, _) = await Train(new ToyNet(_device, seed: 4), options, data);
        using var network = new ToyNet(_device, seed: 4);
        using var trainer = new Trainer(network, options);
        using var stop = new CancellationTokenSource();
        // The read of the 13th batch, the third of the third iteration, cancels while the network works on the one before.
        int loads = 0;
        var stopping = new Watched(data, _ =>
        {
            if (++loads == 13) stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trainer.FitAsync(stopping, cancel: stop.Token));
        Assert.Equal(2, trainer.Iteration);
        Assert.Equal(10, network.Iteration);
        await trainer.FitAsync(data);
        Assert.Equal(straight, Toy.AllWeights(network));
    }

    [Fact]
    public async Task Training_learns_and_the_evaluator_scores_it()
    {
        var options = new SolverOptions { BaseRate = 0.05, MaxIterations = 250, Momentum = 0.9, Policy = LearningRatePolicy.Poly };
        InMemoryDataset data = Toy.Shapes(24);
        using var network = new ToyNet(_device, seed: 1);
        (IDataset training, IDataset heldOut) = data.Split(every: 5);
        double before = Evaluator.Evaluate(network, heldOut).MeanIu;
        var seen = new List<TrainingProgress>();
        using var trainer = new Trainer(network, options);
        await trainer.FitAsync(training, new Told<TrainingProgress>(seen.Add));
        var scored = new List<EvaluationProgress>();
        SegmentationMetrics after = Evaluator.Evaluate(network, heldOut, new Told<EvaluationProgress>(scored.Add));
        Assert.True(before < 0.4, $"mean IU before training is {before}");
        Assert.True(after.MeanIu > 0.8, $"mean IU after training is {after.MeanIu}");
        Assert.Equal(new EvaluationProgress(5, 5), scored[^1]);

        Assert.Equal(250, seen.Count);
        Assert.Equal(Math.Log(3), seen[0].Loss, 1e-4);
        Assert.Equal(seen.TakeLast(20).Average(at => at.Loss), seen[^1].SmoothedLoss, 1e-12);
        Assert.All(seen, at => Assert.True(at.IterationsPerSecond > 0 && at.TimeLeft >= TimeSpan.Zero));
        Assert.Equal(TimeSpan.Zero, seen[^1].TimeLeft);
        trainer.History.SaveCsv(At("loss.csv"));
        string[] lines = File.ReadAllLines(At("loss.csv"));
        Assert.Equal("iteration,loss,smoothed,rate", lines[0]);
        Assert.Equal(251, lines.Length);
        Assert.Equal(seen[99].Loss, double.Parse(lines[100].Split(',')[1], System.Globalization.CultureInfo.InvariantCulture));

        var confusion = new ConfusionMatrix(3);
        for (int i = 0; i < heldOut.Count; i++) confusion.Add(heldOut.Load(i).Labels.Labels, network.Segment(heldOut.Load(i).Picture).Labels);
        Assert.Equal(new SegmentationMetrics(confusion).MeanIu, after.MeanIu);
    }

    [Fact]
    public async Task A_loss_that_is_not_finite_stops_and_keeps_the_last_checkpoint()
    {
        InMemoryDataset data = Toy.Shapes(3);
        SolverOptions options = Options with { CheckpointFolder = At("good"), MaxIterations = 3 };
        float[] good = (await Train(new ToyNet(_device, seed: 2), options, data)).Weights;

        using var network = new ToyNet(_device, seed: 2);
        using var trainer = new Trainer(network, options with { MaxIterations = 100, SnapshotEvery = 1 });
        trainer.Resume(At("good"));
        Parameter score = network.ParameterSet["score_fr.weight"];
        score.Write(Enumerable.Repeat(1e38f, (int)score.Info.Count).ToArray());
        TrainingDivergedException error = await Assert.ThrowsAsync<TrainingDivergedException>(() => trainer.FitAsync(data));
        Assert.Contains(At("good"), error.Message);
        Assert.Contains("Lower the learning rate", error.Message);

        // Weights that are not numbers are never saved over a good checkpoint.
        score.Write(Enumerable.Repeat(float.NaN, (int)score.Info.Count).ToArray());
        Assert.Contains("score_fr.weight", Assert.Throws<TrainingDivergedException>(() => trainer.SaveCheckpoint(At("good"))).Message);

        using var again = new ToyNet(_device, seed: 5);
        using var restored = new Trainer(again, options);
        restored.Resume(At("good"));
        Assert.Equal(3, restored.Iteration);
        Assert.Equal(good, Toy.AllWeights(again));
    }

    [Fact]
    public async Task Unequal_sizes_need_a_crop_or_a_batch_of_one()
    {
        var data = new InMemoryDataset([Toy.Shape(1, 20, 24), Toy.Shape(2, 22, 24)]);
        SolverOptions options = Options with { IterSize = 1, BatchSize = 2, MaxIterations = 2 };
        using var network = new ToyNet(_device);
        using (var trainer = new Trainer(network, options))
        {
            DatasetException error = await Assert.ThrowsAsync<DatasetException>(() => trainer.FitAsync(data));
            Assert.Contains("20x24", error.Message);
            Assert.Contains("22x24", error.Message);
            Assert.Contains("batch size of 1 and an iter_size of 2", error.Message);
        }

        using (var trainer = new Trainer(network, options with { Crop = (16, 16) })) await trainer.FitAsync(data);
        using (var trainer = new Trainer(network, options with { BatchSize = 1 })) await trainer.FitAsync(data);
    }

    [Fact]
    public async Task A_batch_is_as_good_as_accumulation()
    {
        // The first gradient of the score bias does not depend on dropout, because the scores start at zero. Which pixels the loss
        // samples does differ, hence the tolerance.
        InMemoryDataset data = Toy.Shapes(4);
        SolverOptions options = Options with { MaxIterations = 1, Augmentation = MirrorAndJitter.None, Momentum = 0, WeightDecay = 0 };
        float[] accumulated = await ScoreBias(options with { IterSize = 4, BatchSize = 1 });
        float[] batched = await ScoreBias(options with { IterSize = 1, BatchSize = 4 });
        for (int i = 0; i < 3; i++) Assert.Equal(accumulated[i], batched[i], 0.1 * Math.Abs(accumulated[i]));

        async Task<float[]> ScoreBias(SolverOptions with)
        {
            using var network = new ToyNet(_device);
            using var trainer = new Trainer(network, with);
            await trainer.FitAsync(data);
            return network.ParameterSet["score_fr.bias"].Read().ToArray();
        }
    }

    [Fact]
    public async Task Bad_samples_end_training_with_their_name()
    {
        Sample good = Toy.Shape(1, 20, 24);
        var labels = (byte[])good.Labels.Labels.Clone();
        labels[25] = 9;
        var data = new InMemoryDataset([new Sample("wrong", good.Picture, new LabelMap(labels, 24, 20))]);
        using var network = new ToyNet(_device);
        using var trainer = new Trainer(network, Options);
        Assert.Contains("wrong has the label 9 at row 1, column 1", (await Assert.ThrowsAsync<LabelMismatchException>(() => trainer.FitAsync(data))).Message);
        Assert.Throws<LabelMismatchException>(() => Evaluator.Evaluate(network, data));
        await Assert.ThrowsAsync<DatasetException>(() => trainer.FitAsync(new InMemoryDataset([])));
        Assert.Throws<DatasetException>(() => Evaluator.Evaluate(network, new InMemoryDataset([])));
    }

    private async Task<(float[] Weights, double[] Losses)> Train(ToyNet network, SolverOptions options, IDataset data)
    {
        using (network)
        {
            using var trainer = new Trainer(network, options);
            await trainer.FitAsync(data);
            return (Toy.AllWeights(network), [.. trainer.History.Losses]);
        }
    }
}
