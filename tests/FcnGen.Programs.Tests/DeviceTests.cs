using System;
using System.IO;
using FcnGen.Programs.Tests.Support;
using FcnGen.Tests;

namespace FcnGen.Programs.Tests;

/// <summary>The devices that <c>--device</c> names.</summary>
public sealed class DeviceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DeviceTests()
    {
        InitialWeights.Write(_folder["w.safetensors"], seed: 3);
        TinyData.WritePng(_folder["photo.png"], 37, 53, 3, i => (byte)(i * 37));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Devices_are_listed_with_what_is_missing()
    {
        string[] lines = Launch.Fcn("devices").Succeeded().Output.Trim().Split('\n');
        Assert.StartsWith("cpu ", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith(Drivers.HasCuda ? "cuda:0 " : "cuda      none: There is no NVIDIA driver", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith(Drivers.HasOpenCl ? "opencl:0 " : "opencl    none: ", StringComparison.Ordinal));
        Assert.StartsWith("ilgpu ", lines[^1], StringComparison.Ordinal);
    }

    [NeedsFact(Need.NoCuda)]
    public void A_missing_driver_is_one_clear_error() => Segment("--device", "cuda").FailedWith("NVIDIA driver", "install");

    [NeedsFact(Need.OpenCl)]
    public void A_missing_device_is_one_clear_error() => Segment("--device", "opencl:99").FailedWith("99");

    [Fact]
    public void A_device_that_there_is_not_is_one_clear_error()
    {
        Segment("--device", "abacus").FailedWith("abacus", "cpu", "cuda", "opencl", "ilgpu");
        Segment("--device", "cpu:1").FailedWith("cpu:1");
        Assert.Equal(2, Segment("--precision", "half").ExitCode);
        Assert.False(File.Exists(_folder["l.png"]));
    }

    // Loaders of other systems look elsewhere for drivers.
    [NeedsFact(Need.Linux | Need.OpenClLoader)]
    public void A_loader_of_OpenCL_without_a_driver_says_so()
    {
        Directory.CreateDirectory(_folder["none"]);
        string listed = Launch.FcnWithOpenClDriversOf(_folder["none"], "devices").Succeeded().Output;
        Assert.Contains("opencl    none: OpenCL has no driver on this machine: its library is there, but no platform is registered with it.", listed, StringComparison.Ordinal);
        Launch.FcnWithOpenClDriversOf(_folder["none"], "segment", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", _folder["photo.png"], "--output", _folder["l.png"], "--device", "opencl")
            .FailedWith("no platform is registered", "OCL_ICD_VENDORS");
    }

    [Fact]
    public void Auto_finds_a_device() => Segment("--device", "auto", "--precision", "tf32").Succeeded();

    private Outcome Segment(params string[] more) => Launch.Fcn(
        ["segment", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", _folder["photo.png"], "--output", _folder["l.png"], .. more]);
}
