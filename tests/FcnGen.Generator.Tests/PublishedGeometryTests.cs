using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Tests;

/// <summary>The figures of the published networks (Caffe's prototxt files and the paper's table 1), found from the declarations alone.</summary>
public class PublishedGeometryTests
{
    [Fact]
    public void Crops_of_the_published_networks_are_computed()
    {
        Assert.Equal("score 19", Crops(Sources.Fcn32s(), "Nets.Fcn32s"));
        Assert.Equal("score_pool4c 5, score 27", Crops(Sources.Fcn16s(), "Nets.Fcn16s"));
        Assert.Equal("score_pool4c 5, score_pool3c 9, score 31", Crops(Sources.Fcn8s(), "Nets.Fcn8s"));
        Assert.Equal("score 18", Crops(Sources.AlexNet(), "Nets.FcnAlexNet"));
    }

    // name, receptive field, map with pad 100
    [Theory]
    [InlineData("conv1_1", "3", "x = 1·i − 99")]
    [InlineData("conv1_2", "5", "x = 1·i − 99")]
    [InlineData("pool1", "6", "x = 2·i − 197/2")]
    [InlineData("conv2_1", "10", "x = 2·i − 197/2")]
    [InlineData("conv2_2", "14", "x = 2·i − 197/2")]
    [InlineData("pool2", "16", "x = 4·i − 195/2")]
    [InlineData("conv3_3", "40", "x = 4·i − 195/2")]
    [InlineData("pool3", "44", "x = 8·i − 191/2")]
    [InlineData("conv4_3", "92", "x = 8·i − 191/2")]
    [InlineData("pool4", "100", "x = 16·i − 183/2")]
    [InlineData("conv5_3", "196", "x = 16·i − 183/2")]
    [InlineData("pool5", "212", "x = 32·i − 167/2")]
    [InlineData("fc6", "404", "x = 32·i + 25/2")]
    [InlineData("score_fr", "404", "x = 32·i + 25/2")]
    [InlineData("upscore2", "436", "x = 16·i − 23/2")]
    [InlineData("score_pool4c", "100", "x = 16·i − 23/2")]
    [InlineData("upscore_pool4", "452", "x = 8·i − 47/2")]
    [InlineData("score_pool3c", "44", "x = 8·i − 47/2")]
    [InlineData("upscore8", "460", "x = 1·i − 31")]
    [InlineData("score", "460", "x = 1·i + 0")]
    public void Fcn8s_has_the_published_fields_and_coordinates(string layer, string field, string map)
    {
        CheckedLayer found = Check(Sources.Fcn8s(), "Nets.Fcn8s").Layer(layer);
        Assert.Equal(field, found.ReceptiveField.ToString());
        Assert.Equal(map, found.Map.ToString());
    }

    [Theory]
    [InlineData("conv1", "11", "x = 4·i − 95")]
    [InlineData("pool1", "19", "x = 8·i − 91")]
    [InlineData("norm1", "19", "x = 8·i − 91")]
    [InlineData("conv2", "51", "x = 8·i − 91")]
    [InlineData("pool2", "67", "x = 16·i − 83")]
    [InlineData("conv3", "99", "x = 16·i − 83")]
    [InlineData("conv4", "131", "x = 16·i − 83")]
    [InlineData("conv5", "163", "x = 16·i − 83")]
    [InlineData("pool5", "195", "x = 32·i − 67")]
    [InlineData("fc6", "355", "x = 32·i + 13")]
    [InlineData("score_fr", "355", "x = 32·i + 13")]
    [InlineData("upscore", "387", "x = 1·i − 18")]
    public void AlexNet_has_the_published_fields_and_coordinates(string layer, string field, string map)
    {
        CheckedLayer found = Check(Sources.AlexNet(), "Nets.FcnAlexNet").Layer(layer);
        Assert.Equal(field, found.ReceptiveField.ToString());
        Assert.Equal(map, found.Map.ToString());
    }

    [Theory]
    [InlineData(97, 1)]
    [InlineData(100, 1)]
    [InlineData(81, 64)] // the smallest pad for every side of 64 or more
    public void The_smallest_size_is_that_of_the_exhaustive_search(int pad, int atMost)
    {
        Assert.InRange(Check(Sources.Fcn32s(pad), "Nets.Fcn32s").SmallestSize.Height, 1, atMost);
    }

    [Theory]
    [InlineData(true, "907")]
    [InlineData(false, "715")]
    public void GoogLeNet_has_the_papers_field_only_with_its_average_pool(bool averagePool, string field)
    {
        CheckedNetwork network = Check(GoogLeNet(averagePool), "Nets.GoogLeNet");
        CheckedLayer last = network.Layers[network.Layers.Count - 1];
        Assert.Equal(field, last.ReceptiveField.ToString());
        Assert.Equal("32", last.Map.Height.Stride.ToString());
    }

    // Each inception module: four branches joined, of which the 5x5 one sees most.
    private static string GoogLeNet(bool averagePool)
    {
        string body = """
            [Conv(64, Kernel = 7, Stride = 2, Pad = 3), Relu] public partial Layer Conv1 { get; }
            [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool1 { get; }
            [Conv(64), Relu] public partial Layer Conv2Reduce { get; }
            [Conv(192, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2 { get; }
            [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool2 { get; }

            """;
        string below = "Pool2";
        foreach (string module in new[] { "3a", "3b", "pool3", "4a", "4b", "4c", "4d", "4e", "pool4", "5a", "5b" })
        {
            if (module.StartsWith("pool", System.StringComparison.Ordinal))
            {
                body += $"[MaxPool(Kernel = 3, Stride = 2)] public partial Layer P{module[4]} {{ get; }}\n";
                below = "P" + module[4];
                continue;
            }

            body += $$"""
                [Conv(16, From = nameof({{below}})), Relu] public partial Layer I{{module}}_1x1 { get; }
                [Conv(16, From = nameof({{below}})), Relu] public partial Layer I{{module}}_3x3r { get; }
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer I{{module}}_3x3 { get; }
                [Conv(16, From = nameof({{below}})), Relu] public partial Layer I{{module}}_5x5r { get; }
                [Conv(16, Kernel = 5, Pad = 2), Relu] public partial Layer I{{module}}_5x5 { get; }
                [MaxPool(Kernel = 3, Pad = 1, From = nameof({{below}}))] public partial Layer I{{module}}_pool { get; }
                [Conv(16), Relu] public partial Layer I{{module}}_proj { get; }
                [Concat(nameof(I{{module}}_1x1), nameof(I{{module}}_3x3), nameof(I{{module}}_5x5), nameof(I{{module}}_proj))] public partial Layer I{{module}} { get; }

                """;
            below = "I" + module;
        }

        if (averagePool) body += "[AvgPool(Kernel = 7, Stride = 1)] public partial Layer Pool5 { get; }\n";
        return "using FcnGen;\nnamespace Nets;\n[FullyConvTrunk(Channels = 3)]\npublic partial class GoogLeNet\n{\n" + body + "}\n";
    }

    private static CheckedNetwork Check(string source, string type) => Analysis.Check(Compilations.Create(Sources.Vgg16, source), type);

    private static string Crops(string source, string type) => string.Join(
        ", ", Check(source, type).Layers.Where(l => l.CropOnto >= 0).Select(l => l.Spec.CaffeName + " " + l.CropOffset));
}
