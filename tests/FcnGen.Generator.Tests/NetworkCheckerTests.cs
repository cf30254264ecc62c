using System.Linq;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Tests;

/// <summary>What a checked network says, on specs built by hand.</summary>
public class NetworkCheckerTests
{
    [Fact]
    public void Layer_without_from_reads_the_layer_above_and_skips_losses()
    {
        CheckedNetwork network = Check(new Specs().Conv("a", 4).CropToInput("s1").Loss("l1").Conv("b", 4).CropToInput("s2").Loss("l2").Network());
        Assert.Equal(["", "0", "1", "2", "2", "4", "5"], network.Layers.Select(l => string.Join(" ", l.Bottoms)));
    }

    [Fact]
    public void Outputs_are_marked_layers_those_of_losses_and_final_crops()
    {
        CheckedNetwork network = Check(new Specs()
            .Conv("a", 4).CropToInput("read").Conv("b", 4).CropToInput("last").Conv("c", 4, from: "a").Loss("loss")
            .Add(new ScaleSpec(Specs.Head("marked", "a") with { IsOutput = true }, 2)).Network());
        Assert.Equal(["last", "c", "marked"], network.Layers.Where(l => l.IsOutput).Select(l => l.Name));
    }

    [Fact]
    public void Trunk_needs_no_output_and_has_none()
    {
        CheckedNetwork trunk = Check(new Specs().Conv("a", 4).Conv("b", 4, from: "a").Conv("c", 4, from: "a").Network(isTrunk: true));
        Assert.All(trunk.Layers, l => Assert.False(l.IsOutput));
    }

    [Fact]
    public void Channels_follow_the_layers()
    {
        CheckedNetwork network = Check(new Specs().Conv("a", 4).Pool("p", 1, 1).Conv("b", 6).Concat("c", "p", "b", "a").CropToInput("s").Loss("l").Network());
        Assert.Equal([3, 4, 4, 6, 14, 14, 14], network.Layers.Select(l => l.Channels));
    }

    [Fact]
    public void Crop_takes_place_and_offset_of_its_target()
    {
        CheckedNetwork network = Check(new Specs().Conv("wide", 4, 3, 1, 3).Conv("narrow", 4, 3, 1, 0, "data")
            .Crop("c", "narrow", from: "wide").Sum("s", "narrow", "c").Conv("back", 4, 3, 1, 2).CropToInput().Loss().Network());
        CheckedLayer crop = network.Layer("c");
        Assert.Equal((2, 3), (crop.CropOnto, crop.CropOffset)); // wide starts 2 pixels before the picture, narrow 1 pixel inside it
        Assert.Equal("x = 1·i + 1", crop.Map.ToString());
        Assert.Equal(0, network.Layer("score").CropOffset);
        Assert.Equal(3, network.SmallestSize); // a 3x3 kernel without padding
    }

    [Fact]
    public void Fusion_sees_what_its_widest_branch_sees()
    {
        CheckedNetwork network = Check(new Specs().Conv("a", 4, 3, 1, 1).Conv("b", 4, 7, 1, 3, "data").Conv("c", 4, 3, 1, 4, "data", dilation: 4)
            .Sum("s", "a", "b", "c").CropToInput().Loss().Network());
        Assert.Equal("9", network.Layer("s").ReceptiveField.ToString());
    }

    [Fact]
    public void Equal_specs_give_equal_networks()
    {
        NetworkSpec One() => new Specs().Conv("a", 4, 3, 1, 1).CropToInput().Loss().Network();
        Assert.Equal(One(), One());
        Assert.Equal(NetworkChecker.Check(One()), NetworkChecker.Check(One()));
        Assert.Equal(NetworkChecker.Check(One()).GetHashCode(), NetworkChecker.Check(One()).GetHashCode());
        Assert.NotEqual(One(), new Specs().Conv("a", 4, 3, 1, 2).CropToInput().Loss().Network());
    }

    [Fact]
    public void First_pass_with_errors_is_the_last()
    {
        // An unknown bottom and a kernel of zero: only the wiring is reported until it is right.
        CheckResult result = NetworkChecker.Check(new Specs().Conv("a", 4, 0, from: "nowhere").CropToInput().Loss().Network());
        Assert.Equal(["FCN011"], result.Findings.Select(f => f.Id));
    }

    [Fact]
    public void Every_mistake_of_a_pass_is_reported()
    {
        CheckResult result = NetworkChecker.Check(new Specs().Conv("a", 4, 0, 0, -1).Pool("p", 0, 1).CropToInput().Loss().Network());
        Assert.Equal(["a Kernel", "a Stride", "a Pad", "p Kernel"], result.Findings.Select(f => f.Layer + " " + f.Argument));
    }

    private static CheckedNetwork Check(NetworkSpec spec)
    {
        CheckResult result = NetworkChecker.Check(spec);
        Assert.Empty(result.Findings.Select(f => f.Id + " " + string.Join(" | ", f.Arguments)));
        return result.Network!;
    }
}
