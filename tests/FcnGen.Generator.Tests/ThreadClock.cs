using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FcnGen.Generator.Tests;

/// <summary>The time that the calling thread has computed: its own clock does not run while other processes have the core.</summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static double Milliseconds()
    {
        if (!OperatingSystem.IsLinux()) return Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency;
        Assert.Equal(0, ReadClock(ThreadCpuTime, out Time time));
        return time.Seconds * 1e3 + time.Nanoseconds / 1e6;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ReadClock(int clock, out Time time);

    private readonly struct Time
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
