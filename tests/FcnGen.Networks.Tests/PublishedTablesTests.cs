using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Geometry;

namespace FcnGen.Networks.Tests;

/// <summary>Every number that is published about the networks: crops, coordinates, receptive fields, parameters, sizes, operations.</summary>
public class PublishedTablesTests
{
    [Theory]
    [InlineData("Fcn32s", "score 19")]
    [InlineData("Fcn16s", "score_pool4c 5, score 27")]
    [InlineData("Fcn8s", "score_pool4c 5, score_pool3c 9, score 31")]
    [InlineData("Fcn8sAtOnce", "score_pool4c 5, score_pool3c 9, score 31")]
    [InlineData("FcnAlexNet", "score 18")]
    public void Crops_are_computed(string network, string crops)
    {
        NetworkDescription description = NetworkCatalog.Describe(network);
        Assert.Equal(crops, string.Join(", ", description.Layers.Where(layer => layer.Kind == LayerKind.Crop).Select(layer => $"{layer.Name} {layer.CropOffset}")));
    }

    [Theory]
    [InlineData("Fcn32s", 134_346_581, 136_152_917, 16)]
    [InlineData("Fcn16s", 134_357_354, 134_815_994, 17)]
    [InlineData("Fcn8s", 134_362_751, 134_489_759, 18)]
    [InlineData("Fcn8sAtOnce", 134_362_751, 134_490_527, 18)]
    [InlineData("FcnAlexNet", 56_954_261, 58_704_590, 8)]
    public void Parameters_are_those_of_the_published_files(string network, long convolutions, long all, int layers)
    {
        NetworkDescription description = NetworkCatalog.Describe(network);
        Layer[] convs = [.. description.Layers.Where(layer => layer.Kind is LayerKind.Conv or LayerKind.Score or LayerKind.InnerProduct)];
        Assert.Equal(layers, convs.Length);
        Assert.Equal(convolutions, convs.Sum(layer => layer.Parameters));
        Assert.Equal(all, description.Layers.Sum(layer => layer.Parameters));
        Assert.Equal(all, description.Parameters.Sum(parameter => parameter.Count));
    }

    [Fact]
    public void The_vgg_trunk_has_134_260_544_parameters() =>
        Assert.Equal(134_260_544, Vgg16.Definition.Layers.Sum(layer => layer.Parameters));

    // Layer, receptive field, stride, offset: tables 1.1 to 1.5 and 2.2 of the reference facts.
    private const string VggTable = """
        conv1_1 3 1 -99; conv1_2 5 1 -99; pool1 6 2 -197/2; conv2_1 10 2 -197/2; conv2_2 14 2 -197/2; pool2 16 4 -195/2;
        conv3_1 24 4 -195/2; conv3_2 32 4 -195/2; conv3_3 40 4 -195/2; pool3 44 8 -191/2; conv4_1 60 8 -191/2; conv4_2 76 8 -191/2;
        conv4_3 92 8 -191/2; pool4 100 16 -183/2; conv5_1 132 16 -183/2; conv5_2 164 16 -183/2; conv5_3 196 16 -183/2;
        pool5 212 32 -167/2; fc6 404 32 25/2; fc7 404 32 25/2; score_fr 404 32 25/2
        """;

    [Theory]
    [InlineData("Fcn32s", VggTable + "; upscore * 1 -19; score * 1 0")]
    [InlineData("Fcn16s", VggTable + "; upscore2 * 16 -23/2; score_pool4 100 16 -183/2; score_pool4c 100 16 -23/2; fuse_pool4 * 16 -23/2; upscore16 * 1 -27; score * 1 0")]
    [InlineData("Fcn8s", VggTable + """
        ; upscore2 * 16 -23/2; score_pool4 100 16 -183/2; score_pool4c 100 16 -23/2; fuse_pool4 * 16 -23/2; upscore_pool4 * 8 -47/2;
        score_pool3 44 8 -191/2; score_pool3c 44 8 -47/2; fuse_pool3 * 8 -47/2; upscore8 * 1 -31; score * 1 0
        """)]
    [InlineData("Fcn8sAtOnce", VggTable + """
        ; upscore2 * 16 -23/2; scale_pool4 100 16 -183/2; score_pool4 100 16 -183/2; score_pool4c 100 16 -23/2; fuse_pool4 * 16 -23/2;
        upscore_pool4 * 8 -47/2; scale_pool3 44 8 -191/2; score_pool3 44 8 -191/2; score_pool3c 44 8 -47/2; fuse_pool3 * 8 -47/2;
        upscore8 * 1 -31; score * 1 0
        """)]
    [InlineData("FcnAlexNet", """
        conv1 11 4 -95; pool1 19 8 -91; norm1 19 8 -91; conv2 51 8 -91; pool2 67 16 -83; norm2 67 16 -83; conv3 99 16 -83; conv4 131 16 -83;
        conv5 163 16 -83; pool5 195 32 -67; fc6 355 32 13; fc7 355 32 13; score_fr 355 32 13; upscore * 1 -18; score * 1 0
        """)]
    public void Every_layer_lies_where_the_tables_say(string network, string table)
    {
        Layer[] layers = [.. NetworkCatalog.Describe(network).Layers.Where(layer => layer.Kind is not (LayerKind.Input or LayerKind.SoftmaxLoss))];
        string[][] rows = [.. table.Split(';').Select(row => row.Trim().Split(' '))];
        Assert.Equal(rows.Select(row => row[0]), layers.Select(layer => layer.Name));
        foreach ((string[] row, Layer layer) in rows.Zip(layers))
        {
            if (row[1] != "*") Assert.Equal((row[0], row[1]), (layer.Name, layer.ReceptiveField.ToString()));
            Assert.Equal((row[0], row[2], row[3]), (layer.Name, layer.Map.Height.Stride.ToString(), layer.Map.Height.Offset.ToString()));
        }
    }

    // Input, then conv1_1 pool1 pool2 pool3 pool4 pool5 score_fr | upscore | upscore2 upscore16 | upscore_pool4 upscore8 (section 3.7).
    public static TheoryData<int, int, string> VggSizes => new()
    {
        { 500, 500, "698 349 175 88 44 22 16 544 34 560 70 568" },
        { 375, 500, "573x698 287x349 144x175 72x88 36x44 18x22 12x16 416x544 26x34 432x560 54x70 440x568" },
        { 334, 500, "532x698 266x349 133x175 67x88 34x44 17x22 11x16 384x544 24x34 400x560 50x70 408x568" },
        { 224, 224, "422 211 106 53 27 14 8 288 18 304 38 312" },
        { 227, 227, "425 213 107 54 27 14 8 288 18 304 38 312" },
        { 256, 256, "454 227 114 57 29 15 9 320 20 336 42 344" },
        { 480, 640, "678x838 339x419 170x210 85x105 43x53 22x27 16x21 544x704 34x44 560x720 70x90 568x728" },
        { 425, 560, "623x758 312x379 156x190 78x95 39x48 20x24 14x18 480x608 30x38 496x624 62x78 504x632" },
        { 37, 53, "235x251 118x126 59x63 30x32 15x16 8x8 2x2 96x96 6x6 112x112 14x14 120x120" },
        { 32, 32, "230 115 58 29 15 8 2 96 6 112 14 120" },
        { 1, 1, "199 100 50 25 13 7 1 64 4 80 10 88" },
        { 1024, 2048, "1222x2246 611x1123 306x562 153x281 77x141 39x71 33x65 1088x2112 68x132 1104x2128 138x266 1112x2136" },
    };

    [Theory]
    [MemberData(nameof(VggSizes))]
    public void Vgg_sizes_are_the_published_ones(int height, int width, string sizes)
    {
        string[] s = sizes.Split(' ');
        AssertSizes("Fcn32s", height, width, [("conv1_1", s[0]), ("pool1", s[1]), ("pool2", s[2]), ("pool3", s[3]), ("pool4", s[4]), ("pool5", s[5]), ("score_fr", s[6]), ("upscore", s[7])]);
        AssertSizes("Fcn16s", height, width, [("upscore2", s[8]), ("score_pool4c", s[8]), ("upscore16", s[9])]);
        AssertSizes("Fcn8s", height, width, [("upscore_pool4", s[10]), ("score_pool3c", s[10]), ("upscore8", s[11]), ("score", $"{height}x{width}")]);
        AssertSizes("Fcn8sAtOnce", height, width, [("upscore_pool4", s[10]), ("score_pool3c", s[10]), ("upscore8", s[11])]);
    }

    [Theory]
    [InlineData(500, 500, "173 86 43 21 16 543")]
    [InlineData(375, 500, "142x173 71x86 35x43 17x21 12x16 415x543")]
    [InlineData(334, 500, "131x173 65x86 32x43 16x21 11x16 383x543")]
    [InlineData(224, 224, "104 52 26 13 8 287")]
    [InlineData(37, 53, "57x61 28x30 14x15 7x7 2x2 95x95")]
    [InlineData(1, 1, "48 24 12 6 1 63")]
    public void AlexNet_sizes_are_the_published_ones(int height, int width, string sizes)
    {
        string[] s = sizes.Split(' ');
        AssertSizes("FcnAlexNet", height, width,
            [("conv1", s[0]), ("pool1", s[1]), ("norm1", s[1]), ("conv2", s[1]), ("pool2", s[2]), ("conv5", s[2]), ("pool5", s[3]), ("fc6", s[4]), ("score_fr", s[4]), ("upscore", s[5])]);
    }

    /// <summary>Twice the multiplications, full C×C kernels counted: the figures of the measured CPU baselines.</summary>
    [Theory]
    [InlineData("Fcn8s", 363_058_068_096)]
    [InlineData("FcnAlexNet", 42_848_975_936)]
    public void Operations_at_500x500_are_the_known_ones(string network, long flops) =>
        Assert.Equal(flops, NetworkCatalog.Describe(network).Flops(500, 500).Sum());

    public static TheoryData<string> AllNetworks => [.. NetworkCatalog.Names];

    /// <summary>The compiler's proof, tried: at every size from the proven one on, every crop and sum fits and nothing is empty.</summary>
    [Theory]
    [MemberData(nameof(AllNetworks))]
    public void The_proof_holds_for_every_size_up_to_2048(string network)
    {
        NetworkDescription description = NetworkCatalog.Describe(network);
        Assert.Equal(1, description.MinSize.Height);
        for (int size = description.MinSize.Height; size <= 2048; size++)
        {
            IReadOnlyList<(int Height, int Width)> sizes = description.Sizes(size, size);
            for (int i = 0; i < description.Layers.Count; i++)
            {
                Layer layer = description.Layers[i];
                Assert.True(sizes[i].Height >= 1, $"{layer.Name} is empty at {size}");
                if (layer.Kind == LayerKind.Crop) Assert.True(sizes[layer.Bottoms[0]].Height - layer.CropOffset.Height >= sizes[i].Height, $"{layer.Name} at {size}");
                if (layer.Kind is LayerKind.Sum or LayerKind.Concat) Assert.All(layer.Bottoms, bottom => Assert.Equal(sizes[i], sizes[bottom]));
            }
        }
    }

    private static void AssertSizes(string network, int height, int width, (string Layer, string Size)[] expected)
    {
        NetworkDescription description = NetworkCatalog.Describe(network);
        IReadOnlyList<(int Height, int Width)> sizes = description.Sizes(height, width);
        foreach ((string name, string size) in expected)
        {
            int layer = Enumerable.Range(0, sizes.Count).Single(i => description.Layers[i].Name == name);
            string square = sizes[layer].Height == sizes[layer].Width && !size.Contains('x') ? $"{sizes[layer].Height}" : $"{sizes[layer].Height}x{sizes[layer].Width}";
            Assert.Equal((name, size), (name, square));
        }
    }
}
