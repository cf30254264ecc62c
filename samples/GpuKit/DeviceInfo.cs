using FcnGen.Gpu;
using FcnGen.Samples;

namespace FcnGen.GpuKit;

/// <summary><c>info</c>: what the device is; fails with the driver's message where there is none.</summary>
internal static class DeviceInfo
{
    public static int Print(KitOptions options)
    {
        using GpuDevice device = options.Open();
        Json.Print(json =>
        {
            json.WriteString("device", device.Name);
            json.WriteString("description", device.Description);
            json.WriteNumber("processors", device.Processors);
            json.WriteNumber("kernels", EmbeddedKernels.OfProgram()?.Kernels.Count ?? 0);
        });
        return ExitCode.Success;
    }
}
