using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using FcnGen.CompilerServices;
using FcnGen.Samples;

namespace FcnGen.Benchmarks;

/// <summary>
/// Measures convolutions on the CPU device against the multiply-add peak of the same cores, in turns, so that what else the machine does
/// hits both. Arguments: [threads] [part of a layer's name] [vector width, or Best] [wall | processor]. With "processor" the time is the
/// processor time over the threads, which other programs on the machine disturb less, but which does not see idle threads.
/// <c>network NAME [HxW] [threads] [device] [strict | tf32]</c> measures a whole network instead.
/// </summary>
internal static unsafe class Program
{
    private const int Rounds = 7;

    private static bool s_processorTime;
    private static int s_threads;
    private static VectorWidth s_width;

    private static int Main(string[] arguments)
    {
        if (arguments is ["network", ..]) return ProgramRunner.Run(() => WholeNetwork.Run(arguments));
        int threads = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 0;
        string filter = arguments.Length > 1 ? arguments[1] : "";
        VectorWidth? width = arguments.Length > 2 && arguments[2] != "Best" ? Enum.Parse<VectorWidth>(arguments[2]) : null;
        s_processorTime = arguments.Length > 3 && arguments[3] == "processor";
        using var device = new CpuDevice(threads, width);
        s_threads = device.Pool.Count;
        s_width = width ?? VectorWidths.Best;
        Console.WriteLine(device.Description);
        Console.WriteLine("GFLOP/s, median of {0} rounds; share of the best peak measured in the same rounds", Rounds);
        Console.WriteLine("{0,-24} {1,8} {2,17} {3,17} {4,17}", "layer", "peak", "forward", "backward data", "backward weights");
        foreach (Measured layer in Measured.All.Where(layer => layer.Name.Contains(filter, StringComparison.Ordinal))) Measure(device, layer);
        return 0;
    }

    private static void Measure(CpuDevice device, Measured layer)
    {
        Shape.Current = layer;
        Blob x = Blob.Dense(0, 1, layer.Height, layer.Width, layer.Inputs);
        Blob y = Blob.Dense(Blob.Bytes(1, layer.Height, layer.Width, layer.Inputs), 1, layer.OutputHeight, layer.OutputWidth, layer.Outputs);
        using var arena = (CpuArena)device.CreateArena();
        arena.Reserve(y.Offset + Blob.Bytes(1, y.Height, y.Width, y.Channels));
        var random = new Random(1);
        foreach (ref float value in new Span<float>(arena.Base, checked((int)(arena.Capacity / sizeof(float))))) value = random.NextSingle() - 0.5f;
        using var weight = new Parameter(device, Info("weight", ParameterLayout.Conv, [layer.Outputs, layer.Inputs, layer.Kernel, layer.Kernel]));
        using var bias = new Parameter(device, Info("bias", ParameterLayout.Vector, [layer.Outputs]));
        var values = new float[weight.Info.Count];
        foreach (ref float value in values.AsSpan()) value = (random.NextSingle() - 0.5f) * 0.01f;
        weight.Write(values);

        var kernels = new CpuKernels(device, arena.Base);
        Action[] passes =
        [
            () => kernels.Conv<Shape, Bias<Activate<Relu, Store>>>(x, weight, bias, y, false),
            () => kernels.ConvBackwardData<Shape, PassThrough>(y, weight, x, x, false),
            () => kernels.ConvBackwardWeights<Shape>(x, y, weight, bias, false),
        ];
        var rates = new double[passes.Length][];
        for (int i = 0; i < passes.Length; i++)
        {
            rates[i] = new double[Rounds];
            passes[i]();
        }

        double peak = Peak(device);
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < passes.Length; i++)
            {
                peak = Math.Max(peak, Peak(device));
                rates[i][round] = layer.Flops / Seconds(passes[i]) / 1e9;
            }
        }

        string line = string.Format(CultureInfo.InvariantCulture, "{0,-24} {1,8:F1}", layer.Name, peak);
        foreach (double[] samples in rates)
        {
            Array.Sort(samples);
            line += string.Format(CultureInfo.InvariantCulture, " {0,8:F1} ({1,4:F0} %)", samples[Rounds / 2], 100 * samples[Rounds / 2] / peak);
        }

        Console.WriteLine(line);
    }

    /// <summary>GFLOP/s of multiply-adds in registers on all threads of the device.</summary>
    private static double Peak(CpuDevice device)
    {
        int tasks = 4 * device.Pool.Count;
        float* result = device.Scratch.Shared(16L * tasks);
        var body = new PeakBody { Result = result, Width = s_width };
        return tasks * PeakBody.Flops(s_width) / Seconds(() => device.Pool.Run(body, tasks)) / 1e9;
    }

    private static double Seconds(Action action)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        action();
        if (s_processorTime) return (Environment.CpuUsage.TotalTime - before).TotalSeconds / s_threads;
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static ParameterInfo Info(string name, ParameterLayout layout, int[] shape) =>
        new() { Name = name, Shape = shape, Layout = layout, Filler = Filler.Zero };
}
