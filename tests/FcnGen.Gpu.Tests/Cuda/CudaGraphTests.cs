using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>When passes are captured as graphs, when graphs are replayed, and when they are dropped.</summary>
public sealed class CudaGraphTests : IDisposable
{
    private readonly MockCuda _mock = new();

    public void Dispose() => _mock.Dispose();

    [NeedsFact(Need.Gcc)]
    public void The_first_run_is_launched_the_second_captured_and_later_ones_replayed()
    {
        using (CudaDevice device = _mock.Open())
        using (var network = new SaxpyNetwork(device))
        {
            Assert.Equal((2f, 3f), network.Run(1));
            Assert.Equal((0, 0), (_mock["captures"], _mock["replays"]));
            Assert.Equal((4f, 5f), network.Run(2));
            Assert.Equal((1, 1), (_mock["captures"], _mock["replays"]));
            for (int x = 3; x < 8; x++) Assert.Equal((2f * x, 2f * x + 1), network.Run(x));
            Assert.Equal((1, 6), (_mock["captures"], _mock["replays"]));
            Assert.Equal([Pass.Segment, Pass.Segment, Pass.Segment], network.Executed); // noted, launched, captured
            network.X.Dispose();
            network.Y.Dispose();
        }

        _mock.AssertClean();
    }

    [NeedsFact(Need.Gcc)]
    public void Every_size_has_its_graph_and_comes_back_to_it()
    {
        using CudaDevice device = _mock.Open();
        using var network = new SaxpyNetwork(device);
        network.Run(1, 8); // the largest first, so that the arena stays
        foreach (int size in (int[])[4, 5, 4, 5, 4, 5, 4]) network.Run(1, size);
        Assert.Equal((2, 5), (_mock["captures"], _mock["replays"]));
        Assert.Equal(2, device.Graphs);
    }

    [NeedsFact(Need.Gcc)]
    public void Passes_have_graphs_of_their_own_and_so_have_those_of_training()
    {
        using CudaDevice device = _mock.Open();
        using var network = new SaxpyNetwork(device);
        for (int i = 0; i < 4; i++)
        {
            network.Run(1);
            network.Forward(new float[16], new float[16], 1, 4, 4);
            network.ForwardTraining(new float[16], new byte[16], 1, 4, 4);
            network.Backward(accumulate: i % 2 == 1);
        }

        // Each captured at its second run, and replayed from then on; the two backward passes run twice each.
        Assert.Equal((5, 3 * 3 + 2), (_mock["captures"], _mock["replays"]));
        Assert.Equal(1 + 2, network.Executed.Count(pass => pass == Pass.Training)); // noted, launched, captured
        Assert.Equal(1 + 2, network.Executed.Count(pass => pass == Pass.BackwardAccumulate));
    }

    [NeedsFact(Need.Gcc)]
    public void A_backward_pass_has_a_graph_for_every_size_of_the_training_pass()
    {
        using CudaDevice device = _mock.Open();
        using var network = new SaxpyNetwork(device);
        foreach (int size in (int[])[8, 4, 5, 4, 5, 4, 5])
        {
            network.ForwardTraining(new float[size * size], new byte[size * size], 1, size, size);
            network.Backward();
        }

        Assert.Equal((4, 2 * 4), (_mock["captures"], _mock["replays"]));
    }

    [NeedsFact(Need.Gcc)]
    public void A_larger_arena_drops_the_graphs_of_the_old_one()
    {
        using CudaDevice device = _mock.Open();
        using var network = new SaxpyNetwork(device);
        for (int i = 0; i < 3; i++) network.Run(1, 4);
        Assert.Equal(1, device.Graphs);
        network.Run(1, 100);
        Assert.Equal((0, 0), (device.Graphs, _mock["live_runnables"]));
        Assert.Equal((10f, 11f), network.Run(5, 4));
        Assert.Equal(2, _mock["replays"]);
    }

    [NeedsFact(Need.Gcc)]
    public void Disposing_memory_that_a_graph_uses_drops_it()
    {
        using CudaDevice device = _mock.Open();
        using var network = new SaxpyNetwork(device);
        for (int i = 0; i < 3; i++) network.Run(1);
        GpuMemory old = network.X;
        network.X = device.Allocate(256);
        old.Dispose();
        Assert.Equal(0, device.Graphs);
        Assert.Equal((6f, 7f), network.Run(3));
    }

    [NeedsFact(Need.Gcc)]
    public void Growing_scratch_memory_drops_the_graphs_that_use_it()
    {
        using CudaDevice device = _mock.Open();
        using var network = new SaxpyNetwork(device);
        network.Also = () => device.Zero(device.Scratch(1 << 10), 0, 64);
        for (int i = 0; i < 3; i++) network.Run(1);
        Assert.Equal(1, device.Graphs);
        device.Scratch(1 << 12);
        Assert.Equal(0, device.Graphs);
        for (int i = 0; i < 3; i++) network.Run(1);
        Assert.Equal(1, device.Graphs);
        Assert.Equal(0, _mock["bad_calls"]);
    }

    [NeedsFact(Need.Gcc)]
    public void A_disposed_network_leaves_no_graph()
    {
        using CudaDevice device = _mock.Open();
        using var other = new SaxpyNetwork(device);
        using (var network = new SaxpyNetwork(device))
        {
            for (int i = 0; i < 3; i++)
            {
                network.Run(1);
                other.Run(1);
            }

            Assert.Equal(2, device.Graphs);
        }

        Assert.Equal((1, 1), (device.Graphs, _mock["live_runnables"]));
        Assert.Equal((14f, 15f), other.Run(7));
    }

    [NeedsFact(Need.Gcc)]
    public void Only_the_last_used_sizes_are_kept()
    {
        using CudaDevice device = _mock.Open();
        using var network = new SaxpyNetwork(device);
        network.Run(1, 40);
        for (int size = 4; size < 4 + CudaDevice.MostGraphs + 4; size++)
        {
            network.Run(1, size);
            network.Run(1, size);
        }

        Assert.Equal(CudaDevice.MostGraphs, device.Graphs);
        Assert.Equal(CudaDevice.MostGraphs, _mock["live_runnables"]);
        int captures = _mock["captures"];
        network.Run(1, 8); // the oldest that is left
        Assert.Equal(captures, _mock["captures"]);
    }

    [NeedsFact(Need.Gcc)]
    public void A_pass_that_waits_is_launched_each_time()
    {
        using CudaDevice device = _mock.Open();
        using var network = new SaxpyNetwork(device) { Also = device.Finish };
        for (int x = 1; x < 5; x++) Assert.Equal((2f * x, 2f * x + 1), network.Run(x));
        Assert.Equal((1, 0), (_mock["captures"], _mock["replays"]));
        Assert.Equal((0, 0), (_mock["live_graphs"], _mock["bad_calls"]));
    }

    [NeedsTheory(Need.Gcc)]
    [InlineData("begin_code")]
    [InlineData("capture_code")]
    [InlineData("replay_code")]
    public void A_pass_that_the_driver_does_not_capture_or_replay_is_launched_each_time(string refusal)
    {
        using (CudaDevice device = _mock.Open())
        using (var network = new SaxpyNetwork(device))
        {
            _mock[refusal] = refusal == "replay_code" ? 2 : 901;
            for (int x = 1; x < 5; x++) Assert.Equal((2f * x, 2f * x + 1), network.Run(x));
            Assert.Equal((0, 0), (_mock["replays"], device.Graphs));
            network.X.Dispose();
            network.Y.Dispose();
        }

        _mock.AssertClean();
    }

    [NeedsFact(Need.Gcc)]
    public void A_launch_that_fails_while_it_is_captured_fails_again()
    {
        using CudaDevice device = _mock.Open();
        using var network = new SaxpyNetwork(device);
        network.Run(1);
        _mock["launch_code"] = 700;
        Assert.Contains("CUDA_ERROR_ILLEGAL_ADDRESS", Assert.Throws<DriverCallException>(() => network.Run(2)).Message, StringComparison.Ordinal);
    }

    [NeedsFact(Need.Gcc)]
    public void An_error_in_a_captured_pass_is_passed_on_and_the_next_run_works()
    {
        using CudaDevice device = _mock.Open();
        using var network = new SaxpyNetwork(device);
        network.Run(1);
        network.Also = () => throw new InvalidOperationException("in the middle");
        Assert.Throws<InvalidOperationException>(() => network.Run(2));
        network.Also = null;
        Assert.Equal((6f, 7f), network.Run(3));
        Assert.Equal((0, 1), (_mock["live_graphs"], device.Graphs));
    }

    [NeedsFact(Need.Gcc)]
    public void Replays_allocate_nothing()
    {
        using CudaDevice device = _mock.Open();
        using var network = new SaxpyNetwork(device);
        for (int i = 0; i < 4; i++) network.Run(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) network.Run(1);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [NeedsFact(Need.Gcc)]
    public void Passes_are_timed_replayed_or_launched()
    {
        using CudaDevice device = _mock.Open();
        using var network = new SaxpyNetwork(device);
        for (int i = 0; i < 3; i++) network.Run(1);
        int replays = _mock["replays"];
        Assert.Equal([new PassTime(Pass.Segment, 0.25)], device.TimePasses(() => network.Run(1)));
        Assert.Equal(replays + 1, _mock["replays"]);
        Assert.Contains(device.TimeLaunches(() => network.Run(1)), launch => launch.Kernel == PtxTexts.Saxpy);
        Assert.Equal(replays + 1, _mock["replays"]);
        Assert.Equal(0, _mock["live_events"]);
    }

    [NeedsFact(Need.Gcc)]
    public void Memory_that_is_collected_during_a_capture_does_not_disturb_it()
    {
        using CudaDevice device = _mock.Open();
        using var network = new SaxpyNetwork(device);
        network.Run(1);
        int kept = _mock["live_memory"];
        Forget();
        network.Also = () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        };
        Assert.Equal((4f, 5f), network.Run(2));
        Assert.Equal((1, 1, 0, kept), (_mock["captures"], _mock["replays"], _mock["bad_calls"], _mock["live_memory"]));

        [MethodImpl(MethodImplOptions.NoInlining)]
        void Forget() => device.Allocate(100);
    }

    [NeedsFact(Need.Gcc)]
    public void Devices_keep_to_their_contexts()
    {
        using (CudaDevice first = _mock.Open())
        using (CudaDevice second = CudaDevice.Open(1, new PtxTexts(), api: _mock.Api))
        using (CudaDevice again = _mock.Open())
        {
            SaxpyNetwork[] networks = [new(first), new(second), new(again)];
            for (int x = 1; x < 5; x++)
            {
                foreach (SaxpyNetwork network in networks) Assert.Equal((2f * x, 2f * x + 1), network.Run(x));
            }

            Assert.Equal((1, 1, 1), (first.Graphs, second.Graphs, again.Graphs));
            foreach (SaxpyNetwork network in networks)
            {
                network.X.Dispose();
                network.Y.Dispose();
                network.Dispose();
            }
        }

        _mock.AssertClean();
    }

    [NeedsFact(Need.Gcc)]
    public void Threads_share_a_device()
    {
        using CudaDevice device = _mock.Open();
        Parallel.For(0, 4, thread =>
        {
            using var network = new SaxpyNetwork(device);
            for (int i = 0; i < 50; i++)
            {
                int x = 100 * thread + i;
                Assert.Equal((2f * x, 2f * x + 1), network.Run(x, 4 + i % 3));
            }
        });
        Assert.Equal((0, 0, 0), (device.Graphs, _mock["live_runnables"], _mock["bad_calls"]));
    }
}
