using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace FcnGen.Fuzz.Workers;

/// <summary>An answer of a worker, or why there is none.</summary>
/// <param name="Result">What the worker says.</param>
/// <param name="Fault">It did not end, or died.</param>
/// <param name="Time">How long it took.</param>
internal readonly record struct Answer(DecodeResult? Result, string? Fault, TimeSpan Time);

/// <summary>A worker seen from the program that feeds it; a new one is started where one had to be ended.</summary>
/// <param name="fill">What its memory holds before it is used.</param>
internal sealed class WorkerProcess(byte fill) : IDisposable
{
    /// <summary>Time on the processor that one input may take, as the worker measures it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // Of a worker that does not answer, in which its own start may be counted.
    private static readonly TimeSpan EndLimit = 2 * Limit;

    // A busy machine may not run a worker at all for a while; a worker that waits for something uses no processor.
    private static readonly TimeSpan WallLimit = TimeSpan.FromMinutes(2);

    private Process? _process;
    private Stream? _to;
    private BinaryReader? _from;

    /// <summary>Decodes inputs one after the other. They go there together, so that the processes need not wait for each other.</summary>
    public IReadOnlyList<Answer> Decode(IReadOnlyList<(byte[] File, bool Label)> inputs)
    {
        var answers = new List<Answer>();
        while (answers.Count < inputs.Count)
        {
            if (_process is null) Start();
            Task sending = Send(inputs, answers.Count);
            Answer answer;
            do
            {
                answers.Add(answer = Receive());
            }
            while (answer.Fault is null && answers.Count < inputs.Count);

            // Of one that hung or died, the inputs behind are sent again to a new one.
            sending.Wait();
        }

        return answers;
    }

    public void Dispose() => End();

    private async Task Send(IReadOnlyList<(byte[] File, bool Label)> inputs, int from)
    {
        Stream to = _to!;
        await Task.Yield();
        try
        {
            for (int i = from; i < inputs.Count; i++)
            {
                (byte[] file, bool label) = inputs[i];
                byte[] head = [label ? (byte)1 : (byte)0, .. BitConverter.GetBytes(file.Length)];
                await to.WriteAsync(head);
                await to.WriteAsync(file);
            }

            await to.FlushAsync();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The worker ended; Receive says so.
        }
    }

    private Answer Receive()
    {
        BinaryReader from = _from!;
        var clock = Stopwatch.StartNew();
        Task<DecodeResult> reading = Task.Run(() => DecodeResult.Read(from));
        try
        {
            if (reading.Wait(TimeSpan.FromMilliseconds(500))) return Judged(reading.Result, clock.Elapsed);
            TimeSpan used = _process!.TotalProcessorTime;
            while (!reading.Wait(TimeSpan.FromMilliseconds(200)))
            {
                _process.Refresh();
                if (_process.HasExited || (_process.TotalProcessorTime - used < EndLimit && clock.Elapsed < WallLimit)) continue;
                End();
                return new Answer(null, clock.Elapsed < WallLimit ? $"no end after {EndLimit.TotalSeconds:0} s of processor time" : $"no end within {WallLimit.TotalMinutes:0} minutes", clock.Elapsed);
            }

            return Judged(reading.Result, clock.Elapsed);
        }
        catch (AggregateException)
        {
            _process!.WaitForExit(5000);
            string fault = $"the process died{(_process.HasExited ? $" with code {_process.ExitCode}" : "")}";
            End();
            return new Answer(null, fault, clock.Elapsed);
        }
    }

    private Answer Judged(DecodeResult result, TimeSpan time)
    {
        if (result.ProcessorTime <= Limit) return new Answer(result, null, time);
        End();
        return new Answer(null, FormattableString.Invariant($"{result.ProcessorTime.TotalSeconds:0.0} s of processor time: {result.Text}"), time);
    }

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
        _to = new BufferedStream(_process.StandardInput.BaseStream);
        _from = new BinaryReader(new BufferedStream(_process.StandardOutput.BaseStream));
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
