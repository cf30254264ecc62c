using System;
using System.Collections.Generic;
using System.Globalization;
using FcnGen.Gpu;
using FcnGen.Samples;

namespace FcnGen.GpuKit;

/// <summary>The <c>name=value</c> arguments of a command.</summary>
internal sealed class KitOptions(IReadOnlyDictionary<string, string> values)
{
    /// <summary>cuda or opencl.</summary>
    public string DeviceName => Text("device") ?? "cuda";

    /// <summary>Strict or TF32.</summary>
    public Precision Precision => Text("precision") switch
    {
        null or "strict" => Precision.Strict,
        "tf32" => Precision.Tf32,
        var other => throw new ProgramException($"precision={other}: there are strict and tf32."),
    };

    /// <summary>A value, or null where it was not given.</summary>
    public string? Text(string name) => values.GetValueOrDefault(name);

    /// <summary>A value that must be there.</summary>
    public string Needed(string name) => Text(name) ?? throw new ProgramException($"{name}=... is missing.");

    /// <summary>A whole number.</summary>
    public int Number(string name, int standard) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : standard;

    /// <summary>Height and width.</summary>
    public (int Height, int Width) Size()
    {
        string[] sides = Needed("size").Split('x');
        return (int.Parse(sides[0], CultureInfo.InvariantCulture), int.Parse(sides[^1], CultureInfo.InvariantCulture));
    }

    /// <summary>Opens the device; device=cpu shows that what the kit compares with is right.</summary>
    public Device OpenAny() => DeviceName == "cpu" ? Device.Cpu() : Open();

    /// <summary>Opens the device, a GPU.</summary>
    public GpuDevice Open() => DeviceName switch
    {
        "cuda" => CudaDevice.Open(0, KernelSources.Default, Precision),
        "opencl" => OpenClDevice.Open(0, KernelSources.Default, Precision),
        var other => throw new ProgramException($"device={other}: there are cuda and opencl."),
    };
}
