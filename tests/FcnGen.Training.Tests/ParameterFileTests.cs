using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FcnGen.Formats;

namespace FcnGen.Training.Tests;

public sealed class ParameterFileTests : TemporaryFolder
{
    private static readonly ParameterInfo Up = new()
    {
        Name = "up.weight", Shape = [2, 2, 4, 4], Layout = ParameterLayout.Deconv, Filler = Filler.Bilinear, Role = ParameterRole.Fixed,
    };

    private static readonly ParameterInfo ScaleBy = new()
    {
        Name = "scale.weight", Shape = [2], Layout = ParameterLayout.Vector, Filler = Filler.Constant, FillerValue = 0.01, Role = ParameterRole.Fixed,
    };

    private readonly TestDevice _device = new();

    private TestParameters Toy(int seed = 1, params ParameterInfo[] more) => new(
        _device, TestParameters.Describe([TestParameters.Conv("fc.weight", 3, 2, 2, 2), TestParameters.Bias("fc.bias", 3), Up, ScaleBy, .. more]), seed);

    [Fact]
    public void What_is_saved_is_loaded_bit_for_bit()
    {
        using TestParameters one = Toy(seed: 1), other = Toy(seed: 2);
        one.Save(At("w.safetensors"), new Dictionary<string, string> { ["note"] = "äöü" });
        LoadResult result = other.Load(At("w.safetensors"));
        Assert.Equal(["fc.weight", "fc.bias"], result.Loaded);
        Assert.Empty(result.Skipped);
        Assert.Empty(result.Left);
        Assert.Equal("äöü", result.Metadata["note"]);
        Assert.Equal(Values(one, "fc.weight"), Values(other, "fc.weight"));
        using SafeTensorsFile file = SafeTensorsFile.Open(At("w.safetensors"));
        Assert.Equal(["fc.weight", "fc.bias", "up.weight", "scale.weight"], file.Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void Every_difference_is_named_and_nothing_is_loaded()
    {
        Write("w", ("fc.weight", [3, 2, 2, 2]), ("fc.bias", [4]), ("extra.weight", [1]), ("up.weight", [2, 2, 4, 4]));
        using TestParameters toy = Toy(more: TestParameters.Bias("gone.bias", 5));
        float[] before = Values(toy, "fc.weight");
        string message = Assert.Throws<WeightMismatchException>(() => toy.Load(At("w"))).Message;
        Assert.Contains("missing: gone.bias (5)", message);
        Assert.Contains("extra: extra.weight (1)", message);
        Assert.Contains("fc.bias is 4 in the file, 3 in the network", message);
        Assert.Contains("up.weight is not the bilinear kernel", message);
        Assert.Contains("declare the layer as a learned Deconv", message);
        Assert.DoesNotContain("fc.weight", message);
        Assert.Equal(before, Values(toy, "fc.weight"));
    }

    [Fact]
    public void Fixed_values_may_be_absent_and_must_agree()
    {
        Write("absent", ("fc.weight", [3, 2, 2, 2]), ("fc.bias", [3]));
        using TestParameters toy = Toy();
        Assert.Equal(2, toy.Load(At("absent")).Loaded.Count);
        Write("other", ("fc.weight", [3, 2, 2, 2]), ("fc.bias", [3]), ("scale.weight", [2]));
        Assert.Contains("constant 0.01", Assert.Throws<WeightMismatchException>(() => toy.Load(At("other"))).Message);
    }

    [Theory]
    [InlineData(new[] { 3, 8 }, new[] { 3 })]
    [InlineData(new[] { 1, 1, 3, 8 }, new[] { 1, 1, 1, 3 })]
    public void Older_shapes_are_accepted(int[] weight, int[] bias)
    {
        Write("old", ("fc.weight", weight), ("fc.bias", bias));
        using TestParameters toy = Toy();
        toy.Load(At("old"));
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)i), Values(toy, "fc.weight"));
        Assert.Equal([0, 1, 2], Values(toy, "fc.bias"));
    }

    [Theory]
    [InlineData(new[] { 8, 3 })]
    [InlineData(new[] { 2, 3, 2, 2 })]
    [InlineData(new[] { 24 })]
    public void Shapes_that_only_have_the_same_number_of_values_are_refused(int[] shape)
    {
        Write("bad", ("fc.weight", shape), ("fc.bias", [3]));
        using TestParameters toy = Toy();
        Assert.Contains("3x2x2x2 in the network", Assert.Throws<WeightMismatchException>(() => toy.Load(At("bad"))).Message);
    }

    [Fact]
    public void Transplant_takes_what_fits_and_reports_the_rest()
    {
        Write("vgg", ("fc.weight", [3, 2, 2, 2]), ("fc.bias", [4]), ("fc8.weight", [10]));
        using TestParameters toy = Toy();
        LoadResult result = toy.Load(At("vgg"), LoadMode.Transplant);
        Assert.Equal(["fc.weight"], result.Loaded);
        Assert.Equal(["fc.bias is 4 in the file, 3 in the network", "fc8.weight is not a parameter of Toy"], result.Skipped);
        Assert.Equal(["fc.bias"], result.Left);
        Assert.Equal(23, Values(toy, "fc.weight")[23]);
    }

    [Theory]
    [InlineData(LoadMode.Strict)]
    [InlineData(LoadMode.Transplant)]
    public void Nothing_that_fits_is_an_error(LoadMode mode)
    {
        Write("torch", ("features.0.weight", [3, 2, 2, 2]));
        using TestParameters toy = Toy();
        string message = Assert.Throws<WeightMismatchException>(() => toy.Load(At("torch"), mode)).Message;
        Assert.Contains("Nothing was loaded", message);
        Assert.Contains("features.0.weight (3x2x2x2)", message);
        Assert.Contains("fc.weight (3x2x2x2)", message);
    }

    [Fact]
    public void A_file_cut_short_changes_nothing()
    {
        using TestParameters toy = Toy();
        toy.Save(At("w"));
        byte[] file = File.ReadAllBytes(At("w"));
        File.WriteAllBytes(At("w"), file[..^1]);
        Assert.Contains("cut short", Assert.Throws<WeightFileException>(() => toy.Load(At("w"))).Message);
    }

    private static float[] Values(ParameterSet set, string name) => ((TestBuffer)set[name].Values).Data.ToArray();

    // Each tensor holds 0, 1, 2, ...
    private void Write(string name, params (string Name, int[] Shape)[] tensors) => SafeTensorsWriter.Save(
        At(name),
        [.. tensors.Select(tensor => new FloatTensor(tensor.Name, tensor.Shape, values =>
        {
            for (int i = 0; i < values.Length; i++) values[i] = i;
        }))],
        null);
}
