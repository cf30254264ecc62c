using System.Runtime.InteropServices;

namespace FcnGen.Programs.Tests.Support;

/// <summary>What drivers this machine has, found without FcnGen.</summary>
internal static class Drivers
{
    /// <summary>True where the NVIDIA driver is installed.</summary>
    public static bool HasCuda { get; } = Loads("libcuda.so.1", "nvcuda.dll");

    /// <summary>True where OpenCL is installed; the tests' machines have a device of it (PoCL) wherever they have the library.</summary>
    public static bool HasOpenCl { get; } = Loads("libOpenCL.so.1", "OpenCL.dll");

    private static bool Loads(params string[] names)
    {
        foreach (string name in names)
        {
            if (!NativeLibrary.TryLoad(name, out nint library)) continue;
            NativeLibrary.Free(library);
            return true;
        }

        return false;
    }
}
