using System.Runtime.InteropServices;

namespace FcnGen.Tests;

/// <summary>What drivers this machine has, found without FcnGen.</summary>
internal static unsafe class Drivers
{
    private const ulong AllKinds = 0xFFFFFFFF;

    /// <summary>True where the NVIDIA driver is installed.</summary>
    public static bool HasCuda { get; } = Load("libcuda.so.1", "nvcuda.dll") != 0;

    /// <summary>True where the library of OpenCL is installed.</summary>
    public static bool HasOpenClLoader { get; } = Load("libOpenCL.so.1", "OpenCL.dll") != 0;

    /// <summary>True where OpenCL has a device.</summary>
    public static bool HasOpenCl { get; } = OpenClDevices() > 0;

    private static uint OpenClDevices()
    {
        nint library = Load("libOpenCL.so.1", "OpenCL.dll");
        if (library == 0) return 0;
        var getPlatforms = (delegate* unmanaged<uint, nint*, uint*, int>)NativeLibrary.GetExport(library, "clGetPlatformIDs");
        var getDevices = (delegate* unmanaged<nint, ulong, uint, nint*, uint*, int>)NativeLibrary.GetExport(library, "clGetDeviceIDs");
        uint platforms = 0, devices = 0;
        if (getPlatforms(0, null, &platforms) != 0 || platforms == 0) return 0;
        var ids = new nint[platforms];
        fixed (nint* id = ids) _ = getPlatforms(platforms, id, null);
        foreach (nint platform in ids)
        {
            uint found = 0;
            if (getDevices(platform, AllKinds, 0, null, &found) == 0) devices += found;
        }

        return devices;
    }

    // They stay loaded: drivers of OpenCL have threads.
    private static nint Load(params string[] names)
    {
        foreach (string name in names)
            if (NativeLibrary.TryLoad(name, out nint library)) return library;
        return 0;
    }
}
