using System;
using System.Collections.Generic;

namespace FcnGen.Gpu;

/// <summary>The GPU devices as members of <see cref="Device"/>: <c>Device.Cuda()</c>, <c>Device.OpenCl()</c>, <c>Device.Auto()</c>.</summary>
public static class GpuDeviceExtensions
{
    extension(Device)
    {
        /// <summary>An NVIDIA GPU of compute capability 8.0 (Ampere) or later, through the driver alone.</summary>
        /// <param name="index">Its number, as <see cref="GpuDevices.List()"/> has it.</param>
        /// <param name="precision">How exactly convolutions multiply.</param>
        /// <param name="progress">Told how far kernels are that are compiled before a pass runs first; see <see cref="GpuDevice.KernelProgress"/>.</param>
        /// <exception cref="DriverMissingException">There is no NVIDIA driver.</exception>
        /// <exception cref="DriverTooOldException">It is older than CUDA 11.4.</exception>
        /// <exception cref="DeviceNotFoundException">There is no such device.</exception>
        /// <exception cref="DeviceUnsupportedException">Its compute capability is below 8.0.</exception>
        public static GpuDevice Cuda(int index = 0, Precision precision = Precision.Strict, IProgress<KernelProgress>? progress = null) =>
            Telling(CudaDevice.Open(index, KernelSources.Default, precision), progress);

        /// <summary>A device of OpenCL 1.2 or later.</summary>
        /// <param name="index">Its number, as <see cref="GpuDevices.List()"/> has it: GPUs come first.</param>
        /// <param name="precision">How exactly convolutions multiply; without tensor cores, which OpenCL has not, always <see cref="Precision.Strict"/>.</param>
        /// <param name="progress">Told how far kernels are that are compiled before a pass runs first; see <see cref="GpuDevice.KernelProgress"/>.</param>
        /// <exception cref="DriverMissingException">There is no OpenCL.</exception>
        /// <exception cref="DriverTooOldException">It is older than 1.2.</exception>
        /// <exception cref="DeviceNotFoundException">There is no such device.</exception>
        /// <exception cref="DeviceUnsupportedException">It runs fewer than 256 threads in a group.</exception>
        public static GpuDevice OpenCl(int index = 0, Precision precision = Precision.Strict, IProgress<KernelProgress>? progress = null) =>
            Telling(OpenClDevice.Open(index, KernelSources.Default, precision), progress);

        /// <summary>As the other overload, by name.</summary>
        /// <param name="name">A part of the device's name, in any case; the first that has it is opened.</param>
        /// <param name="precision">How exactly convolutions multiply.</param>
        /// <param name="progress">Told how far kernels are that are compiled before a pass runs first; see <see cref="GpuDevice.KernelProgress"/>.</param>
        public static GpuDevice OpenCl(string name, Precision precision = Precision.Strict, IProgress<KernelProgress>? progress = null) =>
            Telling(OpenClDevice.Open(name, KernelSources.Default, precision), progress);

        /// <summary>
        /// The best device of this machine: the first CUDA device that can be opened, else the first GPU of OpenCL, else the processor, which
        /// is faster than OpenCL on a processor.
        /// </summary>
        /// <param name="precision">How exactly convolutions multiply on a GPU.</param>
        /// <param name="progress">Told how far kernels are that are compiled before a pass runs first; see <see cref="GpuDevice.KernelProgress"/>.</param>
        public static Device Auto(Precision precision = Precision.Strict, IProgress<KernelProgress>? progress = null) =>
            Best(() => CudaApi.Default, () => OpenClApi.Default, KernelSources.Default, precision, progress);
    }

    internal static Device Best(
        Func<CudaApi> cuda, Func<OpenClApi> openCl, IKernelSource kernels, Precision precision, IProgress<KernelProgress>? progress = null) =>
        First(() => CudaHardware.List(cuda()), hardware => hardware.Unsupported is null, hardware => Telling(new CudaDevice(cuda(), hardware, kernels, precision), progress))
        ?? First(() => OpenClHardware.List(openCl()), hardware => hardware.IsGpu && hardware.Unsupported is null, hardware => Telling(new OpenClDevice(openCl(), hardware, kernels, precision), progress))
        ?? Device.Cpu();

    private static GpuDevice Telling(GpuDevice device, IProgress<KernelProgress>? progress)
    {
        device.KernelProgress = progress;
        return device;
    }

    /// <summary>The first device that suits and opens; null if there is none or no driver.</summary>
    private static Device? First<T>(Func<IReadOnlyList<T>> list, Func<T, bool> suits, Func<T, Device> open)
    {
        try
        {
            foreach (T hardware in list())
            {
                if (suits(hardware) && TryOpen(hardware, open) is { } device) return device;
            }
        }
        catch (FcnGenException)
        {
            // No driver, or one that does not work: the next kind of device is tried.
        }

        return null;
    }

    private static Device? TryOpen<T>(T hardware, Func<T, Device> open)
    {
        try
        {
            return open(hardware);
        }
        catch (FcnGenException)
        {
            return null; // in use by another process, say
        }
    }
}
