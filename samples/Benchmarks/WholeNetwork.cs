using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using FcnGen.Gpu;
using FcnGen.Networks;
using FcnGen.Samples;

namespace FcnGen.Benchmarks;

/// <summary>Measures a network of the catalog on one picture: labels, scores, and a training pass with its backward pass.</summary>
internal static class WholeNetwork
{
    private const int Rounds = 7;

    /// <summary><c>network NAME [HxW] [threads] [device] [strict | tf32]</c>.</summary>
    public static int Run(string[] arguments)
    {
        string name = arguments.Length > 1 ? arguments[1] : "Fcn8s";
        int[] size = [.. (arguments.Length > 2 ? arguments[2] : "500x500").Split('x').Select(side => int.Parse(side, CultureInfo.InvariantCulture))];
        int threads = arguments.Length > 3 ? int.Parse(arguments[3], CultureInfo.InvariantCulture) : 0;
        string deviceName = arguments.Length > 4 ? arguments[4] : "cpu";
        Precision precision = arguments.Length > 5 && arguments[5] == "tf32" ? Precision.Tf32 : Precision.Strict;
        using Device device = DeviceChoice.Open(deviceName, threads, precision);
        using Network network = NetworkCatalog.Create(name, device);
        (int height, int width) = (size[0], size[1]);
        Layer output = network.Description.Layers.First(layer => layer.IsOutput);
        var random = new Random(1);
        float[] image = [.. Enumerable.Range(0, network.Description.Layers[0].Channels * height * width).Select(_ => random.NextSingle() * 255 - 128)];
        byte[] labels = [.. Enumerable.Range(0, height * width).Select(_ => (byte)random.Next(output.Classes))];
        var segmented = new byte[height * width];
        var scores = new float[output.Channels * height * width];
        double flops = network.Description.Flops(height, width).Sum();

        Console.WriteLine(device.Description);
        Report("segment", flops, () => network.Segment(image, segmented, 1, height, width));
        Report("forward, scores copied out", flops, () => network.Forward(image, scores, 1, height, width));
        Report("training pass and backward", 3 * flops, () =>
        {
            network.ForwardTraining(image, labels, 1, height, width);
            network.Backward();
        });
        Console.WriteLine($"arena now {network.ArenaCapacity / 1048576.0:F1} MiB");
        return 0;

        void Report(string what, double operations, Action action)
        {
            action();
            var times = new double[Rounds];
            for (int round = 0; round < Rounds; round++)
            {
                long start = Stopwatch.GetTimestamp();
                action();
                times[round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }

            Array.Sort(times);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name} {height}x{width} {what}: median {times[Rounds / 2] * 1e3:F1} ms, best {times[0] * 1e3:F1} ms, {operations / times[Rounds / 2] / 1e9:F0} GFLOP/s"));
        }
    }
}
