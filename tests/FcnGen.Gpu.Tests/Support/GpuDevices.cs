using System.Collections.Generic;
using FcnGen.Gpu.Tests.Ptx;
using FcnGen.KernelCompiler;

namespace FcnGen.Gpu.Tests;

/// <summary>One device of each kind and precision for the whole process: a device compiles each kernel only once.</summary>
internal static class GpuDevices
{
    private static readonly Dictionary<(DeviceKind, Precision), GpuDevice> _open = [];

    /// <summary>The kernels that all devices share.</summary>
    public static CompiledKernels Kernels { get; } = new() { AllTargets = true };

    /// <summary>The device; it must not be disposed.</summary>
    public static GpuDevice Get(DeviceKind kind, Precision precision = Precision.Strict)
    {
        lock (_open)
        {
            if (!_open.TryGetValue((kind, precision), out GpuDevice? device)) _open.Add((kind, precision), device = Open(kind, precision));
            return device;
        }
    }

    private static GpuDevice Open(DeviceKind kind, Precision precision) => kind switch
    {
        DeviceKind.Ptx => new PtxDevice(Kernels, precision),
        DeviceKind.Ilgpu => IlgpuDevice.Cpu(precision),
        _ => OpenClDevice.Open(0, Kernels, precision),
    };
}
