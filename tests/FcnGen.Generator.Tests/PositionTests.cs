using System;
using System.Linq;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Tests;

/// <summary>
/// Positions that depend on the size of the picture, and shifts over all sizes, against a walk through the network in floating point at every side
/// up to 3000.
/// </summary>
public class PositionTests
{
    private const int Last = 3000;

    private static (string Name, NetworkSpec Spec)[] Nets =>
    [
        ("half-pixel", Strided().Resize("up", ResizeCoordinates.HalfPixel).ShiftedLoss().Network()),
        ("PyTorch", Strided().Resize("up", ResizeCoordinates.PyTorchHalfPixel).ShiftedLoss().Network()),
        ("asymmetric", Strided().Resize("up", ResizeCoordinates.Asymmetric).ShiftedLoss().Network()),
        ("corners", Strided().Resize("up", ResizeCoordinates.AlignedCorners).ShiftedLoss().Network()),
        ("corners by a factor", new Specs().Conv("c", 4, 2, 2).Resize("up", ResizeCoordinates.AlignedCorners, 2, 1).Resize("full", ResizeCoordinates.HalfPixel).ShiftedLoss().Network()),
        ("PyTorch by a third", new Specs().Conv("c", 4).Resize("third", ResizeCoordinates.PyTorchHalfPixel, 1, 3).Resize("up", ResizeCoordinates.HalfPixel).ShiftedLoss().Network(minSize: 3)),
        ("skip", new Specs().Conv("a", 4, 3, 2, 1).Conv("b", 4, 3, 3, 0).Resize("up", ResizeCoordinates.HalfPixel, onto: "a").Conv("c", 4, 3, 1, 1).ShiftedSum("s", "a", "c")
            .Resize("full", ResizeCoordinates.AlignedCorners).ShiftedLoss().Network()),
        ("one after the other", new Specs().Pool("a", 2, 2).Pool("b", 3, 3).Resize("up", ResizeCoordinates.AlignedCorners, onto: "a").Conv("c", 4, 3, 1, 1)
            .Resize("full", ResizeCoordinates.HalfPixel).Pool("d", 2, 2).Resize("again", ResizeCoordinates.HalfPixel).ShiftedLoss().Network()),
        ("one size", Strided().Resize("up", ResizeCoordinates.AlignedCorners).ShiftedLoss().Network(fixedSize: 38)),
    ];

    public static TheoryData<string> Names => [.. Nets.Select(net => net.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Ranges_hold_every_size_and_no_more(string name)
    {
        NetworkSpec spec = Nets.Single(net => net.Name == name).Spec;
        CheckResult result = NetworkChecker.Check(spec);
        Assert.All(result.Findings, finding => Assert.Equal("FCN038", finding.Id));
        CheckedNetwork network = result.Network!;
        int[] sides = spec.HasFixedSize ? [spec.FixedSize.Height] : [.. Enumerable.Range(network.SmallestSize.Height, Last)];
        var walks = sides.Select(side => Walk(spec, network, side)).ToArray();
        int[] sized = [.. Enumerable.Range(0, network.Layers.Count).Where(i => network.Layers[i].Map.Height.Form == PositionForm.BySize)];
        Assert.Equal(spec.HasFixedSize, sized.Length == 0);
        foreach (int layer in sized)
        {
            Holds(network.Layers[layer].Map.Height.Stride, walks.Select(walk => walk.Maps[layer].Stride), name + ", stride of " + network.Layers[layer].Name);
            Holds(network.Layers[layer].Map.Height.Offset, walks.Select(walk => walk.Maps[layer].Offset), name + ", offset of " + network.Layers[layer].Name);
        }

        Shift[] shifts = [.. network.Layers.SelectMany(layer => layer.Shifts)];
        Assert.NotEmpty(shifts);
        foreach (Shift shift in shifts)
        {
            var found = walks.SelectMany(walk => new[] { 0, walk.Sizes[shift.Layer] - 1 }.Select(cell => At(walk, shift.Layer, cell) - At(walk, shift.Onto, cell)));
            Holds(shift.Pixels.Height, found, name + ", shift of " + network.Layers[shift.Layer].Name);
        }

        double At((int[] Sizes, (double Stride, double Offset)[] Maps) walk, int layer, int cell) => walk.Maps[layer].Stride * cell + walk.Maps[layer].Offset;
    }

    /// <summary>Eight pixels a cell, the first at pixel 0, as in torchvision's networks: 3.5 pixels are lost where eight divide the side.</summary>
    [Fact]
    public void The_shift_of_published_networks_is_found()
    {
        NetworkSpec spec = new Specs().Conv("a", 4, 7, 2, 3).Pool("b", 3, 2, 1, Rounding.Floor).Conv("c", 4, 3, 2, 1).Resize("up", ResizeCoordinates.HalfPixel).ShiftedLoss().Network();
        CheckedNetwork network = NetworkChecker.Check(spec).Network!;
        Shift shift = Assert.Single(network.Layer("loss").Shifts);
        Assert.Equal("-7/2 to 7/2", shift.Pixels.Height.ToString());
        Assert.Equal((8, 1), (8, (int)network.Layer("up").Map.Height.Stride.Least!.Value.ToDouble())); // one pixel a cell where eight divide the side
    }

    [Fact]
    public void Resizing_by_a_factor_has_one_map_and_takes_part_in_the_proof()
    {
        CheckedNetwork network = NetworkChecker.Check(new Specs().Conv("a", 4, 4, 2, 3).Resize("up", ResizeCoordinates.HalfPixel, 2, 1).CropToInput().Loss().Network()).Network!;
        Assert.Equal("x = 2·i − 3/2", network.Layer("a").Map.ToString());
        Assert.Equal("x = 1·i − 2", network.Layer("up").Map.ToString());
        Assert.Equal(2, network.Layer("score").CropOffset);
        Assert.Equal("6", network.Layer("up").ReceptiveField.ToString());

        CheckedNetwork third = NetworkChecker.Check(new Specs().Conv("a", 4).Resize("b", ResizeCoordinates.Asymmetric, 2, 3).Add(new ScaleSpec(Specs.Head("s") with { IsOutput = true }, 1)).Network()).Network!;
        Assert.Equal(("x = 3/2·i + 0", 2), (third.Layer("b").Map.ToString(), third.SmallestSize.Height)); // of one cell two thirds are none
        Assert.Equal([2, 2, 1, 1], third.Sizes(Axis.Height, 2).Select((size, i) => i < 2 ? size : third.Sizes(Axis.Height, 2)[i]));
    }

    /// <summary>Two thirds of three halves are one cell less for every odd number of cells.</summary>
    [Fact]
    public void Sizes_by_rational_factors_repeat_with_the_period()
    {
        NetworkSpec spec = new Specs().Conv("a", 4).Resize("b", ResizeCoordinates.Asymmetric, 3, 2).Resize("c", ResizeCoordinates.Asymmetric, 2, 3).Sum("s", "a", "c").CropToInput().Loss().Network();
        Finding found = Assert.Single(NetworkChecker.Check(spec).Findings);
        int first = Enumerable.Range(2, 100).First(side => side * 3 / 2 * 2 / 3 != side);
        Assert.Equal(("FCN041", "3", "2·n + 1"), (found.Id, first.ToString(System.Globalization.CultureInfo.InvariantCulture), found.Arguments[6]));
        Assert.Equal("3", found.Arguments[1]);
        Assert.All(Enumerable.Range(2, 500), side => Assert.Equal(side % 2 == 1, side * 3 / 2 * 2 / 3 != side));
    }

    [Fact]
    public void Means_lie_nowhere_see_everything_and_fit_everywhere()
    {
        NetworkSpec spec = new Specs().Conv("a", 4, 3, 1, 1).Pool("p", 2, 2).GlobalAvgPool("g").Conv("r", 4).Broadcast("e", "p").Sum("s", "e", "p").Deconv("up", 4, 4, 2).CropToInput().Loss().Network();
        CheckedNetwork network = NetworkChecker.Check(spec).Network!;
        foreach (string name in new[] { "g", "r", "e" })
            Assert.Equal((PositionForm.None, null), (network.Layer(name).Map.Height.Form, network.Layer(name).ReceptiveField.Height));
        Assert.Equal(network.Layer("p").Map, network.Layer("s").Map);
        Assert.Null(network.Layer("s").ReceptiveField.Width);
        Assert.Equal(1, network.SmallestSize);
        Assert.Equal([7, 7, 4, 1, 1, 4, 4, 10, 7, 1], network.Sizes(Axis.Width, 7));
    }

    [Fact]
    public void Branches_must_agree_beside_one_that_lies_nowhere()
    {
        NetworkSpec spec = new Specs().Conv("a", 4).GlobalAvgPool("g").Broadcast("e", "a").Conv("b", 4, 3, 1, 2, "a").Sum("s", "e", "a", "b").Network();
        Finding found = Assert.Single(NetworkChecker.Check(spec with { Layers = spec.Layers.Append(new ScaleSpec(Specs.Head("o") with { IsOutput = true }, 1)).ToEquatableArray() }).Findings);
        Assert.Equal(("FCN034", 2), (found.Id, found.Index));
    }

    private static Specs Strided() => new Specs().Conv("a", 4, 3, 2, 1).Pool("b", 3, 2, 0).Conv("c", 4, 2, 3, 1);

    private static void Holds(RationalRange range, System.Collections.Generic.IEnumerable<double> values, string what)
    {
        double least = values.Min(), most = values.Max();
        Assert.True(range.Least!.Value.ToDouble() <= least + 1e-9 && range.Most!.Value.ToDouble() >= most - 1e-9, $"{what}: {range} does not hold {least} to {most}.");
        Assert.True(range.Least.Value.ToDouble() >= least - 0.02 && range.Most.Value.ToDouble() <= most + 0.02, $"{what}: {range} is more than {least} to {most}.");
    }

    /// <summary>Sizes and places at one side, by the definitions of the layers.</summary>
    private static (int[] Sizes, (double Stride, double Offset)[] Maps) Walk(NetworkSpec spec, CheckedNetwork network, int side)
    {
        var sizes = new int[network.Layers.Count];
        var maps = new (double Stride, double Offset)[sizes.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            LayerSpec layer = spec.Layers[i];
            int bottom = network.Layers[i].Bottoms.Count > 0 ? network.Layers[i].Bottoms[0] : -1;
            (sizes[i], maps[i]) = bottom < 0 ? (side, (1, 0)) : (sizes[bottom], maps[bottom]);
            double scale = 1, shift = 0;
            if (layer.Window is { Height: var window })
            {
                double cells = (sizes[bottom] + window.Pads - window.Kernel) / (double)window.Stride;
                sizes[i] = (int)(layer.Rounding == Rounding.Ceil ? Math.Ceiling(cells) : Math.Floor(cells)) + 1;
                (scale, shift) = (window.Stride, (window.Kernel - 1) / 2.0 - window.Pad);
            }
            else if (layer is ResizeSpec resize)
            {
                int from = sizes[bottom], to = resize.Onto is null ? (int)Math.Floor(from * (double)resize.Up.Height / resize.Down.Height) : sizes[network.Layers[i].CropOnto];
                sizes[i] = to;
                scale = resize.Onto is null ? resize.Down.Height / (double)resize.Up.Height : from / (double)to;
                shift = (scale - 1) / 2;
                if (resize.Coordinates == ResizeCoordinates.Asymmetric) shift = 0;
                if (to == 1 && resize.Coordinates == ResizeCoordinates.PyTorchHalfPixel) shift = 0;
                if (resize.Coordinates == ResizeCoordinates.AlignedCorners) (scale, shift) = (to == 1 ? scale : (from - 1.0) / (to - 1), 0);
            }

            maps[i] = (maps[i].Stride * scale, maps[i].Stride * shift + maps[i].Offset);
        }

        return (sizes, maps);
    }
}
