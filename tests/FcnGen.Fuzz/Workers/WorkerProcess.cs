using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace FcnGen.Fuzz.Workers;

/// <summary>A worker seen from the program that feeds it; a new one is started where one had to be ended.</summary>
/// <param name="fill">What its memory holds before it is used.</param>
internal sealed class WorkerProcess(byte fill) : IDisposable
{
    /// <summary>Time on the processor that one input may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // A busy machine may not run a worker at all for a while; a worker that waits for something uses no processor.
    private static readonly TimeSpan WallLimit = TimeSpan.FromSeconds(60);

    private Process? _process;
    private BinaryWriter? _to;
    private BinaryReader? _from;
    private TimeSpan _usedBefore;

    /// <summary>Sends an input; its result is taken by <see cref="Receive"/>.</summary>
    public void Send(byte[] file, bool label)
    {
        if (_process is null) Start();
        _usedBefore = _process!.TotalProcessorTime;
        try
        {
            _to!.Write(label);
            _to.Write(file.Length);
            _to.Write(file);
            _to.Flush();
        }
        catch (IOException)
        {
            // The worker died; Receive says so.
        }
    }

    /// <summary>The result, or why there is none.</summary>
    public (DecodeResult? Result, string? Fault) Receive()
    {
        Task<DecodeResult> reading = Task.Run(() => DecodeResult.Read(_from!));
        var clock = Stopwatch.StartNew();
        try
        {
            while (!reading.Wait(TimeSpan.FromMilliseconds(200)))
            {
                _process!.Refresh();
                if (!_process.HasExited && _process.TotalProcessorTime - _usedBefore < Limit && clock.Elapsed < WallLimit) continue;
                if (_process.HasExited || reading.Wait(TimeSpan.FromMilliseconds(200))) continue;
                End();
                return (null, $"no end after {Limit.TotalSeconds:0} s of processor time");
            }

            return (reading.Result, null);
        }
        catch (AggregateException)
        {
            _process!.WaitForExit(5000);
            string fault = $"the process died{(_process.HasExited ? $" with code {_process.ExitCode}" : "")}";
            End();
            return (null, fault);
        }
    }

    public void Dispose() => End();

    private void Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(typeof(WorkerProcess).Assembly.Location);
        start.ArgumentList.Add("worker");
        foreach ((string name, string value) in MemoryFill.Variables(fill)) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _to = new BinaryWriter(new BufferedStream(_process.StandardInput.BaseStream));
        _from = new BinaryReader(_process.StandardOutput.BaseStream);
    }

    private void End()
    {
        if (_process is null) return;
        try
        {
            if (!_process.HasExited) _process.Kill();
            _process.WaitForExit(5000);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }

        _process.Dispose();
        _process = null;
    }
}
