using System;

namespace FcnGen.Training.Tests;

/// <summary>A test of links, pipes, devices or permissions, which Windows has not, or not for every user.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = "Linux and macOS only.";
    }
}
