using System;

namespace FcnGen.Gpu;

/// <summary>There is no OpenCL on this machine, or none of its devices is the one that was asked for.</summary>
/// <param name="message">What is missing, and what to do.</param>
/// <param name="inner">What the loader said.</param>
public sealed class OpenClMissingException(string message, Exception? inner = null) : FcnGenException(message, inner);

/// <summary>An OpenCL driver refused something: a kernel that it can't build or run, or a failed launch.</summary>
/// <param name="message">What was tried and what the driver said.</param>
public sealed class OpenClException(string message) : FcnGenException(message)
{
    internal const int DeviceNotFound = -1;
    internal const int MemoryAllocationFailure = -4;
    internal const int OutOfResources = -5;
    internal const int OutOfHostMemory = -6;
    internal const int BuildProgramFailure = -11;
    internal const int InvalidBufferSize = -61;
    internal const int PlatformNotFound = -1001;

    /// <summary>Throws unless the code is that of success.</summary>
    internal static void Check(int code, string what)
    {
        if (code != 0) throw Failed(code, what);
    }

    internal static OpenClException Failed(int code, string what) => new($"OpenCL: {what} failed with {NameOf(code)}.");

    /// <summary>True for the codes that say that there is no room.</summary>
    internal static bool IsMemory(int code) => code is MemoryAllocationFailure or OutOfResources or OutOfHostMemory or InvalidBufferSize;

    /// <summary>The name of a code in the specification.</summary>
    internal static string NameOf(int code) => code switch
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
