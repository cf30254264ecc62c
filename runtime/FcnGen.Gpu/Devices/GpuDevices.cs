using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Gpu;

/// <summary>A GPU device of this machine.</summary>
public sealed record GpuDeviceInfo
{
    /// <summary>The device's name as used on the command line: <c>cuda</c> or <c>opencl</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Its number there.</summary>
    public required int Index { get; init; }

    /// <summary>The model.</summary>
    public required string Name { get; init; }

    /// <summary>GPU, CPU or accelerator.</summary>
    public required string Kind { get; init; }

    /// <summary>Bytes of memory.</summary>
    public required long Memory { get; init; }

    /// <summary>The driver and its version.</summary>
    public required string Driver { get; init; }

    /// <summary>Why no network runs on it; null if one does.</summary>
    public string? Unsupported { get; init; }
}

/// <summary>The GPU devices of this machine.</summary>
/// <param name="Devices">CUDA devices, then OpenCL devices: GPUs first, each as the driver numbers them. One GPU may be both.</param>
/// <param name="CudaMissing">Why there are no CUDA devices; null if there are.</param>
/// <param name="OpenClMissing">Why there are no OpenCL devices; null if there are.</param>
public sealed record GpuDeviceList(IReadOnlyList<GpuDeviceInfo> Devices, string? CudaMissing, string? OpenClMissing);

/// <summary>What GPU devices this machine has.</summary>
public static class GpuDevices
{
    /// <summary>Asks the drivers; opens no device.</summary>
    public static GpuDeviceList List() => List(() => CudaApi.Default, () => OpenClApi.Default);

    internal static GpuDeviceList List(Func<CudaApi> cuda, Func<OpenClApi> openCl)
    {
        (List<GpuDeviceInfo> cudaDevices, string? cudaMissing) = Try(() =>
        {
            IReadOnlyList<CudaHardware> found = CudaHardware.List(cuda());
            return (found.Select(Describe), found.Count == 0 ? CudaDevice.NoDevices : null);
        });
        (List<GpuDeviceInfo> openClDevices, string? openClMissing) = Try(() =>
        {
            IReadOnlyList<OpenClHardware> found = OpenClHardware.List(openCl(), out string? missing);
            return (found.Select(Describe), missing);
        });
        return new GpuDeviceList([.. cudaDevices, .. openClDevices], cudaMissing, openClMissing);
    }

    private static (List<GpuDeviceInfo> Devices, string? Missing) Try(Func<(IEnumerable<GpuDeviceInfo> Found, string? Missing)> list)
    {
        try
        {
            (IEnumerable<GpuDeviceInfo> found, string? missing) = list();
            return ([.. found], missing);
        }
        catch (FcnGenException e)
        {
            return ([], e.Message);
        }
    }

    private static GpuDeviceInfo Describe(CudaHardware hardware) => new()
    {
        Device = "cuda",
        Index = hardware.Index,
        Name = hardware.Name,
        Kind = "GPU",
        Memory = hardware.Memory,
        Driver = hardware.Driver,
        Unsupported = hardware.Unsupported,
    };

    private static GpuDeviceInfo Describe(OpenClHardware hardware, int index) => new()
    {
        Device = "opencl",
        Index = index,
        Name = hardware.Name,
        Kind = hardware.Kind,
        Memory = hardware.Memory,
        Driver = hardware.Driver,
        Unsupported = hardware.Unsupported,
    };
}
