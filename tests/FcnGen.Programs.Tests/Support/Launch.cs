using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace FcnGen.Programs.Tests.Support;

/// <summary>What a program left behind.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>The last line of standard output.</summary>
    public string LastLine
    {
        get
        {
            string text = Output.TrimEnd();
            return text[(text.LastIndexOf('\n') + 1)..].TrimEnd('\r');
        }
    }

    /// <summary>Fails unless the program ended well.</summary>
    public Outcome Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}.\n{Output}\n{Error}");
        // On a slow machine programs say what they wait for.
        Assert.Equal("", Regex.Replace(Error, @"^Compiling GPU kernels, [0-9]+ of [0-9]+ done; later runs start without it\.\r?\n", ""));
        return this;
    }

    /// <summary>Fails unless the program ended with one message that has all the given parts, and no stack trace.</summary>
    public void FailedWith(params string[] parts)
    {
        Assert.True(ExitCode == 1, $"Exit code {ExitCode}.\n{Output}\n{Error}");
        Assert.DoesNotContain("   at ", Output + Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of the program", Error, StringComparison.Ordinal);
        Assert.StartsWith("error: ", Error, StringComparison.Ordinal);
        Assert.Single(Error.Split("error: ", StringSplitOptions.RemoveEmptyEntries));
        foreach (string part in parts) Assert.Contains(part, Error, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Starts the built programs as a user would.</summary>
internal static class Launch
{
    /// <summary>The folder of FcnGen.sln.</summary>
    public static readonly string Root = FindRoot();

    public static Outcome Fcn(params string[] arguments) => Run(Path("Fcn", "fcn.dll"), arguments);

    /// <summary>As <see cref="Fcn"/> on a machine with so much memory.</summary>
    public static Outcome FcnWithMemory(long bytes, params string[] arguments)
    {
        using Process process = Start(Host, ["exec", Path("Fcn", "fcn.dll"), .. arguments], [("DOTNET_GCHeapHardLimit", bytes.ToString("x", CultureInfo.InvariantCulture))]);
        return WaitFor(process);
    }

    public static Outcome Quickstart(params string[] arguments) => Run(Path("Quickstart", "quickstart.dll"), arguments);

    /// <summary>As <see cref="Quickstart"/>, started in a folder.</summary>
    public static Outcome QuickstartIn(string folder, params string[] arguments)
    {
        using Process process = Start(Host, ["exec", Path("Quickstart", "quickstart.dll"), .. arguments], [], folder);
        return WaitFor(process);
    }

    /// <summary>samples/Segment as <c>dotnet run</c> starts it, compiled while it runs.</summary>
    public static Outcome Segment(params string[] arguments) => Run(Path("Segment", "segment.dll"), arguments);

    /// <summary>As <see cref="Fcn"/> where OpenCL's loader looks for drivers in a folder.</summary>
    public static Outcome FcnWithOpenClDriversOf(string folder, params string[] arguments)
    {
        using Process process = Start(Host, ["exec", Path("Fcn", "fcn.dll"), .. arguments], [("OCL_ICD_VENDORS", folder)]);
        return WaitFor(process);
    }

    /// <summary>A program that needs no host.</summary>
    public static Outcome Native(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments, []);
        return WaitFor(process);
    }

    /// <summary>The driver script of the GPU kit with the program as it was built.</summary>
    public static Outcome GpuKit(params string[] arguments) =>
        Native("python3", [System.IO.Path.Combine(Root, "samples", "GpuKit", "kit.py"), "--program", Path("GpuKit", "FcnGen.GpuKit.dll"), .. arguments]);

    /// <summary>The program of the GPU kit.</summary>
    public static Outcome GpuKitProgram(params string[] arguments) => Run(Path("GpuKit", "FcnGen.GpuKit.dll"), arguments);

    /// <summary>A command of the SDK, which must not see the settings of the build that runs the tests.</summary>
    public static Outcome Sdk(params string[] arguments)
    {
        string[] leaking = [.. Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))];
        using Process process = Start(Host, arguments, [.. leaking.Select(name => (name, (string?)null)), ("MSBUILDDISABLENODEREUSE", "1")]);
        return WaitFor(process);
    }

    /// <summary>Starts <c>fcn</c>; the caller waits for it. Used to interrupt it.</summary>
    public static Process StartFcn(params string[] arguments) => Start(Host, ["exec", Path("Fcn", "fcn.dll"), .. arguments], []);

    /// <summary>As <see cref="StartFcn"/>, the quickstart.</summary>
    public static Process StartQuickstart(params string[] arguments) => Start(Host, ["exec", Path("Quickstart", "quickstart.dll"), .. arguments], []);

    /// <summary>As <see cref="StartFcn"/>, with SIGHUP ignored from the start, as nohup does it.</summary>
    public static Process StartFcnWithoutHangUp(params string[] arguments) =>
        Start("sh", ["-c", "trap '' HUP; exec \"$0\" \"$@\"", Host, "exec", Path("Fcn", "fcn.dll"), .. arguments], []);

    /// <summary>As <see cref="StartFcn"/>, in a terminal of its own, which is closed when the process is killed.</summary>
    public static Process StartFcnInTerminal(params string[] arguments) => Start(
        "script",
        ["-qec", string.Join(' ', new[] { Host, "exec", Path("Fcn", "fcn.dll") }.Concat(arguments).Select(part => $"'{part}'")), "/dev/null"],
        [("TERM", "xterm-256color")]);

    /// <summary>Sends a signal, such as INT, to a process.</summary>
    public static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Reads the output of a process up to a line that starts with a text.</summary>
    public static string AwaitLine(Process process, string start)
    {
        var patience = Stopwatch.StartNew();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal)) return line;
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(8), $"No line \"{start}...\" came within 8 minutes.");
        }

        throw new InvalidOperationException($"The program ended without a line \"{start}...\": {process.StandardError.ReadToEnd()}");
    }

    public static Outcome WaitFor(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(8)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The program did not end within 8 minutes.");
        }

        return new Outcome(process.ExitCode, output.Result, error.Result);
    }

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static Outcome Run(string program, string[] arguments)
    {
        using Process process = Start(Host, ["exec", program, .. arguments], []);
        return WaitFor(process);
    }

    private static Process Start(string file, string[] arguments, (string Name, string? Value)[] environment, string? folder = null)
    {
        if (Signals.AreIgnored) (file, arguments) = ("env", [Signals.Restore, file, .. arguments]);
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        foreach ((string name, string? value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    // The programs are built with the configuration of the tests: bin/CONFIGURATION/FRAMEWORK.
    private static string Path(string project, string file)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(System.IO.Path.DirectorySeparatorChar));
        return System.IO.Path.Combine(Root, "samples", project, "bin", framework.Parent!.Name, framework.Name, file);
    }

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "FcnGen.sln")))
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("FcnGen.sln was not found above the tests.");
        return folder;
    }
}
