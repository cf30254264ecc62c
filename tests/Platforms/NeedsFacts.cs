using System;
using System.IO;
using System.Linq;

namespace FcnGen.Tests;

/// <summary>What a test needs of the machine beside the SDK.</summary>
[Flags]
internal enum Need
{
    Linux = 1,

    /// <summary>A device of OpenCL, such as PoCL, which is a processor.</summary>
    OpenCl = 2,

    /// <summary>OpenCL's library, with or without a device.</summary>
    OpenClLoader = 4,

    /// <summary>No OpenCL, for what is said without it.</summary>
    NoOpenCl = 8,

    /// <summary>No NVIDIA driver, for what is said without it.</summary>
    NoCuda = 16,

    /// <summary>gcc, which compiles the drivers that tests stand in for.</summary>
    Gcc = 32,

    /// <summary>The linker of native publishing.</summary>
    Linker = 64,

    Python = 128,

    /// <summary>The right to make links, which not every user of Windows has.</summary>
    Links = 256,
}

/// <summary>A test that is skipped where the machine lacks something.</summary>
internal sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(Need needs) => Skip = Machine.Lacks(needs);
}

/// <summary>As <see cref="NeedsFactAttribute"/>, with data.</summary>
internal sealed class NeedsTheoryAttribute : TheoryAttribute
{
    public NeedsTheoryAttribute(Need needs) => Skip = Machine.Lacks(needs);
}

/// <summary>What this machine has, found without FcnGen: a fault of ours must fail tests, not skip them.</summary>
internal static class Machine
{
    private static readonly (Need Need, Func<bool> Has, string Reason)[] s_needs =
    [
        (Need.Linux, OperatingSystem.IsLinux, "Linux only."),
        (Need.OpenCl, () => Drivers.HasOpenCl, "Needs an OpenCL device; without a GPU: apt-get install pocl-opencl-icd ocl-icd-libopencl1."),
        (Need.OpenClLoader, () => Drivers.HasOpenClLoader, "Needs the library of OpenCL: apt-get install ocl-icd-libopencl1."),
        (Need.NoOpenCl, () => !Drivers.HasOpenCl, "Here is an OpenCL device."),
        (Need.NoCuda, () => !Drivers.HasCuda, "Here is an NVIDIA driver."),
        (Need.Gcc, () => IsOnPath("gcc"), "Needs gcc."),
        // Windows and macOS find theirs elsewhere, and say so in publishing where there is none.
        (Need.Linker, () => !OperatingSystem.IsLinux() || IsOnPath("clang") || IsOnPath("gcc"), "Needs clang or gcc, with which native programs are linked."),
        (Need.Python, () => IsOnPath("python3"), "Needs python3."),
        (Need.Links, CanLink, "Needs the right to make links."),
    ];

    /// <summary>The first need that is not met, as the reason to skip a test; or null.</summary>
    public static string? Lacks(Need needs) => s_needs.FirstOrDefault(need => needs.HasFlag(need.Need) && !need.Has()).Reason;

    private static bool CanLink()
    {
        string link = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Directory.CreateSymbolicLink(link, Path.GetTempPath());
            Directory.Delete(link);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
