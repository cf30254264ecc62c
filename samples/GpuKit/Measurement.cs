using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using FcnGen.Gpu;
using FcnGen.Samples;

namespace FcnGen.GpuKit;

/// <summary>
/// <c>measure</c>: how long passes take by the device's clock, the time of every launch, the first calls, and the memory. Times are
/// medians in milliseconds; passes exclude the copies of pictures and results, calls include them.
/// </summary>
internal sealed class Measurement(GpuDevice device, Network network, bool trains, int batch, int height, int width)
{
    private readonly Layer _output = network.Description.Outputs[0];
    private float[] _image = [], _scores = [];
    private byte[] _labels = [];

    public static int Run(string name, KitOptions options)
    {
        (int height, int width) = options.Size();
        var clock = Stopwatch.StartNew();
        using GpuDevice device = options.Open();
        double open = clock.Elapsed.TotalMilliseconds;
        using Network network = KitNetworks.Find(name).Create(device, seed: 1);
        if (options.Text("weights") is { } weights) network.ParameterSet.Load(weights);
        else RandomValues.Fill(network, 1);
        double load = clock.Elapsed.TotalMilliseconds;
        bool trains = options.Text("pass") == "training";
        var measurement = new Measurement(device, network, trains, options.Number("batch", 1), height, width);
        Json.Print(json =>
        {
            json.WriteString("net", name);
            json.WriteString("size", string.Create(CultureInfo.InvariantCulture, $"{height}x{width}"));
            json.WriteNumber("batch", options.Number("batch", 1));
            json.WriteString("precision", options.Precision.ToString().ToLowerInvariant());
            json.WriteString("pass", trains ? "training" : "forward");
            json.WriteNumber("open_ms", open);
            json.WriteNumber("load_ms", load - open);
            measurement.Write(json, options.Number("rounds", 20));
        });
        return ExitCode.Success;
    }

    private void Write(Utf8JsonWriter json, int rounds)
    {
        Prepare(height, width);
        ResetPeak();
        for (int call = 1; call <= 3; call++) json.WriteNumber($"call_{call}_ms", Call());
        json.WriteNumber("since_start_ms", (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds);
        if (rounds == 0) return;
        double[] calls = [.. Enumerable.Range(0, rounds).Select(_ => Call())];
        json.WriteNumber("call_ms", Median(calls));
        double[] passes = [.. Enumerable.Range(0, rounds).Select(_ => Passes())];
        json.WriteNumber("median_ms", Median(passes));
        json.WriteNumber("best_ms", passes.Min());
        json.WriteNumber("worst_ms", passes.Max());
        WriteMemory(json);
        WriteLaunches(json, Math.Clamp(rounds, 1, 7));

        // A size that needs no more memory than the last one: what is new is the plan.
        Prepare(height - 12, width - 20);
        json.WriteNumber("new_size_ms", Call());
        json.WriteNumber("new_size_again_ms", Call());
    }

    private void Prepare(int rows, int columns)
    {
        (height, width) = (rows, columns);
        _image = new float[batch * network.Description.Layers[0].Channels * rows * columns];
        RandomValues.Normal(_image, 2, 1);
        _labels = RandomValues.Labels(batch * rows * columns, _output.Classes, 3);
        _scores = new float[batch * _output.Channels * rows * columns];
    }

    /// <summary>Milliseconds of a call, copies included.</summary>
    private double Call()
    {
        long start = Stopwatch.GetTimestamp();
        Work();
        device.Finish();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Milliseconds on the device without copies; with them where the device has no clock.</summary>
    private double Passes() => device is CudaDevice cuda ? cuda.TimePasses(Work).Sum(pass => pass.Milliseconds) : Call();

    private void Work()
    {
        if (!trains)
        {
            network.Forward(_image, _scores, batch, height, width);
            return;
        }

        network.ForwardTraining(_image, _labels, batch, height, width);
        network.Backward();
    }

    private void ResetPeak()
    {
        if (device is CudaDevice cuda) cuda.ResetPeak();
    }

    private void WriteMemory(Utf8JsonWriter json)
    {
        if (device is CudaDevice cuda) json.WriteNumber("peak_bytes", cuda.PeakBytes);
        json.WriteNumber("arena_bytes", network.ArenaCapacity);
    }

    private void WriteLaunches(Utf8JsonWriter json, int rounds)
    {
        if (device is not CudaDevice cuda) return;
        IReadOnlyList<LaunchTime>[] all = [.. Enumerable.Range(0, rounds).Select(_ => cuda.TimeLaunches(Work))];
        json.WriteStartArray("launches");
        for (int i = 0; i < all[0].Count; i++)
        {
            LaunchTime launch = all[0][i];
            json.WriteStartObject();
            json.WriteString("kernel", launch.Kernel.Name);
            json.WriteNumber("blocks", (long)launch.Grid.X * launch.Grid.Y * launch.Grid.Z);
            json.WriteNumber("ms", Median([.. all.Where(round => i < round.Count).Select(round => round[i].Milliseconds)]));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
