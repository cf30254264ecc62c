using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

/// <summary>Networks that train together, each on its share of the data, against one that does all the work.</summary>
public sealed class ReplicaTests : TemporaryFolder
{
    private static readonly SolverOptions Options = new()
    {
        BaseRate = 0.02, MaxIterations = 6, Seed = 9, Augmentation = new MirrorAndJitter(Mirror: true, Jitter: 3),
    };

    [Theory]
    [InlineData(2, 1, SolverAlgorithm.Sgd, 0)]
    [InlineData(2, 2, SolverAlgorithm.Sgd, 0)]
    [InlineData(3, 1, SolverAlgorithm.Sgd, 0.02)]
    [InlineData(2, 2, SolverAlgorithm.Adam, 0.02)]
    public async Task Replicas_learn_what_one_network_learns_from_all_batches(int count, int iterSize, SolverAlgorithm algorithm, double clip)
    {
        InMemoryDataset data = Toy.Shapes(5);
        SolverOptions options = Options with { Algorithm = algorithm, Epsilon = 0.01, ClipGradients = clip };
        using Device device = Device.Cpu(1);
        using var alone = new ToyNet(device, seed: 4);
        using (var trainer = new Trainer(alone, options with { IterSize = count * iterSize })) await trainer.FitAsync(data);

        using var group = new Group(count, options with { IterSize = iterSize });
        await Task.WhenAll(group.Trainers.Select(trainer => trainer.FitAsync(data)));
        float[] expected = Toy.AllWeights(alone), start = Toy.AllWeights(group.Untrained);
        Assert.NotEqual(start, expected);
        float[] found = Toy.AllWeights(group.Networks[0]);
        // What one network adds up in one buffer, replicas add up in several: another order of the same sums.
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-5f);
        Assert.All(group.Networks, network => Assert.Equal(found, Toy.AllWeights(network)));
        Assert.All(group.Trainers, trainer => Assert.Equal(group.Trainers[0].History.Losses, trainer.History.Losses));
        Assert.All(group.Networks, network => Assert.Equal(Options.MaxIterations * count * iterSize, network.Iteration));
    }

    [Fact]
    public async Task A_cancelled_replica_stops_the_others_and_the_first_saves_the_last_whole_iteration()
    {
        InMemoryDataset data = Toy.Shapes(5);
        SolverOptions options = Options with { MaxIterations = 10_000, CheckpointFolder = At("checkpoint") };
        using var group = new Group(2, options);
        using var stop = new CancellationTokenSource();
        Task first = group.Trainers[0].FitAsync(data);
        Task second = group.Trainers[1].FitAsync(data, new Told<TrainingProgress>(at =>
        {
            if (at.Iteration == 3) stop.Cancel();
        }), stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        string message = (await Assert.ThrowsAsync<ReplicaException>(() => first)).Message;
        Assert.Equal("Replica 1 of 2 has left: Training was cancelled.", message);
        Assert.Equal(3, group.Trainers[0].SavedIteration);
        Assert.Null(group.Trainers[1].SavedIteration);
        Assert.Equal(Toy.AllWeights(group.Networks[0]), Toy.AllWeights(group.Networks[1]));

        // Both go on from there, and end where a group ends that was not stopped.
        options = options with { MaxIterations = 6 };
        using var resumed = new Group(2, options, seed: 77);
        foreach (Trainer trainer in resumed.Trainers) trainer.Resume(At("checkpoint"));
        await Task.WhenAll(resumed.Trainers.Select(trainer => trainer.FitAsync(data)));
        using var straight = new Group(2, options with { CheckpointFolder = null });
        await Task.WhenAll(straight.Trainers.Select(trainer => trainer.FitAsync(data)));
        Assert.Equal(Toy.AllWeights(straight.Networks[1]), Toy.AllWeights(resumed.Networks[1]));
    }

    [Fact]
    public async Task Replicas_that_start_from_different_parameters_are_refused()
    {
        InMemoryDataset data = Toy.Shapes(2);
        using var group = new Group(2, Options);
        group.Networks[1].Parameters.Conv1.Bias!.Write([0, 0, 0, 1e-3f, 0, 0]);
        foreach (Task training in group.Trainers.Select(trainer => trainer.FitAsync(data)).ToArray())
            Assert.Contains("do not start from the same parameters", (await Assert.ThrowsAsync<ReplicaException>(() => training)).Message);
    }

    [Fact]
    public async Task A_loss_that_is_not_finite_in_one_replica_stops_all_before_any_parameter_changes()
    {
        InMemoryDataset data = Toy.Shapes(4);
        using var group = new Group(2, Options);
        float[] before = Toy.AllWeights(group.Networks[0]);
        foreach (ToyNet network in group.Networks) network.Parameters.Conv3.Bias!.Write([.. Enumerable.Repeat(float.PositiveInfinity, 8)]);
        float[] broken = Toy.AllWeights(group.Networks[0]);
        Assert.NotEqual(before, broken);
        foreach (Task training in group.Trainers.Select(trainer => trainer.FitAsync(data)).ToArray())
            await Assert.ThrowsAsync<TrainingDivergedException>(() => training);
        Assert.All(group.Networks, network => Assert.Equal(broken, Toy.AllWeights(network)));
    }

    [Fact]
    public async Task Sums_are_taken_in_the_order_of_ranks_and_calls_must_agree()
    {
        LocalReplicas[] replicas = LocalReplicas.Create(3);
        float[] one = [1e8f], two = [-1e8f], three = [1f];
        await Task.WhenAll(Enumerable.Range(0, 3).Select(rank => Task.Run(() => replicas[rank].Sum(new[] { one, two, three }[rank].AsSpan()))));
        Assert.Equal([(1e8f + -1e8f) + 1f], one);
        Assert.Equal(one, two);
        Assert.Equal(one, three);

        Task[] calls = [.. Enumerable.Range(0, 3).Select(rank => Task.Run(() => replicas[rank].Sum(new float[rank == 2 ? 2 : 1])))];
        foreach (Task call in calls) Assert.StartsWith("Replicas do not make the same calls: ", (await Assert.ThrowsAsync<ReplicaException>(() => call)).Message);
        Assert.Throws<ReplicaException>(() => replicas[0].Sum(new double[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LocalReplicas.Create(0));
    }

    [Fact]
    public async Task A_pass_can_add_up_over_replicas()
    {
        LocalReplicas[] replicas = LocalReplicas.Create(2);
        double[] found = await Task.WhenAll(replicas.Select(replica => Task.Run(() =>
        {
            using Device device = Device.Cpu(1);
            using var net = new StepNet(device);
            double sum = replica.Rank + 1;
            net.Between = () => replica.Sum(new Span<double>(ref sum));
            net.Segment(TestPictures.Noise(9, 7, seed: 1));
            return sum;
        })));
        Assert.Equal([3.0, 3.0], found);
    }

    /// <summary>Replicas with a device each.</summary>
    private sealed class Group : IDisposable
    {
        private readonly Device[] _devices;

        public Group(int count, SolverOptions options, int seed = 4)
        {
            _devices = [.. Enumerable.Range(0, count + 1).Select(_ => Device.Cpu(1))];
            Networks = [.. _devices.Skip(1).Select(device => new ToyNet(device, seed))];
            Untrained = new ToyNet(_devices[0], seed);
            Trainers = [.. Networks.Zip(LocalReplicas.Create(count), (network, replica) => new Trainer(network, options, replica))];
        }

        public IReadOnlyList<ToyNet> Networks { get; }

        public IReadOnlyList<Trainer> Trainers { get; }

        public ToyNet Untrained { get; }

        public void Dispose()
        {
            foreach (Trainer trainer in Trainers) trainer.Dispose();
            foreach (ToyNet network in Networks.Append(Untrained)) network.Dispose();
            foreach (Device device in _devices) device.Dispose();
        }
    }
}
