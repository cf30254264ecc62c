using System.Linq;
using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Networks.Tests;

/// <summary>Networks with sigmoid losses against an evaluation layer by layer and finite differences; what their descriptions say.</summary>
public sealed class SigmoidTests
{
    public static TheoryData<string, int, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int, int>();
            foreach (NetworkCase network in SigmoidCases.All)
                foreach ((int height, int width) in new[] { (7, 9), (8, 8), (1, 1), (37, 53) }) data.Add(network.Name, height, width);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_a_layer_by_layer_evaluation(string name, int height, int width)
    {
        using Device device = Device.Cpu();
        NetworkRun run = SigmoidCases.All.Single(network => network.Name == name).Check(device, height, width);
        if (height > 1) Assert.True(run.Labels.Distinct().Count() > 1, "Every pixel has one label, so that nothing was decided.");
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("score")]
    [InlineData("against the rest")]
    public void Gradients_are_finite_differences_of_the_loss(string name)
    {
        using Device device = Device.Cpu();
        using Network network = SigmoidCases.All.Single(network => network.Name == name).On(device);
        FiniteDifferences.Check(network, network.ParameterSet.All.Where(parameter => parameter.Info.IsTrained), 9, 11, step: 2e-3f);
    }

    [Fact]
    public void Descriptions_tell_losses_classes_and_thresholds()
    {
        Assert.Equal([("loss", 2, (byte?)255)], BinaryNet.Definition.Losses.Select(loss => (loss.Name, loss.Classes, loss.IgnoreLabel)));
        Assert.Equal([("loss", 5, (byte?)255)], AgainstTheRestNet.Definition.Losses.Select(loss => (loss.Name, loss.Classes, loss.IgnoreLabel)));
        Layer binary = Assert.Single(BinaryNet.Definition.Outputs), rest = Assert.Single(AgainstTheRestNet.Definition.Outputs), chance = ChanceNet.Definition.Outputs[1];
        Assert.Equal((1, 2, OutputValues.Logits, (float?)-0.405465096f), (binary.Channels, binary.Classes, binary.Values, binary.LabelThreshold));
        Assert.Equal((5, 5, OutputValues.Logits, null), (rest.Channels, rest.Classes, rest.Values, rest.LabelThreshold));
        Assert.Equal((1, 2, OutputValues.Probabilities, (float?)0.45f), (chance.Channels, chance.Classes, chance.Values, chance.LabelThreshold));
        Assert.Equal(OutputValues.Scores, Assert.Single(CompactFcn.Definition.Outputs).Values);
    }

    /// <summary>A kind that the compiler takes for a loss is one to the runtime, too.</summary>
    [Fact]
    public void Every_network_describes_as_many_losses_as_it_computes()
    {
        using Device device = Device.Cpu(1);
        int[] losses = [.. from type in typeof(SigmoidTests).Assembly.GetTypes()
            where type.IsSubclassOf(typeof(Network)) && type.GetConstructor([typeof(Device), typeof(int)]) is not null && type.Name.EndsWith("Net", System.StringComparison.Ordinal)
            select Compare(type)];
        Assert.True(losses.Length > 5 && losses.Sum() > 5);

        int Compare(System.Type type)
        {
            using var network = (Network)type.GetConstructor([typeof(Device), typeof(int)])!.Invoke([device, 1]);
            Assert.True(network.LossCount == network.Description.Losses.Count, type.Name);
            return network.LossCount;
        }
    }
}
