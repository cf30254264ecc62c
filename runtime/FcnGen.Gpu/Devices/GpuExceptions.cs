using System;

namespace FcnGen.Gpu;

/// <summary>The machine has no CUDA or no OpenCL driver.</summary>
/// <param name="message">Which libraries were looked for, and what to do.</param>
/// <param name="inner">What the loader said.</param>
public sealed class DriverMissingException(string message, Exception? inner = null) : FcnGenException(message, inner);

/// <summary>The driver is too old for FcnGen's kernels.</summary>
/// <param name="message">The version that is there, the version that is needed.</param>
/// <param name="inner">What the loader said.</param>
public sealed class DriverTooOldException(string message, Exception? inner = null) : FcnGenException(message, inner);

/// <summary>The driver has no device of that number or name.</summary>
/// <param name="message">What was asked for, and the devices that there are.</param>
public sealed class DeviceNotFoundException(string message) : FcnGenException(message);

/// <summary>A device lacks something that FcnGen or one of its kernels needs.</summary>
/// <param name="message">What it lacks.</param>
public sealed class DeviceUnsupportedException(string message) : FcnGenException(message);

/// <summary>The compiler of a driver refused a kernel.</summary>
/// <param name="kernel">The kernel's name.</param>
/// <param name="message">The kernel, the device and the compiler's log.</param>
public sealed class KernelBuildException(string kernel, string message) : FcnGenException(message)
{
    /// <summary>The kernel's name.</summary>
    public string Kernel { get; } = kernel;
}

/// <summary>A call of a driver failed: a bug of FcnGen, of the driver, or a fault of the device.</summary>
/// <param name="message">What was tried, and the driver's code.</param>
public sealed class DriverCallException(string message) : FcnGenException(message);
