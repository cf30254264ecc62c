using System;
using System.Diagnostics;
using System.Linq;
using Xunit.Abstractions;

namespace FcnGen.Networks.Tests;

/// <summary>Tests that count what the whole process allocates must run alone.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

/// <summary>FCN-8s at its real size on a picture of the paper's size: it runs, it allocates nothing twice, and it needs what the plan says.</summary>
[Collection(nameof(Alone))]
public class FullSizeTests(ITestOutputHelper output)
{
    [Fact]
    public void Fcn8s_segments_a_500x500_picture_without_allocating_again()
    {
        using Device device = Device.Cpu();
        using var network = new Fcn8s(device);
        var random = new Random(3);
        foreach (string score in new[] { "score_fr", "score_pool4", "score_pool3" })
        {
            Parameter weight = network.ParameterSet[score + ".weight"];
            weight.Write([.. Enumerable.Range(0, (int)weight.Info.Count).Select(_ => (float)(random.NextDouble() - 0.5) * 0.01f)]);
        }

        var pixels = new byte[500 * 500 * 3];
        random.NextBytes(pixels);
        var picture = new Picture(500, 500, pixels);
        var labels = new LabelMap(500, 500);
        network.Segment(picture, labels);
        byte[] first = [.. labels.Labels];

        // The test runner allocates on its own threads now and then; what the network allocated would be there in every call.
        var watch = new Stopwatch();
        long allocated = long.MaxValue;
        for (int call = 2; call <= 10 && allocated != 0; call++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            watch.Restart();
            network.Segment(picture, labels);
            watch.Stop();
            allocated = Math.Min(allocated, GC.GetTotalAllocatedBytes(precise: true) - before);
            output.WriteLine($"call {call}: {watch.ElapsedMilliseconds} ms, {allocated} bytes");
        }

        Assert.Equal(0, allocated);
        Assert.Equal(first, labels.Labels);
        Assert.True(first.Distinct().Count() > 1, "random weights give several classes");
        Assert.Equal(network.ArenaBytes(Pass.Segment, 1, 500, 500), network.ArenaCapacity);
        using Process process = Process.GetCurrentProcess();
        output.WriteLine(
            $"arena {network.ArenaCapacity / 1048576.0:F1} MiB, " +
            $"parameters {network.ParameterSet.All.Sum(parameter => parameter.Info.Count) * 4 / 1048576.0:F1} MiB, peak of the process {process.PeakWorkingSet64 / 1048576.0:F1} MiB");
    }
}
