using System.Globalization;
using System.Runtime.InteropServices;

namespace FcnGen.Gpu;

/// <summary>The codes that the CUDA driver's functions return.</summary>
internal static unsafe class CudaCode
{
    internal const int OutOfMemory = 2;
    internal const int NoDevice = 100;

    /// <summary>Throws unless the code is that of success.</summary>
    public static void Check(this CudaApi api, int code, string what)
    {
        if (code != 0) throw Failed(api, code, what);
    }

    /// <summary>The error of a failed call.</summary>
    public static DriverCallException Failed(this CudaApi api, int code, string what)
    {
        // Faults of a kernel show at whatever waits for it.
        string hint = code is >= 700 and < 720 ? " A kernel that was launched before has failed; with CUDA_LAUNCH_BLOCKING=1 in the environment the launch itself fails." : "";
        return new DriverCallException($"CUDA: {what} failed with {NameOf(api, code)}.{hint}");
    }

    /// <summary>The name of a code.</summary>
    public static string NameOf(this CudaApi api, int code)
    {
        byte* name = null;
        return api.GetErrorName(code, &name) == 0 && name is not null
            ? Marshal.PtrToStringUTF8((nint)name) ?? ""
            : "error " + code.ToString(CultureInfo.InvariantCulture);
    }
}
