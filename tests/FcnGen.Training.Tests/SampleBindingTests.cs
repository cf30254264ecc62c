using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

/// <summary>Samples that do not fit: what was expected, what was found, what to do. A check says it before training starts, and without one training does.</summary>
public sealed class SampleBindingTests
{
    private static readonly Raster Color = TestPictures.Noise(14, 17, 1), Depth = Depths.Inputs(1)["depth"];
    private static readonly LabelMap Map = Depths.Map(1, [0, 1], 14, 17);

    private readonly Device _device = Device.Cpu(1);

    public static TheoryData<string, Sample, string[]> Wrong => new()
    {
        {
            "a picture alone", new Sample("s", TestPictures.Noise(14, 17, 1), Map),
            ["s gives one input without a name, but DepthNet takes the inputs color, depth; missing: color, depth.", "a dictionary with an entry for each input"]
        },
        {
            "a missing input", new Sample("s", Named(("color", Color)), Map),
            ["s gives the input color, but DepthNet takes the inputs color, depth; missing: depth."]
        },
        {
            "an unknown input", new Sample("s", Named(("color", Color), ("hha", Depth)), Map),
            ["s gives the inputs color, hha, but DepthNet takes the inputs color, depth; missing: depth; unknown: hha."]
        },
        {
            "one input too many", new Sample("s", Named(("color", Color), ("depth", Depth), ("height", Depth)), Map),
            ["s gives the inputs color, depth, height, but DepthNet takes the inputs color, depth; unknown: height."]
        },
        {
            "a picture for one of several channels", new Sample("s", Named(("color", Depths.Bands(1)), ("depth", Depth)), Map),
            ["Input color of DepthNet takes 3 channels; s gives it a raster of 5.", "Raster.Select"]
        },
        {
            "three channels for a depth", new Sample("s", Named(("color", Color), ("depth", new Raster(new byte[14 * 17 * 3], 3, 17, 14))), Map),
            ["Input depth of DepthNet takes 1 channel; s gives it a raster of 3."]
        },
        {
            "a missing label map", new Sample("s", Inputs, Named(("loss_semantic", Map))),
            ["s gives the label map loss_semantic, but the losses of DepthNet are loss_semantic, loss_geometric; missing: loss_geometric.", "as the loss that it is for"]
        },
        {
            "an unknown label map", new Sample("s", Inputs, Named(("loss_semantic", Map), ("geometric", Map))),
            ["s gives the label maps geometric, loss_semantic, but the losses of DepthNet are loss_semantic, loss_geometric; missing: loss_geometric; unknown: geometric."]
        },
        {
            "a label map too many", new Sample("s", Inputs, Named(("loss_semantic", Map), ("loss_geometric", Map), ("", Map))),
            ["s gives the label maps (without a name), loss_geometric, loss_semantic, but the losses of DepthNet are loss_semantic, loss_geometric."]
        },
    };

    private static Dictionary<string, Raster> Inputs => Named(("color", Color), ("depth", Depth));

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Wrong_names_and_channels_are_told(string what, Sample sample, string[] messages)
    {
        Assert.NotEmpty(what);
        using var net = new DepthNet(_device);
        foreach (bool checks in new[] { true, false })
        {
            using var trainer = new Trainer(net, new SolverOptions { BaseRate = 0.01, MaxIterations = 1, CheckData = checks });
            string message = (await Assert.ThrowsAsync<SampleMismatchException>(() => trainer.FitAsync(new InMemoryDataset([sample])))).Message;
            foreach (string part in messages) Assert.Contains(part, message);
        }
    }

    [Fact]
    public async Task Labels_are_checked_against_their_own_loss()
    {
        using var net = new DepthNet(_device);
        using var trainer = new Trainer(net, new SolverOptions { BaseRate = 0.01, MaxIterations = 1 });
        // 2 is a class of the first loss, not of the second.
        LabelMap two = Depths.Map(1, [2], 14, 17);
        await trainer.FitAsync(new InMemoryDataset([new Sample("s", Inputs, Named(("loss_semantic", two), ("loss_geometric", Map)))]));
        using var other = new Trainer(net, new SolverOptions { BaseRate = 0.01, MaxIterations = 1 });
        var wrong = new Sample("s", Inputs, Named(("loss_semantic", two), ("loss_geometric", two)));
        Assert.Contains(
            "s (labels loss_geometric) has the label 2 at row 0, column 0; the loss loss_geometric has 2 classes, so labels are 0 to 1, or 7 to ignore a pixel",
            (await Assert.ThrowsAsync<LabelMismatchException>(() => other.FitAsync(new InMemoryDataset([wrong])))).Message);
    }

    [Fact]
    public void All_parts_have_one_size()
    {
        using var net = new DepthNet(_device);
        var small = new Raster(new ushort[13 * 17], 1, 17, 13);
        Dictionary<string, Raster> unequal = Named(("color", Color), ("depth", small));
        Assert.Contains("s gives inputs of several sizes: color is 14x17 (height x width), depth is 13x17", Assert.Throws<SampleMismatchException>(
            () => Evaluator.Evaluate(net, new InMemoryDataset([new Sample("s", unequal, Map)]))).Message);
        Assert.Contains("Segment gives inputs of several sizes", Assert.Throws<SampleMismatchException>(() => net.Segment(unequal)).Message);
        var sample = new Sample("s", Inputs, Named(("loss_semantic", Map), ("loss_geometric", Depths.Map(1, [0], 17, 14))));
        DatasetProblem problem = Assert.Single(DatasetCheck.Run(new InMemoryDataset([sample])).Problems);
        Assert.IsType<LabelMismatchException>(problem.Error);
        Assert.Contains("s (labels loss_geometric) is 17x14 (height x width), its picture s (color) is 14x17", problem.Error.Message);
        // A pair, too.
        using var toy = new ToyNet(_device);
        Assert.Throws<LabelMismatchException>(() => Evaluator.Evaluate(toy, new InMemoryDataset([new Sample("p", TestPictures.Noise(20, 24, 1), Map)])));
    }

    [Fact]
    public void A_name_of_ones_own_must_be_that_of_the_only_input()
    {
        using var net = new ToyNet(_device);
        string message = Assert.Throws<SampleMismatchException>(() => net.Segment(Named(("image", Color)))).Message;
        Assert.Contains("Segment gives the input image, but ToyNet takes the input data; missing: data; unknown: image. Call it data, or make the sample of it alone", message);
        Assert.Equal(net.Segment(Color.Picture!).Labels, net.Segment(Named(("data", Color))).Labels);
        Assert.Contains(
            "Input data of BandNet takes 5 channels; Segment gives it a picture",
            Assert.Throws<SampleMismatchException>(() => new BandNet(_device).Segment(Color)).Message);
    }

    [Fact]
    public void An_evaluation_needs_the_labels_of_its_output_alone()
    {
        using var net = new DepthNet(_device);
        var semantic = new Sample("s", Inputs, Named(("loss_semantic", Map)));
        Assert.Equal(1, Evaluator.Evaluate(net, new InMemoryDataset([semantic])).PixelAccuracy + Evaluator.Evaluate(net, new InMemoryDataset([semantic with
        {
            LabelMaps = Named(("loss_semantic", new LabelMap([.. Map.Labels.Select(label => (byte)(1 - label))], 17, 14))),
        }])).PixelAccuracy, 6);
        string message = Assert.Throws<SampleMismatchException>(() => Evaluator.Evaluate(net, new InMemoryDataset([semantic]), output: 1)).Message;
        Assert.Contains("s gives the label map loss_semantic, but loss_geometric of DepthNet is scored; missing: loss_geometric", message);
        var strange = semantic with { LabelMaps = Named(("loss_semantic", Map), ("sematic", Map)) };
        Assert.Contains("unknown: sematic", Assert.Throws<SampleMismatchException>(() => Evaluator.Evaluate(net, new InMemoryDataset([strange]))).Message);
    }

    [Fact]
    public void A_sample_knows_its_parts()
    {
        Picture picture = TestPictures.Noise(14, 17, 1);
        var pair = new Sample("p", picture, Map);
        Assert.Same(picture, pair.Picture);
        Assert.Same(Map, pair.Labels);
        Assert.Equal([Sample.Unnamed], pair.Inputs.Keys);
        Assert.Equal(new Sample("p", picture, Map), pair);
        Assert.Equal((14, 17), (pair.Height, pair.Width));
        var several = new Sample("q", Inputs, Named(("b", Map), ("a", Map)));
        Assert.Equal(["a", "b"], several.LabelMaps.Keys);
        Assert.Contains("q has 2 inputs (color, depth)", Assert.Throws<InvalidOperationException>(() => several.Picture).Message);
        Assert.Contains("q has 2 label maps (a, b)", Assert.Throws<InvalidOperationException>(() => several.Labels).Message);
        Assert.Contains("color, depth", several.ToString());
        Assert.Contains("1 channels of 16 bits", Assert.Throws<InvalidOperationException>(() => new Sample("d", Depth, Map).Picture).Message);
        Assert.Throws<ArgumentException>(() => new Sample("s", new Dictionary<string, Raster>(), Map));
        Assert.Throws<ArgumentNullException>(() => new Sample("s", Named<Raster>(("color", null!)), Map));

        Sample mapped = new InMemoryDataset([several]).WithLabels(new LabelMapping(classes: [1, 0])).Load(0);
        Assert.All(mapped.LabelMaps.Values, map => Assert.Equal(Map.Labels.Select(label => (byte)(1 - label)), map.Labels));
        Assert.Equal(3, several.SelectInputs((name, raster) => name == "color" ? raster : Color).Inputs["depth"].Channels);
    }

    [Fact]
    public void The_identity_of_a_pair_is_as_ever_and_of_others_tells_names_channels_and_bits()
    {
        // Height, width, pixels, labels: what checkpoints have kept from the first.
        Picture picture = TestPictures.Noise(14, 17, 1);
        byte[] content = [14, 0, 0, 0, 17, 0, 0, 0, .. picture.Pixels, .. Map.Labels];
        string pair = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.Equal(pair, SampleFacts.Of(new Sample("s", picture, Map)).Sha256);
        byte[] identity = [.. "s\n"u8, .. Encoding.UTF8.GetBytes(pair), (byte)'\n'];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(identity)), DatasetCheck.Run(new InMemoryDataset([new Sample("s", picture, Map)])).Identity);

        byte[] bytes = new byte[14 * 17 * 2];
        Sample[] others =
        [
            new("s", new Raster(bytes, 2, 17, 14), Map), new("s", new Raster(new ushort[14 * 17], 1, 17, 14), Map),
            new("s", Named(("a", new Raster(bytes, 2, 17, 14))), Map), new("s", Named(("b", new Raster(bytes, 2, 17, 14))), Map),
            new("s", Named(("a", new Raster(bytes, 2, 17, 14))), Named(("a", Map))), new("s", Named(("data", (Raster)picture)), Map),
        ];
        Assert.Equal(6, others.Select(other => SampleFacts.Of(other).Sha256).Append(pair).Distinct().Count() - 1);
    }

    [Fact]
    public void A_check_counts_labels_by_name()
    {
        LabelMap two = Depths.Map(1, [2], 14, 17);
        DatasetReport report = DatasetCheck.Run(new InMemoryDataset([new Sample("s", Inputs, Named(("a", two), ("b", Map))), new Sample("t", Inputs, Named(("a", two), ("b", two)))]));
        Assert.Equal(2 * 14 * 17, report.LabelCountsByName["a"][2]);
        Assert.Equal(14 * 17, report.LabelCountsByName["b"][2]);
        Assert.Equal(3 * 14 * 17, report.LabelCounts[2]);
        Assert.Equal(2, report.PicturesWithLabel[2]);
        Assert.Equal(1, report.PicturesWithLabel[0]);
    }

    private static Dictionary<string, T> Named<T>(params (string Name, T Value)[] parts) => parts.ToDictionary(part => part.Name, part => part.Value);
}
