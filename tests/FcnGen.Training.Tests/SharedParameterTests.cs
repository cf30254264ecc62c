using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

/// <summary>Several networks over one set of parameters.</summary>
public sealed class SharedParameterTests
{
    private readonly Device _device = Device.Cpu(1);

    [Fact]
    public async Task Networks_that_share_parameters_give_the_labels_of_one_on_threads_of_their_own()
    {
        using ToyNet one = Toy.Random(_device);
        Picture[] pictures = [.. Enumerable.Range(0, 4).Select(i => Toy.Shape(i, 20, 24).Picture)];
        byte[][] expected = [.. pictures.Select(picture => one.Segment(picture).Labels)];
        byte[][] found = await Task.WhenAll(pictures.Select(picture => Task.Run(() =>
        {
            using var network = new ToyNet(one.Parameters);
            byte[] labels = [];
            for (int repeat = 0; repeat < 20; repeat++) labels = network.Segment(picture).Labels;
            return labels;
        })));
        Assert.Equal(expected, found);

        // The networks are gone, the parameters are not.
        Assert.Equal(expected[0], one.Segment(pictures[0]).Labels);
    }

    [Fact]
    public void What_one_learns_the_others_know()
    {
        using var parameters = new ToyNet.ParameterList(_device, seed: 4);
        using ToyNet learner = new(parameters, seed: 4), reader = Create<ToyNet>(parameters);
        using var alone = new ToyNet(_device, seed: 4);
        Assert.Same(_device, reader.Device);
        Assert.Same(parameters, reader.ParameterSet);
        Sample sample = Toy.Shape(1, 20, 24);
        var image = new float[sample.Picture.Pixels.Length];
        ToyNet.Definition.Preprocessing.Encode(sample.Picture, image);
        foreach (ToyNet network in new[] { learner, alone })
        {
            using var optimizer = new Optimizer(_device, network.ParameterSet, new SolverOptions());
            network.ForwardBackward(image, sample.Labels.Labels, 1, 20, 24);
            optimizer.Step(new SolverOptions { BaseRate = 0.1 }, 0, batches: 1);
        }

        Assert.Equal(Toy.AllWeights(alone), Toy.AllWeights(reader));
        Assert.Equal(alone.Segment(sample.Picture).Labels, reader.Segment(sample.Picture).Labels);
    }

    [Fact]
    public async Task Passes_that_read_may_overlap_and_what_changes_parameters_is_alone()
    {
        using Device other = Device.Cpu(1);
        using var first = new StepNet(_device);
        using var second = new StepNet(first.ParameterSet);
        using var inside = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        int reached = 0;
        Picture picture = TestPictures.Noise(9, 7, seed: 1);
        // The cpu runs one pass at a time, so the second network only asks whether it may begin.
        first.Between = () =>
        {
            if (Interlocked.Exchange(ref reached, 1) == 0) inside.Set();
            Assert.True(go.Wait(TimeSpan.FromMinutes(2)));
        };
        Task<LabelMap> running = Task.Run(() => first.Segment(picture));
        Assert.True(inside.Wait(TimeSpan.FromMinutes(2)));
        var encoded = new float[3 * 63];
        try
        {
            foreach (Action call in new Action[]
            {
                () => second.ParameterSet.Fill(3),
                () => second.ForwardBackward(encoded, new byte[63], 1, 9, 7),
                () => second.ParameterSet.Dispose(),
            })
                Assert.StartsWith("StepNet is busy with Segment, so ", Assert.Throws<InvalidOperationException>(call).Message);
            Task<LabelMap> waiting = second.SegmentAsync(picture);
            go.Set();
            Assert.Equal((await running).Labels, (await waiting).Labels);
        }
        finally
        {
            go.Set();
        }

        second.ParameterSet.Fill(3);
        first.Dispose(); // which owns the parameters
        Assert.Contains("must outlive the networks that share them", Assert.Throws<ObjectDisposedException>(() => second.Segment(picture)).Message);
        Assert.Throws<ObjectDisposedException>(() => new StepNet(first.ParameterSet));
    }

    [Fact]
    public void Parameters_of_another_class_are_refused()
    {
        using var parameters = new TestParameters(_device, TestParameters.Describe(TestParameters.Bias("a.bias", 3)));
        string message = Assert.Throws<ArgumentException>(() => Create<ToyNet>(parameters)).Message;
        Assert.Contains("The parameters are of Toy (FcnGen.Training.Tests.TestParameters); FcnGen.Training.Tests.ToyNet+ParameterList were expected", message);
    }

    private static TNetwork Create<TNetwork>(ParameterSet parameters) where TNetwork : Network, INetwork<TNetwork> => TNetwork.Create(parameters, 1337);
}
