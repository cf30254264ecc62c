using System;
using System.Linq;
using System.Threading.Tasks;
using FcnGen.Samples.Quickstart;
using FcnGen.Samples.Quickstart.Shapes;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests.Nets;

/// <summary>Training on OpenCL follows training on the CPU device.</summary>
public sealed class QuickstartTests
{
    private const int Steps = 20;
    private const int Side = 24;

    /// <summary>
    /// From the same start with the same pictures. Sums in another order differ by rounding, and every step carries that on, so that the
    /// distance grows; a wrong gradient would part the two at once.
    /// </summary>
    [NeedsFact(Need.OpenCl)]
    public async Task Twenty_steps_follow_the_cpu()
    {
        using Device cpu = Device.Cpu();
        using var expected = new QuickstartNet(cpu, seed: 3);
        using var actual = new QuickstartNet(GpuDevices.Get(DeviceKind.OpenCl), seed: 3);
        float[][] start = Values(expected);
        double[] expectedLosses = await Train(expected);
        double[] losses = await Train(actual);

        Assert.Equal(Steps, losses.Length);
        Assert.True(expectedLosses[^1] < 0.8 * expectedLosses[0], "Nothing was learned, so the comparison means little.");
        for (int step = 0; step < Steps; step++)
        {
            double tolerance = step == 0 ? 1e-6 : 1e-4;
            Assert.True(
                Math.Abs(losses[step] - expectedLosses[step]) <= tolerance * expectedLosses[step],
                $"Step {step}: the loss is {losses[step]:R}, on the CPU {expectedLosses[step]:R}.");
        }

        float[][] trained = Values(expected);
        float[][] followed = Values(actual);
        for (int p = 0; p < trained.Length; p++)
        {
            double moved = trained[p].Zip(start[p], (a, b) => Math.Abs((double)a - b)).Max();
            double apart = trained[p].Zip(followed[p], (a, b) => Math.Abs((double)a - b)).Max();
            Assert.True(apart <= 1e-3 * moved + 1e-8, $"{expected.ParameterSet.All[p].Info.Name} moved by {moved:G3} and is {apart:G3} from the CPU's.");
        }
    }

    private static float[][] Values(Network network) => [.. network.ParameterSet.All.Select(parameter => (float[])[.. parameter.Read()])];

    private static async Task<double[]> Train(Network network)
    {
        using var trainer = new Trainer(network, new SolverOptions
        {
            BaseRate = 0.04,
            Policy = LearningRatePolicy.Poly,
            BatchSize = 2,
            MaxIterations = Steps,
            Augmentation = new MirrorAndJitter(Mirror: true),
        });
        await trainer.FitAsync(new Drawn());
        return [.. trainer.History.Losses];
    }

    private sealed class Drawn : IDataset
    {
        public int Count => 6;

        public string NameOf(int index) => $"drawn-{index}";

        public Sample Load(int index)
        {
            (Picture picture, LabelMap labels) = ShapePainter.Draw(Side, 5, index);
            return new Sample(NameOf(index), picture, labels);
        }
    }
}
