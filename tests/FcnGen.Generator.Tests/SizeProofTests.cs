using System;
using System.Linq;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Tests;

/// <summary>
/// The proof for all sizes against plain search over every side from 1 to 2048. The search has its own size formulas (those of Caffe's
/// layers, in floating point) and knows nothing of periods.
/// </summary>
public class SizeProofTests
{
    private const int Last = 2048;

    public static TheoryData<string, int> Published
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string net in new[] { "32s", "16s", "8s", "alexnet" })
                foreach (int pad in new[] { 0, 1, 40, 68, 69, 73, 81, 82, 90, 96, 97, 100, 131 }) data.Add(net, pad);
            return data;
        }
    }

    public static TheoryData<string> Failing => [.. FailingNets.Select(n => n.Name)];

    private static (string Name, NetworkSpec Spec)[] FailingNets =>
    [
        // Floor pooling loses up to three pixels, which nothing gives back.
        ("floor pooling", new Specs().Conv("c", 4).Pool("p", 4, 4, 0, Rounding.Floor).Deconv("up", 4, 4, 4).CropToInput().Loss().Network()),
        ("negative crop", new Specs().Conv("c", 4, 3).Conv("d", 4, 3, 1, 2).Conv("e", 4, 3, 1, 0).Crop("f", "c").CropToInput().Loss().Network()),
        ("every fourth pixel", new Specs().Conv("c", 4, 1, 4, 1).Deconv("up", 4, 1, 4).CropToInput().Loss().Network()),
        ("floor against ceil", new Specs().Conv("c", 4).Pool("a", 2, 2, 0, Rounding.Ceil, "c").Pool("b", 2, 2, 0, Rounding.Floor, "c").Sum("s", "a", "b")
            .Deconv("up", 4, 4, 2).CropToInput().Loss().Network()),
        ("stride three against the input", new Specs().Conv("c", 4, 3, 3, 0).Deconv("up", 4, 3, 3, 0).CropToInput().Loss().Network()),
        ("loss of another size", new Specs().Conv("c", 4, 3, 1, 1).Conv("d", 4, 2, 1, 1).Conv("e", 4, 2, 1, 0).Pool("p", 3, 3, 0, Rounding.Floor)
            .Deconv("up", 4, 3, 3, 0).Loss().Network()),
        ("three and four", new Specs().Conv("c", 4, 3, 3, 1).Pool("p", 4, 4, 1).Deconv("up", 4, 12, 12, 0).CropToInput().Loss().Network()),
        ("concat of padded poolings", new Specs().Conv("c", 4).Pool("a", 3, 2, 1, Rounding.Ceil, "c").Pool("b", 3, 2, 1, Rounding.Floor, "c").Concat("s", "a", "b")
            .Deconv("up", 4, 3, 2).CropToInput().Loss().Network()),
        ("unpooling of fewer windows", new Specs().Conv("c", 4).Pool("p", 2, 2, 0, Rounding.Ceil, "c").Conv("s", 4, 2, 2, 0, "c").Unpool("u", "p").Loss().Network()),
        ("unpooling of more windows", new Specs().Conv("c", 4).Pool("p", 3, 3, 0, Rounding.Floor, "c").Pool("q", 3, 3, 0, Rounding.Ceil, "c").Unpool("u", "p").Loss().Network()),
    ];

    [Theory]
    [MemberData(nameof(Published))]
    public void Published_shapes_agree_with_search(string net, int pad) => Compare(Net(net, pad));

    [Theory]
    [MemberData(nameof(Failing))]
    public void Failing_shapes_agree_with_search(string name)
    {
        NetworkSpec spec = FailingNets.Single(n => n.Name == name).Spec;
        CheckResult result = NetworkChecker.Check(spec);
        Assert.Null(result.Network);
        Assert.All(result.Findings, f => Assert.True(f.Id is "FCN031" or "FCN040" or "FCN041", f.Id + " " + string.Join(", ", f.Arguments)));
        Compare(spec);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(97, 1)]
    [InlineData(96, 3)] // up to side 2 pool5 has 6 cells, one less than fc6 needs: 2 + 2·96 − 2 = 192 = 6·32
    public void Vgg_works_from(int pad, int smallest)
    {
        foreach (string net in new[] { "32s", "16s", "8s" }) Assert.Equal(smallest, NetworkChecker.Check(Net(net, pad)).Network!.SmallestSize);
    }

    /// <summary>What an unpooling gives has the size of what its pool reads, be it rounded up or down, through two of them and to a crop.</summary>
    [Theory]
    [InlineData(2, 0, true)]
    [InlineData(2, 1, true)]
    [InlineData(3, 0, false)]
    [InlineData(3, 1, false)]
    [InlineData(5, 2, true)]
    public void Unpoolings_agree_with_search(int kernel, int pad, bool up)
    {
        Rounding rounding = up ? Rounding.Ceil : Rounding.Floor;
        NetworkSpec spec = new Specs().Conv("c", 4, 3, 1, 3).Pool("p", kernel, kernel, pad, rounding).Conv("d", 4, 3, 1, 1).Pool("q", kernel, kernel, pad, rounding)
            .Conv("e", 4).Unpool("v", "q").Sum("s", "v", "d").Unpool("u", "p").CropToInput().Loss().Network();
        Assert.NotNull(NetworkChecker.Check(spec).Network);
        Compare(spec);
    }

    [Fact]
    public void AlexNet_works_from_one_pixel() => Assert.Equal(1, NetworkChecker.Check(Net("alexnet", 100)).Network!.SmallestSize);

    [Fact]
    public void Random_chains_agree_with_search()
    {
        var random = new Random(20150608);
        int proven = 0, refuted = 0;
        for (int trial = 0; trial < 400; trial++)
        {
            var specs = new Specs().Conv("a", 4, 1 + 2 * random.Next(3), 1, random.Next(4));
            int s1 = 1 + random.Next(3), s2 = 1 + random.Next(4);
            specs.Pool("p", 1 + random.Next(4), s1, 0, (Rounding)random.Next(2)).Conv("b", 4, 1 + random.Next(4), s2, random.Next(3));
            specs.Deconv("up", 4, 1 + random.Next(2 * s1 * s2), s1 * s2, 0).CropToInput().Loss();
            CheckResult result = NetworkChecker.Check(specs.Network());
            if (result.Findings.Any(f => string.CompareOrdinal(f.Id, "FCN040") < 0)) continue; // not a matter of sizes
            Compare(specs.Network());
            if (result.Network is null) refuted++;
            else proven++;
        }

        // Both verdicts must have been put to the test.
        Assert.True(proven >= 20 && refuted >= 20, $"{proven} proven, {refuted} refuted");
    }

    /// <summary>Height and width do not depend on each other: a network of oblong windows is right where the square networks of its rows and of its columns are.</summary>
    [Fact]
    public void Oblong_chains_are_their_rows_and_their_columns()
    {
        var random = new Random(1411);
        int proven = 0, refuted = 0, differ = 0;
        for (int trial = 0; trial < 600; trial++)
        {
            var rounding = (Rounding)random.Next(2);
            NetworkSpec rows = Chain(random, rounding), columns = Chain(random, rounding);
            NetworkSpec both = rows with
            {
                Layers = rows.Layers.Zip(columns.Layers, (row, column) => row.Window is { } r ? row.With(new Window(r.Height, column.Window!.Width)) : row).ToEquatableArray(),
            };
            CheckedNetwork? height = NetworkChecker.Check(rows).Network, width = NetworkChecker.Check(columns).Network, found = NetworkChecker.Check(both).Network;
            Assert.Equal(height is not null && width is not null, found is not null);
            if (found is null)
            {
                refuted++;
                continue;
            }

            proven++;
            if (height!.SmallestSize != width!.SmallestSize) differ++;
            Assert.Equal(new PerAxis<int>(height.SmallestSize.Height, width.SmallestSize.Width), found.SmallestSize);
            foreach ((CheckedLayer layer, CheckedLayer row, CheckedLayer column) in found.Layers.Zip(height.Layers, width.Layers))
            {
                Assert.Equal((new(row.Map.Height, column.Map.Width), new(row.ReceptiveField.Height, column.ReceptiveField.Width)), (layer.Map, layer.ReceptiveField));
                Assert.Equal(new PerAxis<int>(row.CropOffset.Height, column.CropOffset.Width), layer.CropOffset);
            }
        }

        Assert.True(proven >= 20 && refuted >= 20 && differ >= 5, $"{proven} proven, {refuted} refuted, {differ} of other smallest sizes");
    }

    private static NetworkSpec Chain(Random random, Rounding rounding)
    {
        // Likely to be right: a border, and an enlargement that fits the pool.
        int stride = 1 + random.Next(3), kernel = 2 * random.Next(2) + 1;
        return new Specs().Conv("a", 4, kernel, 1, random.Next(4) == 0 ? 0 : kernel + 3).Pool("p", stride, stride, 0, rounding).Conv("b", 4, 1 + 2 * random.Next(2), 1, 1)
            .Deconv("up", 4, random.Next(4) == 0 ? stride + 1 : 2 * stride - stride % 2, stride, 0).CropToInput().Loss().Network();
    }

    private static NetworkSpec Net(string net, int pad)
    {
        if (net == "alexnet")
        {
            return new Specs().Conv("conv1", 4, 11, 4, pad).Pool("pool1", 3, 2).Conv("conv2", 4, 5, 1, 2).Pool("pool2", 3, 2).Conv("conv3", 4, 3, 1, 1)
                .Conv("conv4", 4, 3, 1, 1).Conv("conv5", 4, 3, 1, 1).Pool("pool5", 3, 2).Conv("fc6", 4, 6).Conv("score_fr", 4)
                .Deconv("upscore", 4, 63, 32).CropToInput().Loss().Network();
        }

        Specs specs = new Specs().Conv("conv1_1", 4, 3, 1, pad).Conv("conv1_2", 4, 3, 1, 1).Pool("pool1", 2, 2).Conv("conv2", 4, 3, 1, 1).Pool("pool2", 2, 2)
            .Conv("conv3", 4, 3, 1, 1).Pool("pool3", 2, 2).Conv("conv4", 4, 3, 1, 1).Pool("pool4", 2, 2).Conv("conv5", 4, 3, 1, 1).Pool("pool5", 2, 2)
            .Conv("fc6", 4, 7).Conv("score_fr", 4);
        if (net == "32s") return specs.Deconv("upscore", 4, 64, 32).CropToInput().Loss().Network();
        specs.Deconv("upscore2", 4, 4, 2).Conv("score_pool4", 4, from: "pool4").Crop("score_pool4c", "upscore2").Sum("fuse_pool4", "upscore2", "score_pool4c");
        if (net == "16s") return specs.Deconv("upscore16", 4, 32, 16).CropToInput().Loss().Network();
        return specs.Deconv("upscore_pool4", 4, 4, 2).Conv("score_pool3", 4, from: "pool3").Crop("score_pool3c", "upscore_pool4")
            .Sum("fuse_pool3", "upscore_pool4", "score_pool3c").Deconv("upscore8", 4, 16, 8).CropToInput().Loss().Network();
    }

    /// <summary>Search says which sides work; the check must say the same of all of them.</summary>
    private static void Compare(NetworkSpec spec)
    {
        CheckResult result = NetworkChecker.Check(spec);
        double?[] offsets = Offsets(spec);
        bool[] works = [.. Enumerable.Range(1, Last).Select(side => Works(spec, offsets, side))];
        if (result.Network is { } network)
        {
            Assert.Equal(Array.IndexOf(works, true) + 1, network.SmallestSize.Height);
            for (int side = 1; side <= Last; side++) Assert.Equal(side >= network.SmallestSize.Height, works[side - 1]);
        }
        else
        {
            // Refuted: whatever N is chosen, some side from N on fails; the sides near the end of the search stand for all of them.
            Assert.Contains(result.Findings, f => string.CompareOrdinal(f.Id, "FCN031") >= 0);
            bool negative = result.Findings.Any(f => f.Id == "FCN031");
            if (!negative) Assert.Contains(false, works[(Last / 2)..]);
            foreach (Finding finding in result.Findings.Where(f => f.Id is "FCN040" or "FCN041"))
            {
                int side = int.Parse(finding.Arguments[finding.Id == "FCN040" ? 2 : 1]);
                Assert.False(works[side - 1]);
            }
        }
    }

    // Offsets in floating point from x = a·i + b; null where there is no crop.
    private static double?[] Offsets(NetworkSpec spec)
    {
        var a = new double[spec.Layers.Count];
        var b = new double[spec.Layers.Count];
        var offsets = new double?[spec.Layers.Count];
        for (int i = 0; i < a.Length; i++)
        {
            if (i == 0)
            {
                a[i] = 1;
                continue;
            }

            int bottom = Bottom(spec, i, 0);
            (a[i], b[i]) = spec.Layers[i] switch
            {
                ConvSpec { Window.Height: var c } => (a[bottom] * c.Stride, b[bottom] + a[bottom] * ((c.Kernel - 1) * 0.5 - c.Pad)),
                MaxPoolSpec { Window.Height: var p } => (a[bottom] * p.Stride, b[bottom] + a[bottom] * ((p.Kernel - 1) * 0.5 - p.Pad)),
                DeconvSpec { Window.Height: var d } => (a[bottom] / d.Stride, b[bottom] + a[bottom] / d.Stride * (d.Pad - (d.Kernel - 1) * 0.5)),
                CropSpec c => (a[Onto(spec, c)], b[Onto(spec, c)]),
                UnpoolSpec u => (a[Unpooled(spec, u)], b[Unpooled(spec, u)]),
                _ => (a[bottom], b[bottom]),
            };
            if (spec.Layers[i] is CropSpec) offsets[i] = Math.Round((b[i] - b[bottom]) / a[bottom], 6);
        }

        return offsets;
    }

    private static bool Works(NetworkSpec spec, double?[] offsets, int side)
    {
        var size = new double[spec.Layers.Count];
        for (int i = 0; i < size.Length; i++)
        {
            int bottom = i == 0 ? 0 : Bottom(spec, i, 0);
            double n = i == 0 ? side : size[bottom];
            switch (spec.Layers[i])
            {
                case ConvSpec { Window.Height: var c }:
                    size[i] = Math.Floor((n + 2 * c.Pad - c.Kernel) / c.Stride) + 1;
                    break;
                case MaxPoolSpec { Window.Height: var p } pool:
                    double windows = (n + 2 * p.Pad - p.Kernel) / p.Stride;
                    size[i] = (pool.Rounding == Rounding.Ceil ? Math.Ceiling(windows) : Math.Floor(windows)) + 1;
                    if (p.Pad > 0 && (size[i] - 1) * p.Stride >= n + p.Pad) size[i]--;
                    break;
                case DeconvSpec { Window.Height: var d }:
                    size[i] = d.Stride * (n - 1) + d.Kernel - 2 * d.Pad;
                    break;
                case CropSpec c:
                    size[i] = size[Onto(spec, c)];
                    if (offsets[i] < 0 || n - offsets[i] < size[i]) return false;
                    break;
                case UnpoolSpec u:
                    size[i] = size[Unpooled(spec, u)];
                    if (size[Index(spec, u.Pool)] != n) return false;
                    break;
                case SumSpec or ConcatSpec:
                    size[i] = n;
                    if (size[Bottom(spec, i, 1)] != n) return false;
                    break;
                case SoftmaxLossSpec:
                    if (n != side) return false;
                    size[i] = 1;
                    break;
                default:
                    size[i] = n;
                    break;
            }

            if (size[i] < 1) return false;
        }

        return true;
    }

    private static int Bottom(NetworkSpec spec, int layer, int position) =>
        spec.Layers[layer].Bottoms.Count == 0 ? layer - 1 : Index(spec, spec.Layers[layer].Bottoms[position]);

    private static int Onto(NetworkSpec spec, CropSpec crop) => crop.Target.IsInput ? 0 : Index(spec, crop.Target.Name!);

    private static int Unpooled(NetworkSpec spec, UnpoolSpec unpool) => Bottom(spec, Index(spec, unpool.Pool), 0);

    private static int Index(NetworkSpec spec, string name) => Enumerable.Range(0, spec.Layers.Count).Single(i => spec.Layers[i].Name == name);
}
