using System;
using System.IO;
using System.Linq;
using FcnGen.Tests;

namespace FcnGen.Programs.Tests.Support;

/// <summary>A test that needs OpenCL.</summary>
internal sealed class OpenClFactAttribute : FactAttribute
{
    public OpenClFactAttribute(bool linuxOnly = false) => Skip = (linuxOnly ? Platform.NotLinux : null) ?? (Drivers.HasOpenCl ? null : "Needs OpenCL.");
}

/// <summary>A test of what is said where the NVIDIA driver is missing.</summary>
internal sealed class NoCudaFactAttribute : FactAttribute
{
    /// <param name="program">A program that the test needs.</param>
    public NoCudaFactAttribute(string? program = null) =>
        Skip = Drivers.HasCuda ? "Here is an NVIDIA driver." : program is null || IsOnPath(program) ? null : $"Needs {program}.";

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
