using System.Diagnostics;

namespace FcnGen.Training.Tests;

/// <summary>Named pipes: nobody writes to them, so opening one to read would wait for ever.</summary>
internal static class Pipes
{
    public static void Make(string path)
    {
        using Process made = Process.Start("mkfifo", [path])!;
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }
}
