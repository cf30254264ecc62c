using System;
using System.Diagnostics;
using System.Linq;
using Xunit.Abstractions;

namespace FcnGen.Networks.Tests;

/// <summary>FCN-8s at its real size on a picture of the paper's size: it runs, it allocates nothing twice, and it needs what the plan says.</summary>
public class FullSizeTests(ITestOutputHelper output)
{
    [Fact]
    public void Fcn8s_segments_a_500x500_picture_without_allocating_again()
    {
        using Device device = Device.Cpu(threads: 1); // so that all the work, and what it allocates, is this thread's
        using var network = new Fcn8s(device);
        var random = new Random(3);
        foreach (string score in new[] { "score_fr", "score_pool4", "score_pool3" })
        {
            Parameter weight = network.ParameterSet[score + ".weight"];
            weight.Write([.. Enumerable.Range(0, (int)weight.Info.Count).Select(_ => (float)(random.NextDouble() - 0.5) * 0.01f)]);
        }

        var pixels = new byte[500 * 500 * 3];
        random.NextBytes(pixels);
        var picture = new Picture(pixels, 500, 500);
        var labels = LabelMap.Filled(0, 500, 500);
        network.Segment(picture, labels);
        byte[] first = [.. labels.Labels];

        var watch = new Stopwatch();
        long before = GC.GetAllocatedBytesForCurrentThread();
        watch.Start();
        network.Segment(picture, labels);
        watch.Stop();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(first, labels.Labels);
        Assert.True(first.Distinct().Count() > 1, "random weights give several classes");
        Assert.Equal(network.ArenaBytes(Pass.Segment, 1, 500, 500), network.ArenaCapacity);
        using Process process = Process.GetCurrentProcess();
        output.WriteLine(
            $"second call {watch.ElapsedMilliseconds} ms on one thread; arena {network.ArenaCapacity / 1048576.0:F1} MiB, " +
            $"parameters {network.ParameterSet.All.Sum(parameter => parameter.Info.Count) * 4 / 1048576.0:F1} MiB, peak of the process {process.PeakWorkingSet64 / 1048576.0:F1} MiB");
    }
}
