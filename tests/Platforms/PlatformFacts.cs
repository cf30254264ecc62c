using System;
using System.IO;
using System.Runtime.InteropServices;

namespace FcnGen.Tests;

/// <summary>A test of links, pipes, devices, signals or permissions, which Windows has not, or not for every user.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = Platform.NotUnix;
}

/// <summary>As <see cref="UnixFactAttribute"/>, with data.</summary>
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = Platform.NotUnix;
}

/// <summary>A test that gives files to another user, which only root may do.</summary>
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Platform.NotUnix ?? (Environment.UserName == "root" ? null : "Root only.");
}

/// <summary>A test of what only Linux does.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    /// <param name="program">The path of a program that the test needs.</param>
    public LinuxFactAttribute(string? program = null) => Skip = Platform.NotLinux ?? (program is null || File.Exists(program) ? null : $"Needs {program}.");
}

/// <summary>A test of what Linux on x64 alone does.</summary>
internal sealed class LinuxX64FactAttribute : FactAttribute
{
    public LinuxX64FactAttribute() => Skip = Platform.NotLinux ?? (RuntimeInformation.ProcessArchitecture == Architecture.X64 ? null : "x64 only.");
}

/// <summary>Why tests are skipped on this machine, or null.</summary>
internal static class Platform
{
    public static string? NotUnix => OperatingSystem.IsWindows() ? "Linux and macOS only." : null;

    public static string? NotLinux => OperatingSystem.IsLinux() ? null : "Linux only.";
}
