using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Gpu;

/// <summary>How long the device worked on one launch.</summary>
internal readonly record struct LaunchTime(KernelDefinition Kernel, LaunchGrid Grid, double Milliseconds);

/// <summary>How long the device worked on one pass.</summary>
internal readonly record struct PassTime(Pass Pass, double Milliseconds);

// Times by the device's own clock.
internal sealed unsafe partial class CudaDevice
{
    private List<(KernelDefinition Kernel, LaunchGrid Grid, CudaHandle Start, CudaHandle End)>? _launchTimes;
    private List<(Pass Pass, CudaHandle Start, CudaHandle End)>? _passTimes;

    /// <summary>The time of every launch of what <paramref name="work"/> does; passes are launched, not replayed.</summary>
    internal IReadOnlyList<LaunchTime> TimeLaunches(Action work)
    {
        using Scope scope = Use();
        _launchTimes = [];
        try
        {
            work();
            Finish();
            return [.. _launchTimes.Select(launch => new LaunchTime(launch.Kernel, launch.Grid, Elapsed(launch.Start, launch.End)))];
        }
        finally
        {
            foreach ((_, _, CudaHandle start, CudaHandle end) in _launchTimes) Release(start, end);
            _launchTimes = null;
        }
    }

    /// <summary>The time of every pass that <paramref name="work"/> runs, without copies of pictures and results.</summary>
    internal IReadOnlyList<PassTime> TimePasses(Action work)
    {
        using Scope scope = Use();
        _passTimes = [];
        try
        {
            work();
            Finish();
            return [.. _passTimes.Select(pass => new PassTime(pass.Pass, Elapsed(pass.Start, pass.End)))];
        }
        finally
        {
            foreach ((_, CudaHandle start, CudaHandle end) in _passTimes) Release(start, end);
            _passTimes = null;
        }
    }

    private static void Release(CudaHandle start, CudaHandle end)
    {
        start.Dispose();
        end.Dispose();
    }

    private CudaHandle RecordEvent()
    {
        nint created;
        _api.Check(_api.EventCreate(&created, 0), "making an event");
        var handle = new CudaHandle(_context, created, _api.EventDestroy);
        _api.Check(_api.EventRecord(created, _stream.Value), "recording an event");
        return handle;
    }

    private double Elapsed(CudaHandle start, CudaHandle end)
    {
        float milliseconds;
        _api.Check(_api.EventElapsedTime(&milliseconds, start.Value, end.Value), "reading the time of an event");
        return milliseconds;
    }
}
