using System;
using System.Linq;
using FcnGen.KernelCompiler;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>The two passes of a training step as one graph, and what happens where they can't be one.</summary>
public sealed class CudaStepGraphTests : IDisposable
{
    private readonly MockCuda _mock = new();

    public void Dispose() => _mock.Dispose();

    [NeedsFact(Need.Gcc)]
    public void A_step_is_one_graph_and_gives_what_launches_give()
    {
        using (CudaDevice device = _mock.Open())
        using (SaxpyNetwork network = Network(device))
        {
            for (int x = 1; x < 8; x++) Assert.Equal((x, 4f * x, 4f * x + 3), network.Step(x));

            // Launched, captured, and then one launch of a graph for a step.
            Assert.Equal((1, 6, 1), (_mock["captures"], _mock["replays"], device.Graphs));
            Assert.Equal([Pass.Training, Pass.Training, Pass.Backward, Pass.Backward, Pass.Training, Pass.Backward], network.Executed); // both noted, launched; captured
            Release(network);
        }

        _mock.AssertClean();
    }

    [NeedsFact(Need.Gcc)]
    public void Steps_that_add_to_gradients_and_other_sizes_have_graphs_of_their_own()
    {
        using CudaDevice device = _mock.Open();
        using SaxpyNetwork network = Network(device);
        network.Step(1, size: 20); // the largest first, so that the arena stays
        for (int x = 1; x < 4; x++)
        {
            foreach (int size in (int[])[8, 9])
            {
                Assert.Equal((x, 4f * x, 4f * x + 3), network.Step(x, accumulate: false, size));
                Assert.Equal((x, 4f * x, 4f * x + 3), network.Step(x, accumulate: true, size));
            }
        }

        Assert.Equal((4, 4 * 2, 4), (_mock["captures"], _mock["replays"], device.Graphs));
    }

    [NeedsFact(Need.Gcc)]
    public void Passes_that_are_run_by_themselves_have_their_own_graphs_beside()
    {
        using CudaDevice device = _mock.Open();
        using SaxpyNetwork network = Network(device);
        for (int i = 0; i < 3; i++)
        {
            network.Step(1);
            network.ForwardTraining(new float[64], new byte[64], 1, 8, 8);
            network.Backward();
        }

        Assert.Equal((3, 3 * 2, 3), (_mock["captures"], _mock["replays"], device.Graphs));
    }

    [NeedsFact(Need.Gcc)]
    public void Releasing_what_only_the_backward_pass_uses_drops_the_graph()
    {
        using CudaDevice device = _mock.Open();
        using SaxpyNetwork network = Network(device);
        for (int i = 0; i < 3; i++) network.Step(1);
        GpuMemory old = network.Z!;
        network.Z = device.Allocate(256);
        old.Dispose();
        Assert.Equal((0, 0), (device.Graphs, _mock["live_runnables"]));
        Assert.Equal((3, 12f, 15f), network.Step(3));
        Assert.Equal(0, _mock["bad_calls"]);
    }

    [NeedsTheory(Need.Gcc)]
    [InlineData("begin_code")]
    [InlineData("capture_code")]
    [InlineData("replay_code")]
    public void A_step_that_the_driver_does_not_capture_or_replay_is_launched_each_time(string refusal)
    {
        using (CudaDevice device = _mock.Open())
        using (SaxpyNetwork network = Network(device))
        {
            _mock[refusal] = refusal == "replay_code" ? 2 : 901;
            for (int x = 1; x < 6; x++) Assert.Equal((x, 4f * x, 4f * x + 3), network.Step(x));
            Assert.Equal((0, 0), (_mock["replays"], device.Graphs));
            Release(network);
        }

        _mock.AssertClean();
    }

    /// <summary>A pass may wait for other replicas, or read a value; the other one is a graph all the same.</summary>
    [NeedsFact(Need.Gcc)]
    public void A_step_whose_forward_pass_waits_keeps_the_graph_of_its_backward_pass()
    {
        using CudaDevice device = _mock.Open();
        using SaxpyNetwork network = Network(device);
        network.Also = () =>
        {
            if (network.Executed[^1] == Pass.Training) device.Finish();
        };
        for (int x = 1; x < 8; x++) Assert.Equal((x, 4f * x, 4f * x + 3), network.Step(x));

        // The step is tried once, and so is its forward pass; the backward pass is launched at steps 1 and 2, and replayed from step 3 on.
        Assert.Equal((3, 5, 1), (_mock["captures"], _mock["replays"], device.Graphs));
        Assert.Equal((0, 0), (_mock["live_graphs"], _mock["bad_calls"]));
    }

    [NeedsFact(Need.Gcc)]
    public void An_error_in_a_captured_step_is_passed_on_and_the_next_step_works()
    {
        using CudaDevice device = _mock.Open();
        using SaxpyNetwork network = Network(device);
        network.Step(1);
        network.Also = () => throw new InvalidOperationException("in the middle");
        Assert.Throws<InvalidOperationException>(() => network.Step(2));
        network.Also = null;
        Assert.Equal((3, 12f, 15f), network.Step(3));
        Assert.Equal((2, 0, 1), (network.Iteration, _mock["live_graphs"], device.Graphs));
    }

    [NeedsFact(Need.Gcc)]
    public void A_wrong_label_is_found_before_the_step_counts()
    {
        using CudaDevice device = _mock.Open();
        using SaxpyNetwork network = Network(device);
        for (int i = 0; i < 3; i++) network.Step(1);
        var labels = new byte[64];
        labels[4 * LossWords.Wrong] = 1;
        int replays = _mock["replays"];
        Assert.Throws<LabelException>(() => network.ForwardBackward(new float[64], labels, 1, 8, 8));
        Assert.Equal((3, replays + 1), (network.Iteration, _mock["replays"]));
        Assert.Equal((2, 8f, 11f), network.Step(2));
    }

    [NeedsFact(Need.Gcc)]
    public void Passes_of_a_step_are_timed_one_by_one()
    {
        using CudaDevice device = _mock.Open();
        using SaxpyNetwork network = Network(device);
        for (int i = 0; i < 3; i++) network.Step(1);
        Assert.Equal([Pass.Training, Pass.Backward], device.TimePasses(() => network.Step(1)).Select(pass => pass.Pass));
        int replays = _mock["replays"];
        Assert.Equal(2, device.TimeLaunches(() => network.Step(1)).Count(launch => launch.Kernel == PtxTexts.Saxpy));
        Assert.Equal(replays, _mock["replays"]);
        Assert.Equal((5, 20f, 23f), network.Step(5));
        Assert.Equal((replays + 1, 0), (_mock["replays"], _mock["live_events"]));
    }

    [NeedsFact(Need.Gcc)]
    public void Replayed_steps_allocate_nothing()
    {
        using CudaDevice device = _mock.Open();
        using SaxpyNetwork network = Network(device);
        for (int i = 0; i < 4; i++) network.Step(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) network.Step(1);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [NeedsFact(Need.Gcc)]
    public void A_generated_network_captures_the_launches_of_both_passes_in_their_order()
    {
        using (CudaDevice device = CudaDevice.Open(0, new CompiledKernels(), Precision.Strict, _mock.Api))
        using (var network = new CompilerNet(device))
        {
            // The stand-in computes nothing, so that the cell of the loss names a wrong label.
            for (int i = 0; i < 3; i++) Assert.Throws<LabelException>(() => network.ForwardBackward(new float[3 * 24 * 20], new byte[24 * 20], 1, 24, 20));
            Assert.Equal((1, 2), (_mock["captures"], _mock["replays"]));
            string[] log = [.. _mock.Log.Select(line => line.Split(' ', 2)).Where(line => line[0] is "launch" or "capture").Select(line => line[0] + " " + line[1])];
            string[] captured = [.. log.Where(line => line.StartsWith("capture ", StringComparison.Ordinal)).Select(line => line["capture ".Length..])];
            Assert.Contains(captured, line => line.StartsWith("softmax_loss", StringComparison.Ordinal));
            Assert.InRange(captured.Length, 12, 80);

            // The first step launched the same, one after the other.
            string[] launched = [.. log.Where(line => line.StartsWith("launch ", StringComparison.Ordinal)).Select(line => line["launch ".Length..])];
            int first = Array.IndexOf(launched, captured[0]);
            Assert.Equal(launched[first..(first + captured.Length)], captured);
        }

        _mock.AssertClean();
    }

    private static SaxpyNetwork Network(CudaDevice device) => new(device) { Z = device.Allocate(256) };

    private static void Release(SaxpyNetwork network)
    {
        network.X.Dispose();
        network.Y.Dispose();
        network.Z!.Dispose();
    }
}
