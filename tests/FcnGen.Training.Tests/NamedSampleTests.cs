using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

/// <summary>Networks with several inputs and several label maps, trained from samples whose parts have names.</summary>
public sealed class NamedSampleTests : TemporaryFolder
{
    private static readonly SolverOptions Options = new()
    {
        BaseRate = 0.02, MaxIterations = 4, IterSize = 2, BatchSize = 2, Crop = (11, 10), Augmentation = new MirrorAndJitter(Mirror: true, Jitter: 3),
    };

    private readonly Device _device = Device.Cpu(1);

    [Fact]
    public async Task Training_is_the_loop_by_hand()
    {
        InMemoryDataset data = Depths.Samples(5);
        using var trained = new DepthNet(_device, seed: 3);
        using var plain = new DepthNet(_device, seed: 3);
        float[] start = Toy.AllWeights(trained);
        using var trainer = new Trainer(trained, Options);
        await trainer.FitAsync(data);

        var order = new SampleSequence(data.Count, Options.Order, Options.Seed);
        var augmentation = (MirrorAndJitter)Options.Augmentation;
        using var optimizer = new Optimizer(_device, plain.ParameterSet, Options);
        long position = 0;
        for (int iteration = 0; iteration < 4; iteration++)
        {
            double loss = 0;
            for (int pass = 0; pass < 2; pass++)
            {
                List<float> color = [], depth = [];
                List<byte> semantic = [], geometric = [];
                for (int i = 0; i < 2; i++, position++)
                {
                    int index = order.At(position);
                    PictureRegion region = augmentation.Choose(14, 17, (11, 10), order.AugmentationKey(position));
                    Dictionary<string, Raster> inputs = Depths.Inputs(index);
                    for (int channel = 0; channel < 3; channel++)
                    {
                        // Blue first.
                        int from = 2 - channel;
                        color.AddRange(Shown(region, (y, x) => (float)((inputs["color"][y, x, from] - (100.0 + 10 * channel)) / (50 + 10 * channel)), 0));
                    }

                    depth.AddRange(Shown(region, (y, x) => (float)((inputs["depth"][y, x, 0] - 20000.0) * (float)(1 / 10000.0)), 0));
                    semantic.AddRange(Shown(region, (y, x) => Depths.Labels(index)["loss_semantic"][y, x], (byte)255));
                    geometric.AddRange(Shown(region, (y, x) => Depths.Labels(index)["loss_geometric"][y, x], (byte)7));
                }

                Tensor<float>[] tensors = [Tensor.Create([.. color], [2, 3, 11, 10]), Tensor.Create([.. depth], [2, 1, 11, 10])];
                loss += plain.ForwardTraining(tensors, [[.. semantic], [.. geometric]]);
                plain.Backward(accumulate: pass > 0);
            }

            optimizer.Step(Options, iteration, 2);
            Assert.Equal(loss / 2, trainer.History.Losses[iteration]);
        }

        Assert.Equal(Toy.AllWeights(plain), Toy.AllWeights(trained));
        Assert.NotEqual(start, Toy.AllWeights(trained));
    }

    [Fact]
    public async Task A_resumed_run_ends_with_the_same_bits_and_only_on_the_same_data()
    {
        using var whole = new DepthNet(_device, seed: 3);
        using (var trainer = new Trainer(whole, Options)) await trainer.FitAsync(Depths.Samples(5));

        // Two iterations, then the rest by another trainer. The checkpoint is for a run of 4.
        using var parts = new DepthNet(_device, seed: 3);
        using (var trainer = new Trainer(parts, Options with { CheckpointFolder = At("run") }))
        {
            using var cancel = new System.Threading.CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trainer.FitAsync(
                Depths.Samples(5), new Told<TrainingProgress>(told => { if (told.Iteration == 2) cancel.Cancel(); }), cancel.Token));
            Assert.Equal(2, trainer.SavedIteration);
        }

        using var resumed = new DepthNet(_device, seed: 9);
        using var second = new Trainer(resumed, Options);
        second.Resume(At("run"));
        var changed = Depths.Samples(5);
        changed.Load(3).LabelMaps["loss_geometric"].Labels[8] ^= 1;
        Assert.Contains("labels of the same names have changed", (await Assert.ThrowsAsync<DatasetException>(() => second.FitAsync(changed))).Message);
        var deeper = Depths.Samples(5);
        deeper.Load(4).Inputs["depth"].Values16![8] ^= 1;
        Assert.Contains("labels of the same names have changed", (await Assert.ThrowsAsync<DatasetException>(() => second.FitAsync(deeper))).Message);
        await second.FitAsync(Depths.Samples(5));
        Assert.Equal(Toy.AllWeights(whole), Toy.AllWeights(resumed));
    }

    [Fact]
    public async Task One_label_map_without_a_name_is_for_every_loss()
    {
        LabelMap[] maps = [.. Enumerable.Range(0, 4).Select(i => Depths.Map(i, [0, 1], 14, 17))];
        Sample[] shared = [.. maps.Select((map, i) => new Sample($"s{i}", Depths.Inputs(i), map))];
        Sample[] named = [.. maps.Select((map, i) => new Sample($"s{i}", Depths.Inputs(i), new Dictionary<string, LabelMap> { ["loss_semantic"] = map, ["loss_geometric"] = map }))];
        using var one = new DepthNet(_device, seed: 3);
        using var other = new DepthNet(_device, seed: 3);
        using (var trainer = new Trainer(one, Options)) await trainer.FitAsync(new InMemoryDataset(shared));
        using (var trainer = new Trainer(other, Options)) await trainer.FitAsync(new InMemoryDataset(named));
        Assert.Equal(Toy.AllWeights(one), Toy.AllWeights(other));

        // Within a batch it is one or the other.
        using var mixed = new Trainer(one, Options);
        string message = (await Assert.ThrowsAsync<DatasetException>(() => mixed.FitAsync(new InMemoryDataset([shared[0], named[1]])))).Message;
        Assert.Contains("s1 has one for each loss, s0 has one for all", message);
    }

    [Fact]
    public void Inputs_and_labels_are_cut_and_mirrored_alike()
    {
        // Everything tells the parity of the same code, so whatever is shown must agree.
        var code = new ushort[14 * 17];
        new Random(2).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(code.AsSpan()));
        byte[] parity = [.. code.Select(value => (byte)(value % 2))];
        var inputs = new Dictionary<string, Raster>
        {
            ["color"] = new Raster([.. parity.SelectMany(value => new[] { value, value, value })], 3, 17, 14), ["depth"] = new Raster(code, 1, 17, 14),
        };
        var labels = new Dictionary<string, LabelMap> { ["loss_semantic"] = new(parity, 17, 14), ["loss_geometric"] = new(parity, 17, 14) };
        var reader = new BatchReader(DepthNet.Definition, new InMemoryDataset([new Sample("code", inputs, labels)]), Options, SingleReplica.Instance);
        var batch = new Batch();
        int inside = 0, outside = 0;
        for (int number = 0; number < 20; number++)
        {
            reader.Read(number, batch);
            for (int i = 0; i < 2 * 110; i++)
            {
                byte semantic = batch.LabelsFor(0)[i], geometric = batch.LabelsFor(1)[i];
                float depth = batch.Input(1)[i], blue = batch.Input(0)[i / 110 * 330 + i % 110];
                if (semantic == 255)
                {
                    Assert.Equal((7, 0f, 0f), (geometric, depth, blue));
                    outside++;
                    continue;
                }

                Assert.Equal(semantic, geometric);
                Assert.Equal(semantic, (int)Math.Round(depth * 10000 + 20000) % 2);
                Assert.Equal(semantic, (int)Math.Round(blue * 50 + 100));
                inside++;
            }
        }

        Assert.True(inside > 2000 && outside > 20, $"{inside} inside, {outside} outside");
    }

    [Fact]
    public void An_evaluation_scores_an_output_by_the_labels_of_its_loss()
    {
        using DepthNet net = Random();
        InMemoryDataset data = Depths.Samples(4);
        foreach ((int output, string loss, int classes, int ignored) in new[] { (0, "loss_semantic", 3, 255), (1, "loss_geometric", 2, 7) })
        {
            var confusion = new ConfusionMatrix(classes);
            for (int i = 0; i < data.Count; i++)
            {
                Tensor<float>[] scores = net.RunForward(Encoded(data.Load(i), "color", net), Encoded(data.Load(i), "depth", net));
                var best = new byte[14 * 17];
                for (int pixel = 0; pixel < best.Length; pixel++)
                    for (int c = 1; c < classes; c++)
                        if (scores[output][0, c, pixel / 17, pixel % 17] > scores[output][0, best[pixel], pixel / 17, pixel % 17]) best[pixel] = (byte)c;
                Assert.Equal(best, net.Segment(data.Load(i).Inputs, output).Labels);
                confusion.Add(data.Load(i).LabelMaps[loss].Labels, best, ignored);
            }

            Assert.Equal(new SegmentationMetrics(confusion).MeanIu, Evaluator.Evaluate(net, data, output: output).MeanIu);
            Assert.InRange(new SegmentationMetrics(confusion).MeanIu, 0.05, 0.95);
        }
    }

    [Fact]
    public void Scores_and_probabilities_of_inputs_by_name_are_those_of_tensors()
    {
        using DepthNet net = Random();
        Sample sample = Depths.Samples(1).Load(0);
        float[] expected = new float[3 * 14 * 17];
        net.RunForward(Encoded(sample, "color", net), Encoded(sample, "depth", net))[0].FlattenTo(expected);
        float[] scores = new float[expected.Length], probabilities = new float[expected.Length];
        net.Scores(sample.Inputs).FlattenTo(scores);
        net.Probabilities(sample.Inputs).FlattenTo(probabilities);
        Assert.Equal(expected, scores);
        for (int i = 0; i < 14 * 17; i++)
        {
            double sum = Enumerable.Range(0, 3).Sum(c => Math.Exp(scores[c * 14 * 17 + i]));
            Assert.InRange(Math.Abs(Math.Exp(scores[i]) / sum - probabilities[i]), 0, 1e-6);
        }
    }

    [Fact]
    public async Task A_data_set_of_rasters_feeds_the_only_input_whatever_its_name()
    {
        using var unnamed = new BandNet(_device, seed: 3);
        using var named = new BandNet(_device, seed: 3);
        Sample[] samples = [.. Enumerable.Range(0, 4).Select(i => new Sample($"s{i}", Depths.Bands(i), Depths.Map(i, [0, 1, 2], 14, 17)))];
        using (var trainer = new Trainer(unnamed, Options)) await trainer.FitAsync(new InMemoryDataset(samples));
        using (var trainer = new Trainer(named, Options))
        {
            await trainer.FitAsync(new InMemoryDataset([.. samples.Select(sample => new Sample(
                sample.Name, new Dictionary<string, Raster> { ["data"] = sample.Inputs[Sample.Unnamed] }, sample.Labels))]));
        }

        Assert.Equal(Toy.AllWeights(unnamed), Toy.AllWeights(named));
        Assert.Equal(unnamed.Segment(samples[0].Inputs[""]).Labels, unnamed.Segment(samples[0].Inputs).Labels);
        Assert.Contains("DepthNet has several inputs (color, depth)", Assert.Throws<InvalidOperationException>(() => Random().Segment(Depths.Bands(1))).Message);
    }

    private static IEnumerable<T> Shown<T>(PictureRegion region, Func<int, int, T> at, T outside)
    {
        for (int row = 0; row < region.Height; row++)
        {
            for (int column = 0; column < region.Width; column++)
            {
                int y = region.Top + row, x = region.Left + column;
                bool inside = y is >= 0 and < 14 && x is >= 0 and < 17;
                yield return inside ? at(y, region.Mirror ? 16 - x : x) : outside;
            }
        }
    }

    private static Tensor<float> Encoded(Sample sample, string input, Network net)
    {
        InputInfo info = net.Description.Inputs.Single(one => one.Name == input);
        var values = new float[info.Channels * sample.Height * sample.Width];
        info.Preprocessing.Encode(sample.Inputs[input], values);
        return Tensor.Create(values, [1, info.Channels, sample.Height, sample.Width]);
    }

    // Scores of an untrained network are all zero.
    private DepthNet Random()
    {
        var net = new DepthNet(_device, seed: 4);
        var random = new Random(5);
        foreach (Parameter parameter in net.ParameterSet.All) parameter.Write([.. Enumerable.Range(0, (int)parameter.Info.Count).Select(_ => random.NextSingle() - 0.5f)]);
        return net;
    }
}
