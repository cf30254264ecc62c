using System;
using System.IO;
using System.Linq;
using FcnGen.Programs.Tests.Support;

namespace FcnGen.Programs.Tests;

/// <summary>Weight files that do not fit: each difference is named, and nothing is segmented.</summary>
public sealed class WeightTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WeightTests()
    {
        InitialWeights.Write(_folder["w.safetensors"]);
        TinyData.WritePng(_folder["photo.png"], 20, 30, 3, i => (byte)i);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_written_by_something_else_loads()
    {
        Change(_ => { });
        Run().Succeeded();
        Assert.Equal(["l.png"], _folder.Files("out"));
    }

    [Fact]
    public void A_folder_of_arrays_serves_as_the_file_does()
    {
        Launch.Fcn("init", "CompactFcn", "--seed", "1", "--output", _folder["w"] + "/").Succeeded();
        Launch.Fcn("init", "CompactFcn", "--seed", "2", "--output", _folder["w"] + "/", "--force").FailedWith(".npy already", "Choose another folder");
        WeightFile.Read(_folder["w.safetensors"]).WriteArrays(_folder["by-hand"]);
        string[] names = _folder.Files("by-hand");
        Assert.Equal(names, _folder.Files("w"));
        foreach (string name in names) Assert.Equal(Npy(_folder["by-hand", name]), Npy(_folder["w", name]));
        foreach (string weights in new[] { "w.safetensors", "w", "by-hand" }) Run(weights, weights + ".npy").Succeeded();
        byte[] scores = File.ReadAllBytes(_folder["w.safetensors.npy"]);
        Assert.Equal(scores, File.ReadAllBytes(_folder["w.npy"]));
        Assert.Equal(scores, File.ReadAllBytes(_folder["by-hand.npy"]));
        TinyData.WritePairs(_folder["data"], 2);
        Launch.Fcn("evaluate", "--net", "CompactFcn", "--weights", _folder["w"], "--data", _folder["data"]).Succeeded();
        Outcome trained = Launch.Fcn(
            "train", "--net", "CompactFcn", "--data", _folder["data"], "--output", _folder["run"], "--iterations", "1", "--init", _folder["w"], "--strict").Succeeded();
        Assert.Contains($"tensors of {_folder["w"]}.", trained.Output, StringComparison.Ordinal);

        File.Delete(_folder["w", "conv1.bias.npy"]);
        Run("w", "s.npy").FailedWith("missing: conv1.bias");
        File.WriteAllText(_folder["w", "conv1.bias.npy"], "no array");
        Run("w", "s.npy").FailedWith("conv1.bias.npy", "NumPy");

        // The values follow the first newline.
        static byte[] Npy(string path) => File.ReadAllBytes(path) is var bytes ? bytes[Array.IndexOf(bytes, (byte)'\n')..] : [];

        Outcome Run(string weights, string scores) => Launch.Fcn(
            "segment", "--net", "CompactFcn", "--weights", _folder[weights], "--input", _folder["photo.png"], "--scores", _folder[scores]);
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        string name = "";
        Change(file => file.Tensors.Remove(name = AConvolution(file)));
        Fails("missing", name);
    }

    [Fact]
    public void An_extra_tensor_is_named()
    {
        Change(file => file.Tensors.Add("stranger.weight", ([2], new byte[8])));
        Fails("extra", "stranger.weight");
    }

    [Fact]
    public void A_tensor_of_another_shape_is_named_with_both_shapes()
    {
        string name = "", shape = "";
        Change(file =>
        {
            name = AConvolution(file);
            (long[] old, byte[] values) = file.Tensors[name];
            shape = string.Join('x', old);
            long[] other = [old[0] * 2, old[1], old[2], old[3]];
            file.Tensors[name] = (other, [.. values, .. values]);
        });
        Fails(name, shape);
    }

    [Fact]
    public void A_file_in_which_nothing_fits_is_an_error()
    {
        Change(file =>
        {
            foreach (string name in file.Tensors.Keys.ToArray())
            {
                file.Tensors.Remove(name, out (long[] Shape, byte[] Values) tensor);
                file.Tensors.Add("other_" + name, tensor);
            }
        });
        Fails("nothing was loaded");
    }

    [Fact]
    public void A_file_that_is_cut_short_empty_or_absent_is_an_error()
    {
        byte[] whole = File.ReadAllBytes(_folder["w.safetensors"]);
        foreach (int length in new[] { whole.Length - 5, 100, 4, 0 })
        {
            File.WriteAllBytes(_folder["w.safetensors"], whole[..length]);
            Fails("w.safetensors");
        }

        File.Delete(_folder["w.safetensors"]);
        Fails("w.safetensors");
    }

    [Fact]
    public void Values_that_are_no_numbers_are_named()
    {
        string name = "";
        Change(file =>
        {
            name = AConvolution(file);
            BitConverter.TryWriteBytes(file.Tensors[name].Values, float.NaN);
        });
        Fails("w.safetensors", name, "NaN");

        TinyData.WritePairs(_folder["data"], 2);
        Launch.Fcn("evaluate", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--data", _folder["data"]).FailedWith("w.safetensors", name, "NaN");
    }

    private void Change(Action<WeightFile> change)
    {
        WeightFile file = WeightFile.Read(_folder["w.safetensors"]);
        change(file);
        file.Write(_folder["w.safetensors"]);
    }

    private Outcome Run() => Launch.Fcn(
        "segment", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", _folder["photo.png"], "--output", _folder["out", "l.png"]);

    private void Fails(params string[] parts)
    {
        Run().FailedWith(parts);
        Assert.Empty(_folder.Files("out"));
    }

    private static string AConvolution(WeightFile file) =>
        file.Tensors.First(tensor => tensor.Key.StartsWith("conv", StringComparison.Ordinal) && tensor.Value.Shape.Length == 4).Key;
}
