using System;
using System.Linq;
using System.Threading.Tasks;
using FcnGen.Cpu.Tests;

namespace FcnGen.Training.Tests;

public sealed class SolverTests
{
    [Fact]
    public void Learning_rates_follow_their_formulas()
    {
        var options = new SolverOptions { BaseRate = 0.01, Gamma = 0.1, StepSize = 100, Power = 0.9, MaxIterations = 1000 };
        Assert.Equal(0.01, options.RateAt(999));
        SolverOptions step = options with { Policy = LearningRatePolicy.Step };
        Assert.Equal([0.01, 0.01, 0.001, 0.0001], new long[] { 0, 99, 100, 299 }.Select(i => Math.Round(step.RateAt(i), 12)));
        SolverOptions poly = options with { Policy = LearningRatePolicy.Poly };
        Assert.Equal(0.01, poly.RateAt(0));
        Assert.Equal(0.01 * Math.Pow(0.75, 0.9), poly.RateAt(250), 15);
        Assert.Equal(0, poly.RateAt(1000));
    }

    [Fact]
    public void Settings_that_make_no_sense_are_named()
    {
        using var network = new ToyNet(Device.Cpu(1));
        Assert.Contains("Momentum", Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(network, new SolverOptions { Momentum = 1 })).Message);
        Assert.Contains("IterSize", Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(network, new SolverOptions { IterSize = 0 })).Message);
        Assert.Contains("Algorithm is one of Sgd, Adam, AdamW; it is 7.", Refused(new SolverOptions { Algorithm = (SolverAlgorithm)7 }));
        Assert.Contains("Beta1 lies in [0, 1) as a float32; it is -0.1.", Refused(new SolverOptions { Beta1 = -0.1 }));
        Assert.Contains("Beta1 lies", Refused(new SolverOptions { Beta1 = double.NaN }));
        // Less than one only in double precision: the correction of the bias would divide by zero.
        Assert.Contains("Beta2 lies in [0, 1) as a float32; it is 0.999999999.", Refused(new SolverOptions { Beta2 = 0.999999999 }));
        Assert.Contains("Epsilon is a finite float32 of at least 1E-30; it is 0.", Refused(new SolverOptions { Epsilon = 0 }));
        Assert.Contains("Epsilon is", Refused(new SolverOptions { Epsilon = 1e39 }));
        Assert.Contains("ClipGradients is a finite number of at least 0; it is -1.", Refused(new SolverOptions { ClipGradients = -1 }));
        Assert.Contains("ClipGradients is", Refused(new SolverOptions { ClipGradients = double.PositiveInfinity }));
        using var largest = new Trainer(network, new SolverOptions { Algorithm = SolverAlgorithm.Adam, Beta1 = 0, Beta2 = 0.9999999, Epsilon = SolverOptions.MinEpsilon });

        string Refused(SolverOptions options) => Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(network, options)).Message;
        Assert.Contains("BaseRate", Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(network, new SolverOptions { BaseRate = double.NaN })).Message);
    }

    [Theory]
    [InlineData(SolverAlgorithm.Sgd, 0)]
    [InlineData(SolverAlgorithm.Sgd, 0.02)]
    [InlineData(SolverAlgorithm.Adam, 0)]
    [InlineData(SolverAlgorithm.Adam, 0.02)]
    [InlineData(SolverAlgorithm.AdamW, 0)]
    public async Task Steps_agree_with_a_plain_double_precision_loop(SolverAlgorithm algorithm, double clip)
    {
        var options = new SolverOptions
        {
            BaseRate = 0.05, Momentum = 0.9, WeightDecay = 0.01, IterSize = 2, MaxIterations = 4, Policy = LearningRatePolicy.Step, StepSize = 2, Gamma = 0.5,
            // Where ε is of the size of the gradients, their last digits do not decide a step's sign.
            Algorithm = algorithm, Beta1 = 0.75, Beta2 = 0.95, Epsilon = 0.01, ClipGradients = clip,
        };
        InMemoryDataset one = Toy.Shapes(1);
        using var device = Device.Cpu(1);
        using var trained = new ToyNet(device, seed: 3);
        using var plain = new ToyNet(device, seed: 3);
        float[] before = Toy.AllWeights(trained);
        using (var trainer = new Trainer(trained, options)) await trainer.FitAsync(one);

        Sample sample = one.Load(0);
        var image = new float[sample.Picture.Pixels.Length];
        plain.Description.Preprocessing.Encode(sample.Picture, image);
        double[][] weights = [.. plain.ParameterSet.All.Select(parameter => Read(parameter.Values, parameter.Info))];
        double[][] first = [.. weights.Select(values => new double[values.Length])], second = [.. weights.Select(values => new double[values.Length])];
        int bounded = 0;
        for (int iteration = 0; iteration < 4; iteration++)
        {
            double[][] gradients = [.. weights.Select(values => new double[values.Length])];
            for (int pass = 0; pass < 2; pass++)
            {
                plain.ForwardTraining(image, sample.Labels.Labels, 1, sample.Picture.Height, sample.Picture.Width);
                plain.Backward();
                for (int p = 0; p < weights.Length; p++)
                {
                    Parameter parameter = plain.ParameterSet.All[p];
                    if (parameter.Info.Frozen) continue;
                    double[] gradient = Read(parameter.Gradient, parameter.Info);
                    for (int i = 0; i < gradient.Length; i++) gradients[p][i] += gradient[i] / 2;
                }
            }

            double norm = Math.Sqrt(gradients.Sum(gradient => gradient.Sum(value => value * value)));
            if (clip > 0 && norm > clip)
            {
                bounded++;
                foreach (double[] gradient in gradients)
                    for (int i = 0; i < gradient.Length; i++) gradient[i] *= clip / norm;
            }

            for (int p = 0; p < weights.Length; p++)
            {
                Parameter parameter = plain.ParameterSet.All[p];
                if (parameter.Info.Frozen) continue;
                double rate = (iteration < 2 ? 0.05 : 0.025) * parameter.Info.LrMult, decay = 0.01 * parameter.Info.DecayMult;
                if (algorithm == SolverAlgorithm.Sgd)
                {
                    for (int i = 0; i < weights[p].Length; i++)
                    {
                        first[p][i] = 0.9 * first[p][i] + rate * (gradients[p][i] + decay * weights[p][i]);
                        weights[p][i] -= first[p][i];
                    }
                }
                else
                {
                    new AdamReference(rate, 0.75, 0.95, 0.01, decay, algorithm == SolverAlgorithm.AdamW).Step(iteration + 1, weights[p], gradients[p], first[p], second[p]);
                }

                parameter.Write([.. weights[p].Select(value => (float)value)]);
            }
        }

        float[] after = Toy.AllWeights(trained);
        double[] expected = [.. weights.SelectMany(values => values)];
        for (int i = 0; i < after.Length; i++) Assert.Equal(expected[i], after[i], 2e-6);
        int moved = after.Zip(before).Count(pair => Math.Abs(pair.First - pair.Second) > (algorithm == SolverAlgorithm.Sgd && clip > 0 ? 1e-5 : 1e-3));
        Assert.True(moved > after.Length / 2, "the weights hardly moved");
        Assert.Equal(clip > 0 ? 4 : 0, bounded);
        // The declared multipliers: conv2 has its own, biases twice the rate and no decay, conv3 is frozen.
        Assert.Equal((0.5, 3), (trained.ParameterSet["conv2.weight"].Info.LrMult, trained.ParameterSet["conv2.weight"].Info.DecayMult));
        Assert.Equal((2, 0), (trained.ParameterSet["conv1.bias"].Info.LrMult, trained.ParameterSet["conv1.bias"].Info.DecayMult));
        Assert.Equal(plain.ParameterSet["conv3.weight"].Read().ToArray(), trained.ParameterSet["conv3.weight"].Read().ToArray());
    }

    [Fact]
    public void Epochs_show_every_sample_once_and_positions_stand_alone()
    {
        var sequence = new SampleSequence(7, SampleOrder.ShuffledEpochs, seed: 5);
        int[] order = [.. Enumerable.Range(0, 70).Select(position => sequence.At(position))];
        for (int epoch = 0; epoch < 10; epoch++) Assert.Equal(Enumerable.Range(0, 7), order.Skip(epoch * 7).Take(7).Order());
        Assert.NotEqual(order[..7], order[7..14]);
        Assert.Equal(order[40], new SampleSequence(7, SampleOrder.ShuffledEpochs, seed: 5).At(40));
        Assert.NotEqual(order, Enumerable.Range(0, 70).Select(position => new SampleSequence(7, SampleOrder.ShuffledEpochs, seed: 6).At(position)));
    }

    [Fact]
    public void Draws_with_replacement_are_uniform()
    {
        var sequence = new SampleSequence(5, SampleOrder.WithReplacement, seed: 5);
        int[] counts = new int[5];
        for (int position = 0; position < 10_000; position++) counts[sequence.At(position)]++;
        Assert.All(counts, count => Assert.InRange(count, 1800, 2200));
    }

    [Fact]
    public void History_smooths_over_its_window()
    {
        var history = new LossHistory(new SolverOptions { AverageLoss = 3, BaseRate = 0.5 });
        foreach (double loss in new double[] { 4, 2, 6, 1 }) history.Add(loss);
        Assert.Equal([4, 3, 4, 3], Enumerable.Range(0, 4).Select(i => history[i].Smoothed));
        Assert.Equal(new LossEntry(4, 1, 3, 0.5), history[3]);
    }

    private static double[] Read(ParameterBuffer buffer, ParameterInfo info)
    {
        var values = new float[info.Count];
        buffer.Read(values);
        return [.. values.Select(value => (double)value)];
    }
}
