using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

/// <summary>What is left of a run that fails, is cancelled or is killed, and what a resumed one takes.</summary>
public sealed class SafeRunTests : TemporaryFolder
{
    private static readonly SolverOptions Options = new() { BaseRate = 0.02, MaxIterations = 12, IterSize = 2, Augmentation = new MirrorAndJitter(Jitter: 3) };

    private readonly Device _device = Device.Cpu(1);
    private readonly InMemoryDataset _data = Toy.Shapes(5);

    [Fact]
    public async Task A_sample_that_goes_bad_saves_what_was_learned_and_resumes_with_the_same_bits()
    {
        using var straight = new ToyNet(_device, seed: 4);
        using (var trainer = new Trainer(straight, Options)) await trainer.FitAsync(_data);

        // The check has read all of them; the 16th that is read for a batch is gone, in the middle of the 8th iteration.
        int loads = 0;
        var failing = new Watched(_data, _ =>
        {
            if (++loads == 5 + 16) throw new InputFileException("the disk is gone");
        });
        SolverOptions options = Options with { CheckpointFolder = At("run") };
        using (var network = new ToyNet(_device, seed: 4))
        using (var trainer = new Trainer(network, options))
        {
            Assert.Contains("the disk is gone", (await Assert.ThrowsAsync<InputFileException>(() => trainer.FitAsync(failing))).Message);
            Assert.Equal((7, 7L, 14), (trainer.Iteration, trainer.SavedIteration, network.Iteration));
        }

        using var resumed = new ToyNet(_device, seed: 77);
        using var continued = new Trainer(resumed, options);
        continued.Resume(At("run"));
        Assert.Equal(7, continued.Iteration);
        await continued.FitAsync(_data);
        Assert.Equal(Toy.AllWeights(straight), Toy.AllWeights(resumed));
    }

    [Fact]
    public async Task Whoever_is_told_of_progress_may_fail_too()
    {
        SolverOptions options = Options with { CheckpointFolder = At("run") };
        using var network = new ToyNet(_device);
        using var trainer = new Trainer(network, options);
        await Assert.ThrowsAsync<IOException>(() => trainer.FitAsync(_data, new Told<TrainingProgress>(at =>
        {
            if (at.Iteration == 3) throw new IOException("the terminal is gone");
        })));
        Assert.Equal(3, trainer.SavedIteration);
    }

    [Fact]
    public async Task A_bad_sample_is_found_before_the_first_iteration()
    {
        Sample[] samples = [.. Enumerable.Range(0, 40).Select(i => Toy.Shape(i, 20, 24))];
        samples[30] = samples[30] with { Labels = LabelMap.Filled(7, 24, 20) };
        using var network = new ToyNet(_device);
        using var trainer = new Trainer(network, Options);
        var data = new InMemoryDataset(samples);
        Assert.Contains("shape030 has the label 7", (await Assert.ThrowsAsync<LabelMismatchException>(() => trainer.FitAsync(data))).Message);
        Assert.Equal(0, trainer.Iteration);
        // Unless it is not wanted.
        using var trusting = new Trainer(network, Options with { CheckData = false, MaxIterations = 1 });
        await trusting.FitAsync(data);
    }

    [Fact]
    public async Task Relabelled_data_of_the_same_names_are_refused()
    {
        for (int i = 0; i < 5; i++) Write(i, Toy.Shape(i, 20, 24));
        SolverOptions options = Options with { CheckpointFolder = At("run"), MaxIterations = 2 };
        using (var network = new ToyNet(_device))
        using (var trainer = new Trainer(network, options)) await trainer.FitAsync(new FolderPairs(Folder));
        Assert.True(File.Exists(At("run", DatasetCheck.MemoryFileName)));

        // The same data from elsewhere are the same.
        await Resume(_data);
        Sample relabelled = Toy.Shape(3, 20, 24);
        relabelled.Labels.Labels[7] ^= 1;
        Write(3, relabelled);
        string message = (await Assert.ThrowsAsync<DatasetException>(() => Resume(new FolderPairs(Folder)))).Message;
        Assert.Contains("pictures or labels of the same names have changed", message);
        Sample repainted = Toy.Shape(3, 20, 24);
        repainted.Picture.Pixels[0] ^= 1;
        Write(3, repainted);
        await Assert.ThrowsAsync<DatasetException>(() => Resume(new FolderPairs(Folder)));

        async Task Resume(IDataset data)
        {
            using var network = new ToyNet(_device);
            using var trainer = new Trainer(network, options with { MaxIterations = 3 });
            trainer.Resume(At("run"));
            await trainer.FitAsync(data);
        }
    }

    [Fact]
    public async Task Snapshots_come_by_time_unless_they_are_turned_off()
    {
        // No time passes between iterations that is shorter than a tick.
        Assert.Equal(Enumerable.Range(0, 12), await Saved(Options with { SnapshotInterval = TimeSpan.FromTicks(1) }));
        Assert.Equal(new int[12], await Saved(Options with { SnapshotInterval = TimeSpan.Zero }));
        Assert.Equal(new int[12], await Saved(Options with { SnapshotInterval = TimeSpan.FromDays(1) }));
        Assert.Equal(TimeSpan.FromMinutes(5), new SolverOptions().SnapshotInterval);

        async Task<IEnumerable<int>> Saved(SolverOptions options)
        {
            string folder = At(Path.GetRandomFileName());
            using var network = new ToyNet(_device);
            using var trainer = new Trainer(network, options with { CheckpointFolder = folder });
            var saved = new List<int>();
            await trainer.FitAsync(_data, new Told<TrainingProgress>(_ => saved.Add((int)(trainer.SavedIteration ?? 0))));
            Assert.Equal(12, trainer.SavedIteration);
            return saved;
        }
    }

    [Fact]
    public async Task A_cancellation_does_not_wait_for_a_decoder_and_training_goes_on_after_it()
    {
        using var straight = new ToyNet(_device, seed: 4);
        using (var trainer = new Trainer(straight, Options)) await trainer.FitAsync(_data);

        using var network = new ToyNet(_device, seed: 4);
        using var stopped = new Trainer(network, Options with { CheckpointFolder = At("run") });
        using var stop = new CancellationTokenSource();
        using var decoder = new ManualResetEventSlim();
        int loads = 0, inside = 0;
        var slow = new Watched(_data, _ =>
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            if (++loads == 5 + 10)
            {
                stop.Cancel();
                decoder.Wait();
            }

            Interlocked.Decrement(ref inside);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.FitAsync(slow, cancel: stop.Token).WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.False(decoder.IsSet);
        Assert.Equal(4, stopped.SavedIteration);

        // The data set is not asked for another sample before the decoder is done.
        Task again = stopped.FitAsync(slow);
        decoder.Set();
        await again;
        Assert.Equal(Toy.AllWeights(straight), Toy.AllWeights(network));
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_written_ends_the_run_once()
    {
        using var network = new ToyNet(_device);
        using var trainer = new Trainer(network, Options with { CheckpointFolder = At("run"), SnapshotEvery = 2 });
        int told = 0;
        OutputFileException error = await Assert.ThrowsAsync<OutputFileException>(() => trainer.FitAsync(_data, new Told<TrainingProgress>(at =>
        {
            told++;
            if (at.Iteration == 4) Directory.CreateDirectory(At("run", "iter_00000004.solver.safetensors"));
        })));
        Assert.Contains("iter_00000004.solver.safetensors", error.Message);
        Assert.Equal((4, 2L), (told, trainer.SavedIteration));
        Assert.False(File.Exists(At("run", "iter_00000004.safetensors")));

        // What others cannot write is another matter.
        using var other = new Trainer(network, Options with { CheckpointFolder = At("other") });
        await Assert.ThrowsAsync<OutputFileException>(() => other.FitAsync(_data, new Told<TrainingProgress>(_ => throw new OutputFileException("the log"))));
        Assert.Equal(1, other.SavedIteration);
    }

    [Fact]
    public async Task A_cancelled_evaluation_does_not_wait_for_a_decoder()
    {
        using var network = new ToyNet(_device);
        using var stop = new CancellationTokenSource();
        using var decoder = new ManualResetEventSlim();
        var slow = new Watched(_data, index =>
        {
            if (index != 2) return;
            stop.Cancel();
            decoder.Wait();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Task.Run(() => Evaluator.Evaluate(network, slow, cancel: stop.Token)).WaitAsync(TimeSpan.FromMinutes(2)));
        decoder.Set();
    }

    private void Write(int number, Sample sample)
    {
        sample.Picture.Save(At("image", $"shape{number:D3}.png"));
        sample.Labels.Save(At("label", $"shape{number:D3}.png"));
    }
}
