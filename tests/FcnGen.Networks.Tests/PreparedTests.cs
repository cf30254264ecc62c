using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Demo;
using FcnGen.CompilerServices;
using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Networks.Tests;

/// <summary>Values that inference passes find prepared: right against plain loops, and computed when they are out of date, no oftener.</summary>
public sealed class PreparedTests : IDisposable
{
    private static readonly UpdateFactors Step = new(Rate: 0.5f, GradientScale: 1);

    private readonly Device _cpu = Device.Cpu(threads: 2);
    private readonly WatchedDevice _device;
    private readonly PreparedNet _network;

    public PreparedTests()
    {
        _device = new WatchedDevice(_cpu);
        _network = (PreparedNet)PreparedCase.All.On(_device);
    }

    public void Dispose()
    {
        _network.Dispose();
        _cpu.Dispose();
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(7, 9)]
    [InlineData(1, 1)]
    public void Agrees_with_a_layer_by_layer_evaluation(int height, int width) => PreparedCase.All.Check(_cpu, height, width);

    [Fact]
    public void They_are_computed_once_for_many_pictures()
    {
        for (int i = 0; i < 3; i++) Segment(_network, 8, 9);
        Assert.Equal([Pass.PrepareSegment, Pass.Segment, Pass.Segment, Pass.Segment], _device.Take());
        for (int i = 0; i < 3; i++) Scores(_network, 8, 9);
        Assert.Equal([Pass.PrepareForward, Pass.Forward, Pass.Forward, Pass.Forward], _device.Take());
    }

    /// <summary>The arena is one: what another pass, size or batch puts there overwrites them.</summary>
    [Fact]
    public void Another_pass_size_or_batch_computes_them_anew()
    {
        Scores(_network, 12, 12); // the largest, so that the arena stays
        long capacity = _network.ArenaCapacity;
        foreach ((int height, int width, int batch) in ((int, int, int)[])[(8, 9, 1), (9, 8, 1), (8, 9, 1), (8, 9, 2), (8, 9, 1)])
        {
            _device.Take();
            Scores(_network, height, width, batch);
            Scores(_network, height, width, batch);
            Assert.Equal([Pass.PrepareForward, Pass.Forward, Pass.Forward], _device.Take());
        }

        Segment(_network, 8, 9);
        Scores(_network, 8, 9);
        Assert.Equal([Pass.PrepareSegment, Pass.Segment, Pass.PrepareForward, Pass.Forward], _device.Take());
        Train(8, 9);
        Scores(_network, 8, 9);
        Assert.Equal([Pass.Training, Pass.Backward, Pass.PrepareForward, Pass.Forward], _device.Take());
        Assert.Equal(capacity, _network.ArenaCapacity);
    }

    [Fact]
    public void A_change_of_any_parameter_computes_them_anew()
    {
        Train(8, 9); // gradients for the updates
        (string What, Action Change)[] changes =
        [
            ("a layer before it", () => _network.Parameters.Conv1.Weight.Write(new float[108])),
            ("its bias", () => _network.Parameters.Shift2.Bias!.Write([1, -2, 3, -4])),
            ("a layer behind it", () => _network.Parameters.ScoreFr.Weight.Values.Write([.. Enumerable.Range(0, 20).Select(i => i - 8f)])),
            ("an update", () => _network.Parameters.Shift1.Weight.Update<Momentum>(Velocity(), null, Step)),
            ("clearing", () => _network.Parameters.Shift1.Bias!.Values.Clear()),
            ("filling", () => _network.Parameters.Fill(seed: 12)),
        ];
        foreach ((string what, Action change) in changes)
        {
            Scores(_network, 8, 9);
            change();
            _device.Take();
            float[] after = Scores(_network, 8, 9);
            Assert.True(_device.Take().SequenceEqual([Pass.PrepareForward, Pass.Forward]), what);
            Assert.Equal(Fresh(8, 9), after);
        }

        _network.ParameterSet["conv1.weight"].Read(); // and reading is no change
        Scores(_network, 8, 9);
        Assert.Equal([Pass.Forward], _device.Take());

        ParameterBuffer Velocity() => _device.CreateParameterBuffer(_network.Parameters.Shift1.Weight.Info);
    }

    /// <summary>They are made of what they read: no other parameter matters, and neither do passes and sizes.</summary>
    [Fact]
    public void Parameters_are_made_anew_when_what_they_are_made_of_has_changed()
    {
        int before = Derivations.Count;
        Scores(_network, 8, 9);
        Assert.Equal(4, Made());
        Segment(_network, 8, 9);
        Scores(_network, 5, 4, batch: 2);
        Train(8, 9);
        Scores(_network, 8, 9);
        _network.Parameters.Conv1.Weight.Write(new float[108]);
        Scores(_network, 8, 9);
        Assert.Equal(0, Made());
        _network.Parameters.Shift1.Weight.Write([.. Enumerable.Range(0, 144).Select(i => i % 7 - 3f)]);
        Assert.Equal(Fresh(8, 9), Scores(_network, 8, 9));
        Assert.Equal(1 + 4, Made()); // and those of the new network
        using (ParameterBuffer velocity = _device.CreateParameterBuffer(_network.Parameters.Shift2.Bias!.Info))
            _network.Parameters.Shift2.Bias!.Update<Momentum>(velocity, null, Step);
        Scores(_network, 8, 9);
        Assert.Equal(1, Made());

        int Made()
        {
            int made = Derivations.Count - before;
            before += made;
            return made;
        }
    }

    /// <summary>What was made is trusted once results were read; passes that fail later don't touch it.</summary>
    [Fact]
    public void A_pass_that_fails_makes_anew_what_was_made_for_it()
    {
        int before = Derivations.Count;
        _device.BeforeDownload = () => throw new InvalidOperationException("it failed");
        Assert.Throws<InvalidOperationException>(() => Scores(_network, 8, 9));
        Assert.Throws<InvalidOperationException>(() => Scores(_network, 8, 9));
        _device.BeforeDownload = null;
        Scores(_network, 8, 9);
        Assert.Equal(3 * 4, Derivations.Count - before);
        _device.BeforeDownload = () => throw new InvalidOperationException("it failed");
        Assert.Throws<InvalidOperationException>(() => Scores(_network, 8, 9));
        _device.BeforeDownload = null;
        Scores(_network, 8, 9);
        Assert.Equal(3 * 4, Derivations.Count - before);
    }

    [Fact]
    public void A_change_that_fails_halfway_is_a_change()
    {
        Train(8, 9);
        Scores(_network, 8, 9);
        _device.AfterUpdate = () => throw new InvalidOperationException("in the middle");
        Parameter bias = _network.Parameters.Shift1.Bias!;
        using (ParameterBuffer velocity = _device.CreateParameterBuffer(bias.Info))
            Assert.Throws<InvalidOperationException>(() => bias.Update<Momentum>(velocity, null, Step));
        Assert.Equal(Fresh(8, 9), Scores(_network, 8, 9));
    }

    [Theory]
    [InlineData(Pass.PrepareForward, 1)]
    [InlineData(Pass.Forward, 1)]
    [InlineData(Pass.Forward, 2)]
    public void A_pass_that_fails_leaves_nothing_prepared(Pass pass, int time)
    {
        int seen = 0;
        _device.AfterPass = done =>
        {
            if (done == pass && ++seen == time) throw new InvalidOperationException("it failed");
        };
        for (int i = 1; i < time; i++) Scores(_network, 8, 9);
        Assert.Throws<InvalidOperationException>(() => Scores(_network, 8, 9));
        _device.Take();
        Assert.Equal(Fresh(8, 9), Scores(_network, 8, 9));
        Assert.Equal([Pass.PrepareForward, Pass.Forward], _device.Take());
    }

    /// <summary>Devices that run behind tell of a failure when results are read.</summary>
    [Fact]
    public void Results_that_can_not_be_read_leave_nothing_prepared()
    {
        _device.BeforeDownload = () => throw new InvalidOperationException("it failed");
        Assert.Throws<InvalidOperationException>(() => Scores(_network, 8, 9));
        Assert.Throws<InvalidOperationException>(() => Segment(_network, 8, 9));
        Assert.Throws<InvalidOperationException>(() => Segment(_network, 8, 9));
        _device.BeforeDownload = null;
        Segment(_network, 8, 9);
        Segment(_network, 8, 9);
        Assert.Equal([Pass.PrepareForward, Pass.Forward, .. Enumerable.Repeat<Pass[]>([Pass.PrepareSegment, Pass.Segment], 3).SelectMany(passes => passes), Pass.Segment], _device.Take());
    }

    [Theory]
    [InlineData(Pass.PrepareSegment)]
    [InlineData(Pass.Segment)]
    public void A_cancelled_pass_leaves_nothing_prepared(Pass pass)
    {
        using var source = new CancellationTokenSource();
        _device.AfterPass = done =>
        {
            if (done == pass) source.Cancel();
        };
        var picture = new Picture(new byte[8 * 9 * 3], 9, 8);
        Assert.ThrowsAny<OperationCanceledException>(() => _network.Segment(picture, 0, source.Token));
        _device.Take();
        _network.Segment(picture);
        _network.Segment(picture);
        Assert.Equal([Pass.PrepareSegment, Pass.Segment, Pass.Segment], _device.Take());
    }

    [Fact]
    public void Networks_that_share_parameters_each_have_their_own()
    {
        using var other = new PreparedNet(_network.Parameters);
        Scores(_network, 8, 9);
        Assert.Equal(Scores(_network, 8, 9), Scores(other, 8, 9));
        Assert.Equal([Pass.PrepareForward, Pass.Forward, Pass.Forward, Pass.PrepareForward, Pass.Forward], _device.Take());
        other.Parameters.Shift1.Bias!.Write([4, 3, 2, 1]);
        Assert.Equal(Fresh(8, 9), Scores(_network, 8, 9));
        Assert.Equal(Fresh(8, 9), Scores(other, 8, 9));
    }

    [Fact]
    public void Threads_that_share_parameters_agree()
    {
        using var parameters = new PreparedNet.ParameterList(_cpu, seed: 9);
        using var first = new PreparedNet(parameters);
        float[][] expected = [.. Enumerable.Range(1, 4).Select(size => Scores(first, size, 2 * size))];
        Parallel.For(0, 4, thread =>
        {
            using var network = new PreparedNet(parameters);
            for (int i = 0; i < 40; i++)
            {
                int size = 1 + (thread + i / 3) % 4;
                Assert.Equal(expected[size - 1], Scores(network, size, 2 * size));
            }
        });
    }

    /// <summary>Whatever comes in whatever order, results are those of a network that never ran before.</summary>
    [Fact]
    public void Any_order_of_calls_gives_what_a_new_network_gives()
    {
        var random = new Random(3);
        for (int i = 0; i < 200; i++)
        {
            int height = random.Next(6, 8), width = 7;
            switch (random.Next(6))
            {
                case 0:
                    Train(height, width);
                    break;
                case 1:
                    Parameter some = _network.ParameterSet.All[random.Next(_network.ParameterSet.All.Count)];
                    some.Write([.. Enumerable.Range(0, (int)some.Info.Count).Select(_ => random.NextSingle() - 0.5f)]);
                    break;
                case 2:
                    Assert.Equal(Of(fresh => Segment(fresh, height, width)), Segment(_network, height, width));
                    break;
                default:
                    Assert.Equal(Fresh(height, width), Scores(_network, height, width));
                    break;
            }
        }

        Pass[] passes = _device.Take();
        Assert.InRange(passes.Count(pass => pass is Pass.Forward or Pass.Segment) - passes.Count(pass => pass is Pass.PrepareForward or Pass.PrepareSegment), 1, 100); // some were kept
    }

    [Fact]
    public void A_repeated_pass_allocates_nothing()
    {
        float[] image = NetworkCase.RandomImage(3, 8, 9), scores = new float[5 * 8 * 9];
        using var network = new PreparedNet(_cpu);
        for (int i = 0; i < 3; i++) network.Forward(image, scores, 1, 8, 9);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 3; i++) network.Forward(image, scores, 1, 8, 9);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>The scores of a new network with the same parameters, on the device that nobody watches.</summary>
    private float[] Fresh(int height, int width) => Of(fresh => Scores(fresh, height, width));

    private T[] Of<T>(Func<PreparedNet, T[]> result)
    {
        using var fresh = new PreparedNet(_cpu);
        foreach (Parameter parameter in _network.ParameterSet.All) fresh.ParameterSet[parameter.Info.Name].Write([.. parameter.Read()]);
        return result(fresh);
    }

    private static float[] Scores(PreparedNet network, int height, int width, int batch = 1)
    {
        var scores = new float[batch * 5 * height * width];
        network.Forward(NetworkCase.RandomImage(3 * batch, height, width), scores, batch, height, width);
        return scores;
    }

    private static byte[] Segment(PreparedNet network, int height, int width)
    {
        var labels = new byte[height * width];
        network.Segment(NetworkCase.RandomImage(3, height, width), labels, 1, height, width);
        return labels;
    }

    private void Train(int height, int width) =>
        _network.ForwardBackward(NetworkCase.RandomImage(3, height, width), NetworkCase.RandomLabels(height, width, 5), 1, height, width);
}
