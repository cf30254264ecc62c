using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FcnGen.Gpu;

namespace FcnGen.Samples;

/// <summary>Finds the device that a command line names, and lists those of this machine.</summary>
public static class DeviceChoice
{
    /// <summary>How devices are named, for help texts and messages.</summary>
    public static string Known => "cpu, cuda, opencl, auto" + (Ilgpu is null ? "" : ", ilgpu") + "; a number chooses among several: cuda:1, opencl:1";

    /// <summary>Opens ILGPU's device; set by programs that carry its compiler, which a native binary does not.</summary>
    public static Func<Precision, Device>? Ilgpu { get; set; }

    /// <summary>Opens a device.</summary>
    /// <param name="name">Its name, as <see cref="Known"/> says.</param>
    /// <param name="threads">Threads of the cpu device; 0 for all cores.</param>
    /// <param name="precision">How exactly a GPU multiplies.</param>
    /// <param name="progress">Told how far kernels are that are compiled before a pass runs first; null for no one.</param>
    /// <exception cref="ProgramException">There is no such device.</exception>
    /// <exception cref="FcnGenException">The driver is missing or too old, or there is no device of that number.</exception>
    public static Device Open(string name, int threads, Precision precision = Precision.Strict, IProgress<KernelProgress>? progress = null)
    {
        string[] parts = name.ToLowerInvariant().Split(':');
        if (parts is [_, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            if (parts[0] == "cuda") return Device.Cuda(index, precision, progress);
            if (parts[0] == "opencl") return Device.OpenCl(index, precision, progress);
        }

        return parts switch
        {
            ["cpu"] => Device.Cpu(threads),
            ["cuda"] => Device.Cuda(0, precision, progress),
            ["opencl"] => Device.OpenCl(0, precision, progress),
            ["auto"] => Auto(threads, precision, progress),
            ["ilgpu"] when Ilgpu is { } open => open(precision),
            ["ilgpu"] => throw new ProgramException("A native binary has no ilgpu device: it carries compiled kernels but no compiler. Run the program with dotnet run."),
            _ => throw new ProgramException($"There is no device \"{name}\". Devices: {Known}."),
        };
    }

    /// <summary>A line for each device of this machine, and why there are none of a kind.</summary>
    public static IEnumerable<string> List()
    {
        using (Device cpu = Device.Cpu()) yield return Line("cpu", cpu.Description);
        GpuDeviceList gpus = GpuDevices.List();
        foreach (GpuDeviceInfo gpu in gpus.Devices)
        {
            yield return Line(
                string.Create(CultureInfo.InvariantCulture, $"{gpu.Device}:{gpu.Index}"),
                string.Create(CultureInfo.InvariantCulture, $"{gpu.Name} ({gpu.Kind}), {gpu.Memory >> 20} MiB, {gpu.Driver}") + (gpu.Unsupported is { } reason ? $". Can't be used: {reason}" : ""));
        }

        if (gpus.CudaMissing is { } noCuda) yield return Line("cuda", "none: " + noCuda);
        if (gpus.OpenClMissing is { } noOpenCl) yield return Line("opencl", "none: " + noOpenCl);
        if (Ilgpu is not null) yield return Line("ilgpu", "the kernels on ILGPU's CPU accelerator, thread by thread, for debuggers");
    }

    private static Device Auto(int threads, Precision precision, IProgress<KernelProgress>? progress)
    {
        Device best = Device.Auto(precision, progress);
        if (best is GpuDevice || threads == 0) return best;
        best.Dispose();
        return Device.Cpu(threads);
    }

    private static string Line(string name, string text) => $"{name,-9} {text}";
}
