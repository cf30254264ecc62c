using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using FcnGen.Programs.Tests.Support;
using FcnGen.Tests;

namespace FcnGen.Programs.Tests;

/// <summary>The native program of samples/Segment: published by the command in README, then run on its own.</summary>
public sealed class NativeSegmentTests(PublishedSegment published) : IClassFixture<PublishedSegment>, IDisposable
{
    private const long LargestFile = 9_000_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsFact(Need.Linker)]
    public void It_is_one_small_file_and_publishing_warns_of_nothing()
    {
        Assert.Equal([Path.GetFileName(published.Program)], published.Files);
        Assert.InRange(new FileInfo(published.Program).Length, 1, LargestFile);
        Assert.DoesNotContain("warning", published.Output, StringComparison.OrdinalIgnoreCase);
    }

    [NeedsFact(Need.Linker)]
    public void It_labels_as_the_build_that_is_compiled_while_it_runs_and_as_fcn()
    {
        string[] arguments = Arguments();
        published.Run([.. arguments, "--output", _folder["native.png"], "--overlay", _folder["native-overlay.png"]]).Succeeded();
        Launch.Segment([.. arguments, "--output", _folder["jit.png"], "--overlay", _folder["jit-overlay.png"]]).Succeeded();
        Launch.Fcn(["segment", .. arguments, "--output", _folder["fcn.png"], "--overlay", _folder["fcn-overlay.png"]]).Succeeded();
        LabelMap labels = LabelMap.Load(_folder["native.png"]);
        Assert.Equal((61, 83), (labels.Height, labels.Width));
        Assert.True(labels.Labels.Distinct().Count() > 1, "A picture of one class shows nothing.");
        foreach (string other in new[] { "jit", "fcn" })
        {
            Assert.Equal(labels.Labels, LabelMap.Load(_folder[other + ".png"]).Labels);
            Assert.Equal(File.ReadAllBytes(_folder["native-overlay.png"]), File.ReadAllBytes(_folder[other + "-overlay.png"]));
        }
    }

    [NeedsFact(Need.Linker | Need.NoOpenCl)]
    public void It_says_what_is_missing_for_opencl() =>
        published.Run([.. Arguments(), "--output", _folder["l.png"], "--device", "opencl"]).FailedWith("OpenCL");

    [NeedsFact(Need.Linker)]
    public void It_takes_a_folder_of_arrays_for_the_file()
    {
        string[] arguments = Arguments();
        WeightFile.Read(_folder["w.safetensors"]).WriteArrays(_folder["w"]);
        published.Run([.. arguments, "--output", _folder["file.png"]]).Succeeded();
        arguments[3] = _folder["w"];
        published.Run([.. arguments, "--output", _folder["folder.png"]]).Succeeded();
        Assert.Equal(LabelMap.Load(_folder["file.png"]).Labels, LabelMap.Load(_folder["folder.png"]).Labels);
    }

    [NeedsFact(Need.Linker | Need.OpenCl)]
    public void It_labels_on_opencl_as_on_the_processor()
    {
        string[] arguments = Arguments();
        published.Run([.. arguments, "--output", _folder["cpu.png"]]).Succeeded();
        published.Run([.. arguments, "--output", _folder["native.png"], "--device", "opencl"]).Succeeded();
        Launch.Segment([.. arguments, "--output", _folder["jit.png"], "--device", "opencl:0"]).Succeeded();
        Launch.Fcn(["segment", .. arguments, "--output", _folder["fcn.png"], "--device", "opencl"]).Succeeded();
        byte[] labels = LabelMap.Load(_folder["cpu.png"]).Labels;
        foreach (string other in new[] { "native", "jit", "fcn" }) Assert.Equal(labels, LabelMap.Load(_folder[other + ".png"]).Labels);
    }

    [NeedsFact(Need.Linker | Need.NoCuda)]
    public void It_says_what_is_missing_for_cuda()
    {
        TinyData.WritePng(_folder["photo.png"], 40, 40, 3, i => (byte)i);
        published.Run("--net", "CompactFcn", "--input", _folder["photo.png"], "--benchmark", "1", "--device", "cuda").FailedWith("NVIDIA driver", "install");
        published.Run("--net", "CompactFcn", "--input", _folder["photo.png"], "--benchmark", "1", "--device", "auto").Succeeded();
    }

    [NeedsFact(Need.Linker)]
    public void It_carries_ptx_and_opencl_and_no_compiler()
    {
        string[] lines = published.Run("--list-kernels").Succeeded().Output.Trim().Split('\n');
        Assert.Contains(lines, line => line.StartsWith("ptx ", StringComparison.Ordinal) && line.Contains("strict_conv_512_512_k3s1p1d1g1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("ptx ", StringComparison.Ordinal) && line.Contains("tensor_conv_512_512_k3s1p1d1g1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("opencl ", StringComparison.Ordinal) && line.Contains("strict_conv_512_512_k3s1p1d1g1", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("weights_512_512", StringComparison.Ordinal)); // only for training
        Assert.Contains(".entry arg_max(", published.Run("--show-kernel", "ptx/arg_max").Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("kernel void arg_max(", published.Run("--show-kernel", "opencl/arg_max").Succeeded().Output, StringComparison.Ordinal);
        published.Run("--show-kernel", "ptx/arg_min").FailedWith("ptx/arg_min", "--list-kernels");
        published.Run("--show-kernel", "arg_max").FailedWith("arg_max", "ptx/");
        byte[] program = File.ReadAllBytes(published.Program);
        foreach (string name in new[] { "ILGPU.Backends", "PTXCodeGenerator", "CLCodeGenerator" })
            Assert.True(program.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) < 0 && program.AsSpan().IndexOf(Encoding.Unicode.GetBytes(name)) < 0, $"{name} is in the program.");
        published.Run("--net", "CompactFcn", "--input", "none.png", "--benchmark", "1", "--device", "ilgpu").FailedWith("none.png");
    }

    [NeedsFact(Need.Linker)]
    public void It_lists_the_devices_and_what_is_missing()
    {
        string[] lines = published.Run("--list-devices").Succeeded().Output.Trim().Split('\n');
        Assert.StartsWith("cpu ", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith(Drivers.HasCuda ? "cuda:0 " : "cuda      none: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith(Drivers.HasOpenCl ? "opencl:0 " : "opencl    none: ", StringComparison.Ordinal));
    }

    [NeedsFact(Need.Linker)]
    public void It_starts_in_a_fraction_of_the_time_of_the_build_that_is_compiled_while_it_runs()
    {
        // Both run without a driver, whose start may take longer than the program's. The shortest of several runs, in turn: what else the
        // machine does can only add to each.
        const int runs = 40, factor = 3;
        TimeSpan native = TimeSpan.MaxValue, jit = TimeSpan.MaxValue;
        for (int run = 0; run < runs && (run < 3 || native * factor > jit); run++)
        {
            native = Shorter(native, () => published.Run("--list-kernels"));
            jit = Shorter(jit, () => Launch.Segment("--list-kernels"));
        }

        Assert.True(native * factor <= jit, $"native {native.TotalMilliseconds:0.0} ms, compiled while it runs {jit.TotalMilliseconds:0.0} ms");
    }

    [NeedsFact(Need.Linker)]
    public void A_benchmark_needs_no_weights_and_ends_with_the_median()
    {
        TinyData.WritePng(_folder["photo.png"], 40, 40, 3, i => (byte)i);
        Outcome outcome = published.Run("--net", "compact-fcn", "--input", _folder["photo.png"], "--benchmark", "5").Succeeded();
        Assert.Matches(@"^median [0-9]+\.[0-9]+ ms, best [0-9]+\.[0-9]+ ms, 5 rounds$", outcome.LastLine);
    }

    [NeedsFact(Need.Linker)]
    public void It_uses_the_instructions_that_were_chosen_for_it()
    {
        TinyData.WritePng(_folder["photo.png"], 40, 40, 3, i => (byte)i);
        Outcome outcome = published.Run("--net", "CompactFcn", "--input", _folder["photo.png"], "--benchmark", "1").Succeeded();
        Assert.Contains("256-bit vectors", outcome.Output, StringComparison.Ordinal);
    }

    [NeedsFact(Need.Linker)]
    public void Mistakes_get_one_message()
    {
        TinyData.WritePng(_folder["photo.png"], 40, 40, 3, i => (byte)i);
        published.Run("--net", "CompactFcn", "--input", _folder["photo.png"]).FailedWith("--output", "--overlay", "--benchmark");
        published.Run("--net", "CompactFcn", "--output", _folder["l.png"]).FailedWith("--input");
        published.Run("--net", "CompactFcn", "--input", _folder["photo.png"], "--output", _folder["l.png"]).FailedWith("--weights");
        published.Run("--net", "Fcn7s", "--input", _folder["photo.png"], "--benchmark", "1").FailedWith("Fcn7s", "Fcn8s");
        published.Run("--net", "CompactFcn", "--input", _folder["photo.png"], "--benchmark", "1", "--device", "abacus").FailedWith("abacus", "cpu");
        File.WriteAllText(_folder["w.safetensors"], "these are no weights");
        published.Run("--net", "CompactFcn", "--input", _folder["photo.png"], "--output", _folder["l.png"], "--weights", _folder["w.safetensors"]).FailedWith("w.safetensors");
        Assert.Equal(2, published.Run("--benchmark", "none").ExitCode);
        Assert.False(File.Exists(_folder["l.png"]));
    }

    private static TimeSpan Shorter(TimeSpan so, Func<Outcome> run)
    {
        long start = Stopwatch.GetTimestamp();
        run().Succeeded();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return time < so ? time : so;
    }

    private string[] Arguments()
    {
        InitialWeights.Write(_folder["w.safetensors"], seed: 3);
        Randomise(_folder["w.safetensors"]);
        TinyData.WritePng(_folder["photo.png"], 61, 83, 3, i => (byte)(i * i * 37 >> 3));
        return ["--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", _folder["photo.png"]];
    }

    /// <summary>Gives the scoring layers, which start at zero, values, so that several classes occur.</summary>
    private static void Randomise(string path)
    {
        var random = new Random(7);
        WeightFile file = WeightFile.Read(path);
        foreach ((string name, (long[] shape, byte[] values)) in file.Tensors.ToArray())
        {
            if (!name.StartsWith("score", StringComparison.Ordinal)) continue;
            for (int i = 0; i < values.Length; i += sizeof(float)) BitConverter.TryWriteBytes(values.AsSpan(i), random.NextSingle() - 0.5f);
            file.Tensors[name] = (shape, values);
        }

        file.Write(path);
    }
}
