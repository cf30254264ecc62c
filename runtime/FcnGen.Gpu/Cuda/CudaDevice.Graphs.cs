using System;
using System.Collections.Generic;

namespace FcnGen.Gpu;

// A pass for one size launches the same kernels with the same arguments each time, so its second run is captured as a graph and later
// runs replay it. (The first loads modules and makes working memory.) What changes from one iteration to the next, keys and labels, lies in
// the arena. The two passes of a training step are one graph; where they can't be, each is one as if it were run by itself.
internal sealed unsafe partial class CudaDevice
{
    /// <summary>Passes and training steps that are remembered; the one that was not used for longest goes first.</summary>
    internal const int MostGraphs = 16;

    private const int CaptureThreadLocal = 1;

    private readonly List<Captured> _captured = []; // the last used comes last
    private HashSet<nint>? _capturing; // memory that the pass being captured uses

    /// <summary>Graphs that are kept.</summary>
    internal int Graphs => _captured.FindAll(entry => entry.Graph is not null).Count;

    /// <summary>Drops the graphs that use memory which is about to be released.</summary>
    internal void Forget(nint address)
    {
        lock (Gate)
        {
            for (int i = _captured.Count - 1; i >= 0; i--)
            {
                if (_captured[i].Uses(address)) Drop(i);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Run(Network network, Arena arena, Pass pass)
    {
        ArgumentNullException.ThrowIfNull(network);
        using Scope scope = Use();
        CudaHandle? start = _passTimes is null ? null : RecordEvent();
        if (_launchTimes is null && !IsRare(pass)) Replay(network, arena, pass, null);
        else base.Run(network, arena, pass);
        if (start is not null) _passTimes!.Add((pass, start, RecordEvent()));
        GC.KeepAlive(network);
        GC.KeepAlive(arena);
    }

    /// <inheritdoc/>
    protected override void RunStep(Network network, Arena arena, Pass backward)
    {
        ArgumentNullException.ThrowIfNull(network);
        using Scope scope = Use();
        if (_launchTimes is null && _passTimes is null) Replay(network, arena, Pass.Training, backward);
        else base.RunStep(network, arena, backward); // each pass has a time of its own
        GC.KeepAlive(network);
        GC.KeepAlive(arena);
    }

    /// <summary>True for what runs once for many passes: a graph of it would cost more than it saves, and take the place of another.</summary>
    private static bool IsRare(Pass pass) => pass is Pass.PrepareForward or Pass.PrepareSegment;

    /// <summary>Runs a pass, and the one that follows it in the same graph, if any.</summary>
    private void Replay(Network network, Arena arena, Pass pass, Pass? next)
    {
        Captured? entry = Find(network, pass, next);
        if (entry is null)
        {
            LaunchAll(network, arena, pass, next);
            if (_captured.Count == MostGraphs) Drop(0);
            _captured.Add(new Captured(network, pass, next));
            return;
        }

        if (!entry.MustLaunch && (entry.Graph is not null || Capture(network, arena, entry)) && _api.GraphLaunch(entry.Graph!.Value, _stream.Value) == 0) return;

        // Captures and replays may fail for want of memory, say, where launches succeed; what is really wrong fails again.
        entry.GiveUp();
        if (next is not { } second)
        {
            base.Run(network, arena, pass);
            return;
        }

        Replay(network, arena, pass, null);
        Replay(network, arena, second, null);
    }

    private void LaunchAll(Network network, Arena arena, Pass pass, Pass? next)
    {
        base.Run(network, arena, pass);
        if (next is { } second) base.Run(network, arena, second);
    }

    private Captured? Find(Network network, Pass pass, Pass? next)
    {
        Captured? found = null;
        for (int i = _captured.Count - 1; i >= 0; i--)
        {
            Captured entry = _captured[i];
            if (!entry.IsAlive)
            {
                Drop(i);
            }
            else if (found is null && entry.Is(network, pass, next))
            {
                found = entry;
                _captured.RemoveAt(i);
            }
        }

        if (found is not null) _captured.Add(found);
        return found;
    }

    /// <summary>Captures what an entry stands for; false if that does what can't be captured, or what the driver refuses to capture.</summary>
    private bool Capture(Network network, Arena arena, Captured entry)
    {
        var used = new HashSet<nint>();
        if (_api.StreamBeginCapture(_stream.Value, CaptureThreadLocal) != 0) return false;
        nint graph = 0;
        bool complete = false;
        _capturing = used;
        try
        {
            LaunchAll(network, arena, entry.Pass, entry.Next);
            complete = true;
        }
        catch (Exception e) when (e is NotCapturableException or DriverCallException)
        {
            // Launched as it is from now on.
        }
        finally
        {
            _capturing = null;
            complete &= _api.StreamEndCapture(_stream.Value, &graph) == 0 && graph != 0;
            if (!complete && graph != 0) _ = _api.GraphDestroy(graph);
        }

        if (!complete) return false;
        nint runnable;
        int code = _api.GraphInstantiate(&runnable, graph, 0);
        _ = _api.GraphDestroy(graph);
        if (code != 0) return false;
        entry.Keep(new CudaHandle(_context, runnable, _api.GraphExecDestroy), used);
        return true;
    }

    private void NotWhileCapturing()
    {
        if (_capturing is not null) throw new NotCapturableException();
    }

    private void Drop(int index)
    {
        _captured[index].Dispose();
        _captured.RemoveAt(index);
    }

    /// <summary>A pass that ran for a size, or a training step, and its graph after it ran again.</summary>
    private sealed class Captured(Network network, Pass pass, Pass? next) : IDisposable
    {
        private readonly WeakReference<Network> _network = new(network);
        private readonly (int Batch, int Height, int Width) _size = network.PlannedSize(pass);
        private HashSet<nint>? _memory;

        public Pass Pass => pass;

        /// <summary>The pass that follows in the same graph; null for none.</summary>
        public Pass? Next => next;

        public CudaHandle? Graph { get; private set; }

        public bool MustLaunch { get; private set; }

        public bool IsAlive => _network.TryGetTarget(out _);

        public bool Is(Network other, Pass otherPass, Pass? otherNext) =>
            otherPass == pass && otherNext == next && _network.TryGetTarget(out Network? mine) && ReferenceEquals(mine, other) && other.PlannedSize(pass) == _size;

        public bool Uses(nint address) => _memory is not null && _memory.Contains(address);

        public void Keep(CudaHandle graph, HashSet<nint> memory)
        {
            Graph = graph;
            _memory = memory;
        }

        public void GiveUp()
        {
            Dispose();
            Graph = null;
            _memory = null;
            MustLaunch = true;
        }

        public void Dispose() => Graph?.Dispose();
    }

    /// <summary>Ends a capture: the pass copies, waits, allocates or loads a kernel.</summary>
    private sealed class NotCapturableException : Exception;
}
