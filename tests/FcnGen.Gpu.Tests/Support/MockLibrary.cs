using System;
using System.Diagnostics;
using System.IO;

namespace FcnGen.Gpu.Tests;

/// <summary>Drivers in C for the tests.</summary>
internal static class MockLibrary
{
    /// <summary>The bytes of a shared library, compiled by gcc.</summary>
    public static byte[] Compile(string source)
    {
        string output = Path.Combine(Path.GetTempPath(), $"fcngen-mock-{Guid.NewGuid():N}.build.so");
        var start = new ProcessStartInfo("gcc", ["-O1", "-shared", "-fPIC", "-o", output, source]) { RedirectStandardError = true };
        using Process gcc = Process.Start(start)!;
        string errors = gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        Assert.True(gcc.ExitCode == 0, errors);
        byte[] library = File.ReadAllBytes(output);
        File.Delete(output);
        return library;
    }
}
