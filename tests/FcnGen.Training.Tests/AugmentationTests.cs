using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Training.Tests;

/// <summary>An augmentation of a user's own: what the network sees, and what a checkpoint knows of it.</summary>
public sealed class AugmentationTests : TemporaryFolder
{
    private static readonly SolverOptions Options = new() { BaseRate = 0.01, MaxIterations = 2, BatchSize = 2, Augmentation = new UpsideDown("every second") };

    /// <summary>Turns every second sample upside down, by its key.</summary>
    private sealed class UpsideDown(string which) : IAugmentation
    {
        public bool ReachesOutside => false;

        public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["UpsideDown"] = which };

        public AugmentedSample Apply(Sample sample, (int Height, int Width)? crop, uint key)
        {
            Sample shown = key % 2 == 0 ? sample : sample with
            {
                Picture = new Picture(Turned(sample.Picture.Pixels, 3 * sample.Picture.Width), sample.Picture.Width, sample.Picture.Height),
                Labels = new LabelMap(Turned(sample.Labels.Labels, sample.Labels.Width), sample.Labels.Width, sample.Labels.Height),
            };
            return new AugmentedSample(shown, PictureRegion.Whole(shown.Picture));
        }

        public void Validate()
        {
            if (which.Length == 0) throw new ArgumentOutOfRangeException(nameof(which), which, "Say which.");
        }

        public static byte[] Turned(byte[] values, int row) => [.. values.Chunk(row).Reverse().SelectMany(line => line)];
    }

    [Fact]
    public void Batches_hold_what_it_makes_of_samples()
    {
        IDataset data = Toy.Shapes(6);
        var reader = new BatchReader(ToyNet.Definition, data, Options, SingleReplica.Instance);
        var order = new SampleSequence(data.Count, Options.Order, Options.Seed);
        int turned = 0;
        for (int number = 0; number < 6; number++)
        {
            var batch = new Batch();
            reader.Read(number, batch);
            for (int i = 0; i < Options.BatchSize; i++)
            {
                long position = number * Options.BatchSize + i;
                LabelMap labels = data.Load(order.At(position)).Labels;
                bool isTurned = order.AugmentationKey(position) % 2 == 1;
                byte[] expected = isTurned ? UpsideDown.Turned(labels.Labels, labels.Width) : labels.Labels;
                Assert.Equal(expected, batch.LabelSet(0).Slice(i * expected.Length, expected.Length).ToArray());
                if (isTurned) turned++;
            }
        }

        Assert.InRange(turned, 1, 11);
    }

    [Fact]
    public async System.Threading.Tasks.Task A_run_is_resumed_under_the_same_one_only()
    {
        using Device device = Device.Cpu();
        using var network = new ToyNet(device);
        using (var trainer = new Trainer(network, Options with { CheckpointFolder = At("run"), SnapshotEvery = 1 })) await trainer.FitAsync(Toy.Shapes(6));
        using (var trainer = new Trainer(network, Options)) trainer.Resume(At("run"));
        using var other = new Trainer(network, Options with { Augmentation = new UpsideDown("all") });
        Assert.Contains("UpsideDown was every second, is all", Assert.Throws<CheckpointException>(() => other.Resume(At("run"))).Message);
        using var none = new Trainer(network, Options with { Augmentation = MirrorAndJitter.None });
        Assert.Contains("UpsideDown was every second, is not set", Assert.Throws<CheckpointException>(() => none.Resume(At("run"))).Message);
    }

    [Fact]
    public void Its_settings_are_checked()
    {
        using Device device = Device.Cpu();
        using var network = new ToyNet(device);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(network, Options with { Augmentation = new UpsideDown("") }));
    }
}
