using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

/// <summary>One network is for one thread at a time: a second call, of another thread or from a callback, is an error and changes nothing.</summary>
public sealed class BusyNetworkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Picture _picture = TestPictures.Noise(9, 7, seed: 1);

    [Fact]
    public async Task Every_call_is_refused_while_a_pass_of_another_thread_is_at_work()
    {
        using Device device = Device.Cpu(2);
        using var net = new StepNet(device);
        Parameter weight = net.ParameterSet["fc.weight"];
        Task? started = null;
        using var saved = new MemoryStream();
        net.ParameterSet.Save(saved);
        var encoded = new float[3 * 9 * 7];
        (string Name, Action Call)[] calls =
        [
            ("Segment", () => net.Segment(_picture)),
            ("Segment", () => net.Segment([_picture])),
            ("Segment", () => net.Segment(_picture, LabelMap.Filled(0, _picture.Width, _picture.Height))),
            ("Segment", () => net.Segment(encoded, new byte[63], 1, 9, 7)),
            ("SegmentAsync", () => started = net.SegmentAsync(_picture)),
            ("Scores", () => net.Scores(_picture)),
            ("Probabilities", () => net.Probabilities(_picture)),
            ("Forward", () => net.Forward(encoded, new float[3 * 63], 1, 9, 7)),
            ("ForwardTraining", () => net.ForwardTraining(encoded, new byte[63], 1, 9, 7)),
            ("Backward", () => net.Backward()),
            ("ReadLoss", () => net.ReadLoss(0)),
            ("setting the seed", () => net.Seed = 2),
            ("setting the iteration", () => net.Iteration = 2),
            ("ParameterSet.Load", () => net.ParameterSet.Load(new MemoryStream(saved.ToArray()))),
            ("ParameterSet.Save", () => net.ParameterSet.Save(new MemoryStream())),
            ("ParameterSet.Fill", () => net.ParameterSet.Fill(1)),
            ("ParameterBuffer.Read", () => weight.Read()),
            ("ParameterBuffer.Read", () => weight.ReadGradient()),
            ("Parameter.Write", () => weight.Write(new float[weight.Info.Count])),
            ("ParameterBuffer.Clear", () => weight.Values.Clear()),
            ("ParameterBuffer.Dispose", () => weight.Values.Dispose()),
            ("Parameter.Dispose", () => weight.Dispose()),
            ("ParameterSet.Dispose", () => net.ParameterSet.Dispose()),
            ("Dispose", () => net.Dispose()),
        ];

        using var inside = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        net.Between = () =>
        {
            inside.Set();
            Assert.True(go.Wait(Patience));
        };
        Task<LabelMap> other = Task.Run(() => net.Segment(_picture));
        Assert.True(inside.Wait(Patience));
        try
        {
            foreach ((string name, Action call) in calls)
            {
                string message = Assert.Throws<InvalidOperationException>(call).Message;
                Assert.StartsWith($"StepNet is busy with Segment, so {name} can't begin. One network is for one thread at a time", message, StringComparison.Ordinal);
                Assert.Contains("make one network per thread", message, StringComparison.Ordinal);
            }
        }
        finally
        {
            go.Set();
        }

        Assert.Equal(Pictures.Largest(_picture), (await other).Labels);
        Assert.Equal(1, net.Completed);
        Assert.Equal((1, 0L), (net.Seed, net.Iteration));

        // And now the others can begin; those that dispose come last.
        net.Between = null;
        foreach ((string name, Action call) in calls)
        {
            if (name is "Backward") continue; // which needs a training pass right before it
            call();
            if (started is not null) await started;
        }

        Assert.Throws<ObjectDisposedException>(() => net.Segment(_picture));
    }

    [Fact]
    public void A_call_from_a_callback_of_the_same_thread_is_refused_too()
    {
        using Device device = Device.Cpu(1);
        using var net = new StepNet(device);
        net.Between = () => net.Segment(_picture);
        Assert.Contains("busy with Segment", Assert.Throws<InvalidOperationException>(() => net.Segment(_picture)).Message, StringComparison.Ordinal);
        net.Between = null;
        Assert.Equal(Pictures.Largest(_picture), net.Segment(_picture).Labels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Two_threads_on_one_network_get_right_labels_or_the_error(int threads)
    {
        using Device device = Device.Cpu(threads);
        using ToyNet net = Toy.Random(device);
        Picture[] pictures = [TestPictures.Noise(40, 50, 1), TestPictures.Noise(61, 33, 2)];
        byte[][] expected = [.. pictures.Select(picture => net.Segment(picture).Labels)];
        int refused = 0, wrong = 0;
        using var stop = new CancellationTokenSource(Patience);
        Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, thread =>
        {
            for (int round = 0; (round < 200 || Volatile.Read(ref refused) == 0) && !stop.IsCancellationRequested; round++)
            {
                try
                {
                    if (!net.Segment(pictures[thread]).Labels.SequenceEqual(expected[thread])) Interlocked.Increment(ref wrong);
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref refused);
                    Thread.Yield();
                }
            }
        });
        Assert.Equal(0, wrong);
        Assert.True(refused > 0);
    }

    [Fact]
    public void Networks_of_one_device_may_run_on_two_threads()
    {
        using Device device = Device.Cpu(2);
        using ToyNet one = Toy.Random(device), two = Toy.Random(device);
        Picture[] pictures = [TestPictures.Noise(40, 50, 1), TestPictures.Noise(61, 33, 2)];
        byte[][] expected = [one.Segment(pictures[0]).Labels, two.Segment(pictures[1]).Labels];
        ToyNet[] nets = [one, two];
        Parallel.For(0, 2, thread =>
        {
            for (int round = 0; round < 50; round++) Assert.Equal(expected[thread], nets[thread].Segment(pictures[thread]).Labels);
        });
    }

    [Fact]
    public void What_is_disposed_says_so()
    {
        using Device device = Device.Cpu(1);
        var net = new ToyNet(device);
        Parameter weight = net.Parameters.Conv1.Weight;
        net.Dispose();
        net.Dispose();
        Assert.Throws<ObjectDisposedException>(() => net.Segment(_picture));
        Assert.Throws<ObjectDisposedException>(() => net.Backward());
        Assert.Throws<ObjectDisposedException>(() => weight.Read());
        Assert.Throws<ObjectDisposedException>(() => weight.ReadGradient());
        Assert.Throws<ObjectDisposedException>(() => weight.Write(new float[weight.Info.Count]));
        Assert.Throws<ObjectDisposedException>(() => net.ParameterSet.Save(new MemoryStream()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_device_that_is_disposed_says_that_it_must_outlive_its_networks(int threads)
    {
        Device device = Device.Cpu(threads);
        using var net = new ToyNet(device);
        net.Segment(_picture);
        device.Dispose();
        device.Dispose();
        Action[] calls =
        [
            () => net.Segment(_picture), () => net.Scores(_picture), () => net.Parameters.Conv1.Weight.Read(), () => new ToyNet(device),
        ];
        foreach (Action call in calls)
            Assert.Contains("must outlive the networks", Assert.Throws<ObjectDisposedException>(call).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Disposing_a_device_waits_for_the_pass_at_work(int threads)
    {
        Device device = Device.Cpu(threads);
        using var net = new StepNet(device);
        using var inside = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        net.Between = () =>
        {
            inside.Set();
            Assert.True(go.Wait(Patience));
        };
        Task<LabelMap> pass = Task.Run(() => net.Segment(_picture));
        Assert.True(inside.Wait(Patience));
        Task dispose = Task.Run(device.Dispose);
        Assert.NotSame(dispose, await Task.WhenAny(dispose, Task.Delay(50)));
        go.Set();
        await dispose.WaitAsync(Patience);
        Assert.Equal(Pictures.Largest(_picture), (await pass).Labels);
    }

    [Fact]
    public async Task A_trainer_that_is_training_is_not_disposed()
    {
        using Device device = Device.Cpu(1);
        using var net = new ToyNet(device);
        using var inside = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var trainer = new Trainer(net, new SolverOptions { BaseRate = 0.001, BatchSize = 1, MaxIterations = 1 });
        Task fit = trainer.FitAsync(Toy.Shapes(2), new Told<TrainingProgress>(_ =>
        {
            inside.Set();
            Assert.True(go.Wait(Patience));
        }));
        Assert.True(inside.Wait(Patience));
        Assert.Contains("is training", Assert.Throws<InvalidOperationException>(trainer.Dispose).Message, StringComparison.Ordinal);
        go.Set();
        await fit;
        trainer.Dispose();
    }

    [Fact]
    public void Calls_allocate_nothing_once_the_size_was_seen()
    {
        using Device device = Device.Cpu(1);
        using var net = new ToyNet(device);
        LabelMap labels = LabelMap.Filled(0, _picture.Width, _picture.Height);
        var encoded = new float[3 * 9 * 7];
        var scores = new float[3 * 9 * 7];
        var truth = new byte[9 * 7];
        for (int i = 0; i < 3; i++) All();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5; i++) All();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void All()
        {
            net.Segment(_picture, labels);
            net.Forward(encoded, scores, 1, 9, 7);
            net.ForwardTraining(encoded, truth, 1, 9, 7);
            net.Backward();
            net.ReadLoss(0);
        }
    }
}
