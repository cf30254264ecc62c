using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using FcnGen.Gpu;

namespace FcnGen.Samples;

/// <summary>Says what a program is waiting for when kernels are compiled, once, and only if it takes longer than a moment.</summary>
internal sealed class KernelNotice(TextWriter to) : IProgress<KernelProgress>
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private long _start;
    private int _said;

    /// <inheritdoc/>
    public void Report(KernelProgress value)
    {
        if (value.Done == 0) _start = Stopwatch.GetTimestamp();
        if (value.Done == value.Total || Stopwatch.GetElapsedTime(_start) < Moment || Interlocked.Exchange(ref _said, 1) != 0) return;
        to.WriteLine($"Compiling GPU kernels, {value.Done} of {value.Total} done; later runs start without it.");
    }
}
