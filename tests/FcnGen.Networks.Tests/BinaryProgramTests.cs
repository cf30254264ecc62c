using System;
using System.IO;
using System.Linq;
using FcnGen.Networks.Tests.Reference;
using FcnGen.Samples;
using FcnGen.Samples.Fcn.Segmentation;

namespace FcnGen.Networks.Tests;

/// <summary>What the commands of <c>fcn</c> do with a network of one channel: the parts that they are made of, since the catalog has no such network.</summary>
public sealed class BinaryProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("binary").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("binary")]
    [InlineData("against the rest")]
    public void Segment_writes_the_labels_of_the_network_with_and_without_scores(string name)
    {
        using Device device = Device.Cpu();
        using Network network = SigmoidCases.All.Single(network => network.Name == name).On(device);
        var random = new Random(3);
        var pixels = new byte[19 * 23 * 3];
        random.NextBytes(pixels);
        var picture = new Picture(pixels, 23, 19);
        LabelMap expected = network.Segment(picture);
        Assert.True(expected.Labels.Distinct().Count() > 1);

        var segmenter = new Segmenter(network);
        string labels = Path.Combine(_folder, "labels.png"), beside = Path.Combine(_folder, "beside.png"), scores = Path.Combine(_folder, "scores.npy");
        segmenter.Run(new SegmentJob("picture", labels, Path.Combine(_folder, "overlay.png"), null), picture);
        segmenter.Run(new SegmentJob("picture", beside, null, scores), picture);
        Assert.Equal(expected.Labels, LabelMap.Load(labels).Labels);
        Assert.Equal(expected.Labels, LabelMap.Load(beside).Labels);
        Assert.Contains($"'shape': (1, {network.Description.Outputs[0].Channels}, 19, 23)", File.ReadAllText(scores, System.Text.Encoding.Latin1), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_data_are_those_of_two_classes()
    {
        var counts = new long[256];
        (counts[0], counts[1], counts[255]) = (70, 30, 5);
        new LabelReading().Require(counts, BinaryNet.Definition);
        counts[2] = 1;
        string message = Assert.Throws<LabelContentException>(() => new LabelReading().Require(counts, BinaryNet.Definition)).Message;
        Assert.Contains("neither among the 2 classes of the network (0 to 1) nor void (255)", message, StringComparison.Ordinal);
    }
}
