using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using FcnGen.Formats;
using FcnGen.Tests;

namespace FcnGen.Training.Tests;

/// <summary>Weights in folders of NumPy arrays, and under other names: as those of a file, all or nothing.</summary>
public sealed class WeightSourceTests : TemporaryFolder
{
    private static readonly ParameterInfo ScaleBy = new()
    {
        Name = "scale.weight", Shape = [2], Layout = ParameterLayout.Vector, Filler = Filler.Constant, FillerValue = 0.25, Role = ParameterRole.Fixed,
    };

    private readonly TestDevice _device = new();

    private TestParameters Toy(int seed = 1, params ParameterInfo[] more) => new(
        _device, TestParameters.Describe([TestParameters.Conv("fc.weight", 3, 2, 2, 2), TestParameters.Bias("fc.bias", 3), ScaleBy, .. more]), seed);

    [Fact]
    public void What_is_saved_into_a_folder_is_loaded_bit_for_bit()
    {
        using TestParameters one = Toy(seed: 1), other = Toy(seed: 2);
        one.Save(Path.Combine(Folder, "w") + "/");
        Assert.Equal(["fc.bias.npy", "fc.weight.npy", "scale.weight.npy"], Directory.GetFileSystemEntries(At("w")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (string path in new[] { At("w"), At("w") + "/" })
        {
            other.Fill(seed: 3);
            LoadResult result = other.Load(path);
            Assert.Equal(["fc.weight", "fc.bias"], result.Loaded);
            Assert.Empty(result.Metadata);
            Assert.Equal(Values(one, "fc.weight"), Values(other, "fc.weight"));
        }

        // A fixed value is checked as one of a file is.
        Npy.Save(At("w", "scale.weight.npy"), [0.25f, 0.5f], 2);
        Assert.Contains("constant 0.25", Assert.Throws<WeightMismatchException>(() => other.Load(At("w"))).Message);
    }

    [Fact]
    public void Every_difference_of_a_folder_is_named_and_nothing_is_loaded()
    {
        Npy.Save(At("w", "fc.weight.npy"), new float[24], 3, 2, 2, 2);
        Npy.Save(At("w", "fc.bias.npy"), new float[4], 4);
        Npy.Save(At("w", "extra.npy"), new float[6], 2, 3);
        Npy.Save(At("w", ".hidden.npy"), new float[6], 2, 3);
        File.WriteAllText(At("w", "notes.txt"), "no weights");
        Directory.CreateDirectory(At("w", "below.npy"));
        using TestParameters toy = Toy(more: TestParameters.Bias("gone.bias", 5));
        float[] before = Values(toy, "fc.weight");
        string message = Assert.Throws<WeightMismatchException>(() => toy.Load(At("w"))).Message;
        Assert.Contains($"{At("w")} does not fit Toy", message);
        Assert.Contains("missing: gone.bias (5)", message);
        Assert.Contains("extra: extra (2x3)", message);
        Assert.Contains("fc.bias is 4 in the file, 3 in the network", message);
        Assert.DoesNotContain("hidden", message);
        Assert.DoesNotContain("below", message);
        Assert.Equal(before, Values(toy, "fc.weight"));

        LoadResult result = toy.Load(At("w"), LoadMode.Transplant);
        Assert.Equal(["fc.weight"], result.Loaded);
        Assert.Equal(["fc.bias is 4 in the file, 3 in the network", "extra is not a parameter of Toy"], result.Skipped);
        Assert.Equal(["fc.bias", "gone.bias"], result.Left);
    }

    [Fact]
    public void A_damaged_file_of_a_folder_is_named_and_nothing_is_loaded()
    {
        using TestParameters toy = Toy();
        toy.Save(At("w") + "/");
        byte[] bias = File.ReadAllBytes(At("w", "fc.bias.npy"));
        float[] before = Values(toy, "fc.weight");
        Npy.Save(At("w", "fc.weight.npy"), new float[24], 3, 2, 2, 2);
        File.WriteAllBytes(At("w", "fc.bias.npy"), bias[..^1]);
        foreach (LoadMode mode in new[] { LoadMode.Strict, LoadMode.Transplant })
        {
            string message = Assert.Throws<WeightFileException>(() => toy.Load(At("w"), mode)).Message;
            Assert.StartsWith($"{At("w", "fc.bias.npy")} cannot be read as a NumPy array: it is cut short", message);
        }

        BitConverter.GetBytes(float.NaN).CopyTo(bias, bias.Length - 4);
        File.WriteAllBytes(At("w", "fc.bias.npy"), bias);
        Assert.Contains("fc.bias: 1 of 3 values, the first at index 2 (NaN)", Assert.Throws<WeightValueException>(() => toy.Load(At("w"))).Message);
        Assert.Equal(before, Values(toy, "fc.weight"));
    }

    [Fact]
    public void Arrays_that_are_not_read_do_not_fit()
    {
        using TestParameters toy = Toy();
        toy.Save(At("w") + "/");
        string text = File.ReadAllText(At("w", "fc.weight.npy"), System.Text.Encoding.Latin1);
        File.WriteAllText(At("w", "fc.weight.npy"), text.Replace("False", "True "), System.Text.Encoding.Latin1);
        Assert.Contains("fc.weight is stored in Fortran order", Assert.Throws<WeightMismatchException>(() => toy.Load(At("w"))).Message);
        Assert.Equal(["fc.bias"], toy.Load(At("w"), LoadMode.Transplant).Loaded);
    }

    [Fact]
    public void A_folder_without_weights_and_a_single_array_say_what_is_expected()
    {
        using TestParameters toy = Toy();
        Directory.CreateDirectory(At("empty"));
        Assert.Contains("a file NAME.npy per parameter", Assert.Throws<WeightFileException>(() => toy.Load(At("empty"))).Message);
        Npy.Save(At("a.npy"), [1f], 1);
        Assert.Contains("name the folder", Assert.Throws<WeightFileException>(() => toy.Load(At("a.npy"))).Message);
        Assert.Contains("name the folder", Assert.Throws<WeightFileException>(() => toy.Load(new MemoryStream(File.ReadAllBytes(At("a.npy"))))).Message);
    }

    [Fact]
    public void A_folder_with_arrays_is_not_written_into()
    {
        using TestParameters toy = Toy();
        Npy.Save(At("w", "old.npy"), [1f], 1);
        Assert.Contains("it holds old.npy already", Assert.Throws<OutputFileException>(() => toy.Save(At("w") + "/")).Message);
        Assert.Single(Directory.GetFileSystemEntries(At("w")));
        Assert.Throws<OutputFileException>(() => toy.Save(At("w"))); // a file is meant, and there is a folder
        Assert.Throws<ArgumentException>(() => toy.Save(At("new") + "/", new Dictionary<string, string> { ["note"] = "x" }));
        Assert.False(Directory.Exists(At("new")));
    }

    [Theory]
    [InlineData("fc/weight")]
    [InlineData("fc\\weight")]
    [InlineData("../weight")]
    [InlineData(".weight")]
    [InlineData("a:b")]
    [InlineData("FC.bias")]
    public void Names_that_files_cannot_have_everywhere_are_refused(string name)
    {
        using TestParameters toy = Toy(more: TestParameters.Bias(name, 5));
        Assert.Contains(name, Assert.Throws<OutputFileException>(() => toy.Save(At("w") + "/")).Message);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
        toy.Save(At("w.safetensors"));
    }

    [Fact]
    public void Of_a_folder_that_cannot_be_written_whole_no_file_is_left()
    {
        var tensors = new[] { new FloatTensor("a", [1], values => values[0] = 1), new FloatTensor("b", [1], _ => throw new IOException("no space")) };
        Assert.Contains("no space", Assert.Throws<OutputFileException>(() => WeightFormats.Save(At("w") + "/", tensors, null)).Message);
        Assert.Empty(Directory.GetFileSystemEntries(At("w")));
    }

    [Fact]
    public void Names_that_differ_in_case_are_two_and_extensions_are_one()
    {
        using TestParameters toy = Toy();
        toy.Save(At("w") + "/");
        File.Move(At("w", "fc.bias.npy"), At("w", "fc.bias.NPY"));
        Assert.Equal(["fc.weight", "fc.bias"], toy.Load(At("w")).Loaded);
        if (File.Exists(At("w", "fc.bias.npy"))) return; // names in any case are one file here
        Npy.Save(At("w", "FC.bias.npy"), new float[3], 3);
        Assert.Contains("extra: FC.bias (3)", Assert.Throws<WeightMismatchException>(() => toy.Load(At("w"))).Message);
        Npy.Save(At("w", "fc.bias.npy"), new float[3], 3);
        Assert.Contains("holds fc.bias.NPY and fc.bias.npy, both of the name fc.bias", Assert.Throws<WeightFileException>(() => toy.Load(At("w"))).Message);
    }

    [UnixFact, UnsupportedOSPlatform("windows")]
    public void Pipes_in_a_folder_are_refused_at_once()
    {
        using TestParameters toy = Toy();
        toy.Save(At("w") + "/");
        File.Delete(At("w", "fc.bias.npy"));
        Pipes.Make(At("w", "fc.bias.npy"));
        Assert.Contains("is a pipe", Assert.Throws<WeightFileException>(() => toy.Load(At("w"))).Message);
    }

    [Fact]
    public void A_file_that_is_replaced_after_it_was_listed_is_an_error()
    {
        using TestParameters toy = Toy();
        toy.Save(At("w") + "/");
        using IWeightSource source = WeightFiles.Open(At("w"));
        Npy.Save(At("w", "fc.bias.npy"), new float[4], 4);
        float[] before = Values(toy, "fc.weight");
        Assert.Contains("fc.bias.npy was changed while it was read", Assert.Throws<WeightFileException>(() => toy.Load(source)).Message);
        Assert.Equal(before, Values(toy, "fc.weight"));
    }

    [Fact]
    public void Renamed_weights_load_under_their_new_names()
    {
        using TestParameters one = Toy(seed: 1), other = Toy(seed: 2);
        one.Save(At("w.safetensors"), new Dictionary<string, string> { ["note"] = "x" });
        var names = new Dictionary<string, string> { ["fc.weight"] = "head.w", ["fc.bias"] = "head.b" };
        using (var away = new RenamedWeights(WeightFiles.Open(At("w.safetensors")), names.GetValueOrDefault))
        {
            Assert.Equal(["head.w", "head.b"], away.Tensors.Select(tensor => tensor.Name));
            Assert.Equal(At("w.safetensors"), away.Name);
            Assert.Contains("head.w (3x2x2x2)", Assert.Throws<WeightMismatchException>(() => other.Load(away)).Message);
            Assert.Throws<ArgumentException>(() => away.Read("fc.weight", new float[24]));
            LoadResult result = other.Load(new RenamedWeights(away, name => "fc." + (name == "head.w" ? "weight" : "bias")));
            Assert.Equal(["fc.weight", "fc.bias"], result.Loaded);
            Assert.Equal("x", result.Metadata["note"]);
        }

        Assert.Equal(Values(one, "fc.weight"), Values(other, "fc.weight"));
        using IWeightSource source = WeightFiles.Open(At("w.safetensors"));
        Assert.Contains("fc.weight and fc.bias", Assert.Throws<ArgumentException>(() => new RenamedWeights(source, _ => "same")).Message);
    }

    [Fact]
    public void A_source_of_ones_own_is_matched_as_a_file_is()
    {
        using TestParameters toy = Toy();
        toy.Load(new Ones());
        Assert.All(Values(toy, "fc.weight"), value => Assert.Equal(1, value));
        Assert.Contains("extra: extra", Assert.Throws<WeightMismatchException>(() => toy.Load(new Ones("extra"))).Message);
        Assert.Contains("ones has two tensors of the name fc.bias", Assert.Throws<WeightMismatchException>(() => toy.Load(new Ones("fc.bias"))).Message);
    }

    private static float[] Values(ParameterSet set, string name) => [.. ((TestBuffer)set[name].Values).Data];

    /// <summary>The toy's weights, each 1; the kernels as a matrix, as classifiers store them.</summary>
    private sealed class Ones(params string[] more) : IWeightSource
    {
        public string Name => "ones";

        public IReadOnlyList<WeightTensor> Tensors { get; } =
            [new("fc.weight", [3, 8], "one"), new("fc.bias", [3], "one"), .. more.Select(name => new WeightTensor(name, [], "one"))];

        public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

        public void Read(string name, Span<float> values) => values.Fill(1);

        public void Dispose()
        {
        }
    }
}
