using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace FcnGen.Gpu;

/// <summary>A CUDA device of this machine and what it can do.</summary>
internal sealed unsafe class CudaHardware
{
    /// <summary>CUDA 11.4: the first with every function that <see cref="CudaApi"/> names.</summary>
    private const int OldestDriver = 11040;

    private CudaHardware(CudaApi api, int index, int driver)
    {
        Index = index;
        int id;
        api.Check(api.DeviceGet(&id, index), "opening a device");
        Id = id;
        byte* name = stackalloc byte[256];
        api.Check(api.DeviceGetName(name, 256, id), "asking for a device's name");
        Name = Encoding.UTF8.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
        nuint bytes;
        api.Check(api.DeviceTotalMem(&bytes, id), "asking for a device's memory");
        Memory = (long)bytes;
        Driver = "CUDA " + Version(driver);
        Processors = Attribute(api, 16);
        Capability = (Attribute(api, 75), Attribute(api, 76));
        LargestShared = Attribute(api, 97);
        ReadsPageable = Attribute(api, 88) != 0;
    }

    /// <summary>The number among the devices.</summary>
    public int Index { get; }

    /// <summary>The CUdevice.</summary>
    public int Id { get; }

    /// <summary>The model.</summary>
    public string Name { get; }

    /// <summary>The newest CUDA that the driver supports.</summary>
    public string Driver { get; }

    /// <summary>Bytes of memory.</summary>
    public long Memory { get; }

    /// <summary>Multiprocessors.</summary>
    public int Processors { get; }

    /// <summary>Compute capability.</summary>
    public (int Major, int Minor) Capability { get; }

    /// <summary>Bytes of shared memory that a group may ask for.</summary>
    public int LargestShared { get; }

    /// <summary>True if the device reads the program's own memory, without a copy that the driver makes first.</summary>
    public bool ReadsPageable { get; }

    /// <summary>Why no network runs on it; null if one does.</summary>
    public string? Unsupported => Capability.Major >= 8
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Name} has compute capability {Capability.Major}.{Capability.Minor}; FcnGen's CUDA kernels need 8.0 (Ampere) or later. Use the device opencl, which runs on it too, or cpu.");

    /// <summary>All devices, in the driver's order.</summary>
    /// <exception cref="DriverTooOldException">The driver is older than CUDA 11.4.</exception>
    /// <exception cref="DriverCallException">The driver does not start.</exception>
    public static IReadOnlyList<CudaHardware> List(CudaApi api)
    {
        int code = api.Init(0);
        if (code == CudaCode.NoDevice) return [];
        api.Check(code, "starting the driver");
        int version;
        api.Check(api.DriverGetVersion(&version), "asking for the driver's version");
        if (version < OldestDriver)
        {
            throw new DriverTooOldException(
                $"The NVIDIA driver supports CUDA {Version(version)}; FcnGen needs a driver of CUDA {Version(OldestDriver)} (470) or later. Install a newer driver.");
        }

        int count;
        api.Check(api.DeviceGetCount(&count), "counting devices");
        var found = new CudaHardware[count];
        for (int index = 0; index < count; index++) found[index] = new CudaHardware(api, index, version);
        return found;
    }

    private static string Version(int number) => string.Create(CultureInfo.InvariantCulture, $"{number / 1000}.{number % 1000 / 10}");

    private int Attribute(CudaApi api, int attribute)
    {
        int value;
        api.Check(api.DeviceGetAttribute(&value, attribute, Id), "asking for a device's properties");
        return value;
    }
}
