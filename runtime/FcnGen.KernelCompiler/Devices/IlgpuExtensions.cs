using FcnGen.Gpu;
using FcnGen.KernelCompiler;
using ILGPU.Runtime;

namespace FcnGen;

/// <summary>Devices that run through ILGPU.</summary>
public static class IlgpuExtensions
{
    extension(Device)
    {
        /// <summary>The GPU kernels on ILGPU's CPU accelerator, for stepping through them in a debugger.</summary>
        public static Device Ilgpu() => IlgpuDevice.Cpu();

        /// <summary>The GPU kernels on an accelerator that the caller owns; see <see cref="IlgpuDevice.On"/>.</summary>
        public static Device Ilgpu(Accelerator accelerator, Precision precision = Precision.Strict) => IlgpuDevice.On(accelerator, precision);
    }
}
