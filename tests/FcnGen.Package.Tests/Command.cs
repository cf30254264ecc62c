using System;
using System.Diagnostics;
using System.Linq;

namespace FcnGen.Package.Tests;

/// <summary>Runs programs as a user does who knows nothing of the build that runs these tests.</summary>
internal static class Command
{
    /// <summary>Runs a program in a folder and waits for its end.</summary>
    public static RunResult Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };

        // The build that runs these tests must not leak its own settings into the consumer's.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new RunResult(process.ExitCode, output, error.Result);
    }
}

/// <summary>What a program did.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record RunResult(int Exit, string Output, string Error)
{
    /// <summary>Lines of standard output.</summary>
    public string[] Lines => Output.Trim().Split('\n', StringSplitOptions.TrimEntries);

    /// <summary>Fails the test unless the exit code is 0.</summary>
    public RunResult Succeeded()
    {
        Assert.True(Exit == 0, Output + Error);
        return this;
    }
}
