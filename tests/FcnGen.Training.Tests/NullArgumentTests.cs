using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using FcnGen.Tests;

namespace FcnGen.Training.Tests;

/// <summary>Null where it is not allowed is <see cref="ArgumentNullException"/>, named, everywhere in the library.</summary>
public sealed class NullArgumentTests : TemporaryFolder
{
    [Fact]
    public void Null_is_refused_by_every_public_call()
    {
        using Device device = Device.Cpu(1);
        using var net = new ToyNet(device);
        using var trainer = new Trainer(net, new SolverOptions { BaseRate = 0.01, MaxIterations = 1 });
        using var weights = new MemoryStream();
        net.ParameterSet.Save(weights);
        File.WriteAllBytes(At("w"), weights.ToArray());
        using var file = new RenamedWeights(WeightFiles.Open(At("w")), name => name);
        Picture picture = TestPictures.Noise(8, 8, 1);
        object[] known =
        [
            device, net, trainer, net.ParameterSet, net.ParameterSet.All[0], net.ParameterSet.All[0].Values, net.Description, net.Description.Layers[0],
            net.ParameterSet.All[0].Info, net.Description.Preprocessing, file, picture, LabelMap.Filled(0, 8, 8), Toy.Shapes(2), Palette.Voc,
            new ConfusionMatrix(3), new SolverOptions { BaseRate = 0.01, MaxIterations = 1 }, Tensor.Create(new float[3 * 8 * 8], [1, 3, 8, 8]),
            new MemoryStream(), new Func<string, string?>(name => name), At("none"), new byte[12], new float[12], new List<Picture> { picture },
        ];
        var calls = new NullArguments(type => Array.Find(known, type.IsInstanceOfType));
        calls.Check(typeof(Network).Assembly);
        Assert.True(calls.Wrong.Count == 0, string.Join("\n", calls.Wrong));
        Assert.True(calls.Right > 40, $"{calls.Right} calls; skipped:\n{string.Join("\n", calls.Skipped)}");
    }

    [Fact]
    public void Null_tensors_and_labels_are_refused_by_calls_that_take_spans()
    {
        using Device device = Device.Cpu(1);
        using var net = new ToyNet(device);
        Tensor<float> image = Tensor.Create(new float[3 * 8 * 8], [1, 3, 8, 8]);
        Assert.Equal("data", Assert.Throws<ArgumentNullException>(() => net.Forward(null!)).ParamName);
        Assert.Equal("data", Assert.Throws<ArgumentNullException>(() => net.ForwardTraining([null!], [new byte[64]])).ParamName);
        Assert.Equal("labels", Assert.Throws<ArgumentNullException>(() => net.ForwardTraining([image], [null!])).ParamName);
        Assert.Equal("device", Assert.Throws<ArgumentNullException>(() => new ToyNet((Device)null!)).ParamName);
        Assert.Contains("has 1 inputs (data); 2 tensors were given", Assert.Throws<ArgumentException>(() => net.ForwardTraining([image, image], [new byte[64]])).Message);
    }
}
