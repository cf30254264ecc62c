namespace FcnGen.Gpu;

/// <summary>The codes that OpenCL's functions return.</summary>
internal static class OpenClCode
{
    internal const int DeviceNotFound = -1;
    internal const int MemoryAllocationFailure = -4;
    internal const int OutOfResources = -5;
    internal const int OutOfHostMemory = -6;
    internal const int BuildProgramFailure = -11;
    internal const int InvalidBufferSize = -61;
    internal const int PlatformNotFound = -1001;

    /// <summary>Throws unless the code is that of success.</summary>
    public static void Check(int code, string what)
    {
        if (code != 0) throw Failed(code, what);
    }

    /// <summary>The error of a failed call.</summary>
    public static DriverCallException Failed(int code, string what) => new($"OpenCL: {what} failed with {NameOf(code)}.");

    /// <summary>True for the codes that say that there is no room.</summary>
    public static bool IsMemory(int code) => code is MemoryAllocationFailure or OutOfResources or OutOfHostMemory or InvalidBufferSize;

    /// <summary>The name of a code in the specification.</summary>
    public static string NameOf(int code) => code switch
    {
        DeviceNotFound => "CL_DEVICE_NOT_FOUND",
        -2 => "CL_DEVICE_NOT_AVAILABLE",
        -3 => "CL_COMPILER_NOT_AVAILABLE",
        MemoryAllocationFailure => "CL_MEM_OBJECT_ALLOCATION_FAILURE",
        OutOfResources => "CL_OUT_OF_RESOURCES",
        OutOfHostMemory => "CL_OUT_OF_HOST_MEMORY",
        BuildProgramFailure => "CL_BUILD_PROGRAM_FAILURE",
        -30 => "CL_INVALID_VALUE",
        -33 => "CL_INVALID_DEVICE",
        -34 => "CL_INVALID_CONTEXT",
        -36 => "CL_INVALID_COMMAND_QUEUE",
        -38 => "CL_INVALID_MEM_OBJECT",
        -43 => "CL_INVALID_BUILD_OPTIONS",
        -44 => "CL_INVALID_PROGRAM",
        -45 => "CL_INVALID_PROGRAM_EXECUTABLE",
        -46 => "CL_INVALID_KERNEL_NAME",
        -48 => "CL_INVALID_KERNEL",
        -49 => "CL_INVALID_ARG_INDEX",
        -50 => "CL_INVALID_ARG_VALUE",
        -51 => "CL_INVALID_ARG_SIZE",
        -52 => "CL_INVALID_KERNEL_ARGS",
        -54 => "CL_INVALID_WORK_GROUP_SIZE",
        -55 => "CL_INVALID_WORK_ITEM_SIZE",
        InvalidBufferSize => "CL_INVALID_BUFFER_SIZE",
        PlatformNotFound => "CL_PLATFORM_NOT_FOUND_KHR",
        _ => "error " + code.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
