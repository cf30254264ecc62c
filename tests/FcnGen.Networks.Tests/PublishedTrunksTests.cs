using System.Collections.Generic;
using System.Linq;
using FcnGen.Geometry;

namespace FcnGen.Networks.Tests;

/// <summary>The trunks made of blocks against the tables of their papers, written out here as plain loops.</summary>
public class PublishedTrunksTests
{
    // Table 1 of "Going Deeper with Convolutions": 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, pool projection.
    private static readonly (string Name, int Inputs, int[] Channels)[] s_inceptions =
    [
        ("3a", 192, [64, 96, 128, 16, 32, 32]), ("3b", 256, [128, 128, 192, 32, 96, 64]),
        ("4a", 480, [192, 96, 208, 16, 48, 64]), ("4b", 512, [160, 112, 224, 24, 64, 64]), ("4c", 512, [128, 128, 256, 24, 64, 64]),
        ("4d", 512, [112, 144, 288, 32, 64, 64]), ("4e", 528, [256, 160, 320, 32, 128, 128]),
        ("5a", 832, [256, 160, 320, 32, 128, 128]), ("5b", 832, [384, 192, 384, 48, 128, 128]),
    ];

    // Table 1 of "Deep Residual Learning for Image Recognition": width, repetitions, stride of the first.
    private static readonly (int Width, int Count, int Stride)[] s_stages = [(64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)];

    [Fact]
    public void GoogLeNet_has_the_convolutions_of_the_paper_under_the_names_of_Caffe()
    {
        List<string> names = ["conv1/7x7_s2", "conv2/3x3_reduce", "conv2/3x3"];
        List<(int Inputs, int Outputs, int Kernel)> shapes = [(3, 64, 7), (64, 64, 1), (64, 192, 3)];
        foreach ((string name, int inputs, int[] c) in s_inceptions)
        {
            names.AddRange(new[] { "1x1", "3x3_reduce", "3x3", "5x5_reduce", "5x5", "pool_proj" }.Select(part => $"inception_{name}/{part}"));
            shapes.AddRange([(inputs, c[0], 1), (inputs, c[1], 1), (c[1], c[2], 3), (inputs, c[3], 1), (c[3], c[4], 5), (inputs, c[5], 1)]);
        }

        NetworkDescription trunk = GoogLeNetTrunk.Definition;
        Layer[] convolutions = [.. trunk.Layers.Where(layer => layer.Kind == LayerKind.Conv)];
        Assert.Equal(57, convolutions.Length);
        Assert.Equal(names, convolutions.Select(layer => layer.Name));
        Assert.Equal(shapes.Select(s => (s.Outputs, s.Kernel)), convolutions.Select(layer => (layer.Channels, layer.Kernel.Height)));
        Assert.Equal(
            shapes.Zip(names).SelectMany(pair => new[] { $"{pair.Second}.weight {pair.First.Outputs}x{pair.First.Inputs}x{pair.First.Kernel}x{pair.First.Kernel}", $"{pair.Second}.bias {pair.First.Outputs}" }),
            trunk.Parameters.Select(parameter => parameter.Name + " " + string.Join('x', parameter.Shape)));
        Assert.Equal(shapes.Sum(s => (long)s.Outputs * s.Inputs * s.Kernel * s.Kernel + s.Outputs), trunk.Layers.Sum(layer => layer.Parameters));
        Assert.All(convolutions, layer => Assert.Equal(LayerKind.Relu, layer.Activation));
    }

    [Fact]
    public void GoogLeNet_has_the_sizes_of_the_paper()
    {
        NetworkDescription trunk = GoogLeNetTrunk.Definition;
        IReadOnlyList<(int Height, int Width)> sizes = trunk.Sizes(224, 224);
        string[] rows = [.. trunk.Layers.Select((layer, i) => (layer, i)).Where(pair => pair.layer.Name.EndsWith("/output") || pair.layer.Name.Contains("_s2"))
            .Select(pair => $"{pair.layer.Name} {sizes[pair.i].Height}x{sizes[pair.i].Width}x{pair.layer.Channels} {pair.layer.Map.Height.Stride}")];
        Assert.Equal(
            [
                "conv1/7x7_s2 112x112x64 2", "pool1/3x3_s2 56x56x64 4", "pool2/3x3_s2 28x28x192 8", "inception_3a/output 28x28x256 8", "inception_3b/output 28x28x480 8",
                "pool3/3x3_s2 14x14x480 16", "inception_4a/output 14x14x512 16", "inception_4b/output 14x14x512 16", "inception_4c/output 14x14x512 16",
                "inception_4d/output 14x14x528 16", "inception_4e/output 14x14x832 16", "pool4/3x3_s2 7x7x832 32", "inception_5a/output 7x7x832 32", "inception_5b/output 7x7x1024 32",
            ], rows);
        Assert.Equal(["conv1/7x7_s2", "pool1/3x3_s2", "pool1/norm1", "conv2/3x3_reduce", "conv2/3x3", "conv2/norm2", "pool2/3x3_s2"], trunk.Layers.Skip(1).Take(7).Select(layer => layer.Name));

        // k + (K - 1) s along the largest path of every module, 5x5.
        int field = 1, stride = 1;
        void Step(int kernel, int by = 1) => (field, stride) = (field + (kernel - 1) * stride, stride * by);
        Step(7, 2);
        Step(3, 2);
        Step(3);
        Step(3, 2);
        foreach ((string name, _, _) in s_inceptions)
        {
            if (name is "4a" or "5a") Step(3, 2);
            Step(5);
        }

        Assert.Equal(((Rational)field, (Rational)32), (trunk.Layers[^1].ReceptiveField.Height, trunk.Layers[^1].Map.Height.Stride));
    }

    [Fact]
    public void ResNet50_has_the_convolutions_of_the_paper_under_the_names_of_torchvision()
    {
        List<string> names = ["conv1"];
        List<(int Inputs, int Outputs, int Kernel, int Stride)> shapes = [(3, 64, 7, 2)];
        int inputs = 64;
        for (int stage = 0; stage < s_stages.Length; stage++)
        {
            (int width, int count, int stride) = s_stages[stage];
            for (int i = 0; i < count; i++)
            {
                int by = i == 0 ? stride : 1;
                names.AddRange(new[] { "conv1", "conv2", "conv3" }.Select(part => $"layer{stage + 1}.{i}.{part}"));
                shapes.AddRange([(inputs, width, 1, 1), (width, width, 3, by), (width, 4 * width, 1, 1)]);
                if (i == 0)
                {
                    names.Add($"layer{stage + 1}.0.downsample.0");
                    shapes.Add((inputs, 4 * width, 1, by));
                }

                inputs = 4 * width;
            }
        }

        NetworkDescription trunk = ResNet50Trunk.Definition;
        Layer[] convolutions = [.. trunk.Layers.Where(layer => layer.Kind == LayerKind.Conv)];
        Assert.Equal(53, convolutions.Length);
        Assert.Equal(names, convolutions.Select(layer => layer.Name));
        Assert.Equal(shapes.Select(s => (s.Outputs, s.Kernel, s.Stride)), convolutions.Select(layer => (layer.Channels, layer.Kernel.Height, layer.Stride.Height)));
        Assert.Equal(
            shapes.Zip(names).Select(pair => $"{pair.Second}.weight {pair.First.Outputs}x{pair.First.Inputs}x{pair.First.Kernel}x{pair.First.Kernel}"),
            trunk.Parameters.Select(parameter => parameter.Name + " " + string.Join('x', parameter.Shape)));
        Assert.Equal(23_454_912, trunk.Layers.Sum(layer => layer.Parameters));
    }

    [Fact]
    public void ResNet50_has_the_sizes_of_the_paper()
    {
        NetworkDescription trunk = ResNet50Trunk.Definition;
        IReadOnlyList<(int Height, int Width)> sizes = trunk.Sizes(224, 224);
        string[] rows = [.. trunk.Layers.Select((layer, i) => (layer, i)).Where(pair => pair.layer.PropertyName is "Conv1" or "MaxPool" or "Layer1" or "Layer2" or "Layer3" or "Layer4")
            .Select(pair => $"{pair.layer.PropertyName} {sizes[pair.i].Height}x{sizes[pair.i].Width}x{pair.layer.Channels} {pair.layer.Map.Height.Stride}")];
        Assert.Equal(["Conv1 112x112x64 2", "MaxPool 56x56x64 4", "Layer1 56x56x256 4", "Layer2 28x28x512 8", "Layer3 14x14x1024 16", "Layer4 7x7x2048 32"], rows);

        int field = 1, stride = 1;
        void Step(int kernel, int by = 1) => (field, stride) = (field + (kernel - 1) * stride, stride * by);
        Step(7, 2);
        Step(3, 2);
        foreach ((_, int count, int by) in s_stages)
            for (int i = 0; i < count; i++) Step(3, i == 0 ? by : 1);
        Assert.Equal(((Rational)field, (Rational)stride), (trunk.Layers[^1].ReceptiveField.Height, trunk.Layers[^1].Map.Height.Stride));
        Assert.All(trunk.Layers.Where(layer => layer.Kind == LayerKind.Sum), layer => Assert.Equal(LayerKind.Relu, layer.Activation));
    }
}
