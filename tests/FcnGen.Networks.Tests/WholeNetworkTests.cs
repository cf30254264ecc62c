using System;
using System.Linq;
using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Networks.Tests;

/// <summary>
/// Whole thin networks against an independent evaluation in double precision: scores, labels, losses, and the gradient of every
/// parameter.
/// </summary>
public class WholeNetworkTests
{
    public static TheoryData<string, int, int> Cases => new MatrixTheoryData();

    private sealed class MatrixTheoryData : TheoryData<string, int, int>
    {
        public MatrixTheoryData()
        {
            foreach (NetworkCase network in ThinCases.All)
                foreach ((int height, int width) in new[] { (37, 53), (1, 1) }) Add(network.Name, height, width);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_a_layer_by_layer_evaluation(string name, int height, int width)
    {
        using Device device = Device.Cpu();
        ThinCases.All.Single(network => network.Name == name).Check(device, height, width);
    }

    [Fact]
    public void A_branched_network_with_two_inputs_and_two_heads_agrees_too()
    {
        using Device device = Device.Cpu();
        BranchedCase.Check(device);
    }

    [Fact]
    public void A_network_with_two_inputs_does_not_run_on_one()
    {
        using Device device = Device.Cpu();
        using var network = new BranchedNet(device);
        var image = new float[3 * 13 * 18];
        var labels = new byte[13 * 18];
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => network.Segment(image, labels, 1, 13, 18));
        Assert.Contains("color, depth", error.Message);
        Assert.Throws<InvalidOperationException>(() => network.ForwardTraining(image, labels, 1, 13, 18));
        Assert.Throws<InvalidOperationException>(() => network.Forward(image, new float[3 * 13 * 18], 1, 13, 18));
    }
}
