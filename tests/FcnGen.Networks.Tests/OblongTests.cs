using System;
using System.Linq;
using FcnGen.Geometry;
using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Networks.Tests;

/// <summary>Windows that are other ones down the rows than along them.</summary>
public sealed class OblongTests
{
    [Theory]
    [InlineData(9, 14)]
    [InlineData(8, 7)]
    [InlineData(1, 1)]
    [InlineData(4, 21)]
    public void Agree_with_a_layer_by_layer_evaluation(int height, int width)
    {
        using Device device = Device.Cpu();
        OblongCase.All.Check(device, height, width);
    }

    /// <summary>The rule of section 3 and the coordinates, each axis by itself.</summary>
    [Theory]
    [InlineData("a", "3x5", "1x2", "-3x-4", "4x6", "5x8")]
    [InlineData("pool", "4x9", "2", "-5/2x-4", "0x1", "0x1")]
    [InlineData("row", "4x21", "2", "-5/2x-4", "0x3", "0x3")]
    [InlineData("column", "16x21", "2", "-5/2x-4", "3x0", "3x0")]
    [InlineData("mean", "20x21", "2", "-5/2x-4", "1x0", "1x0")]
    [InlineData("sparse", "24x29", "2", "-5/2x-4", "1x2", "1x2")]
    [InlineData("up", "26x33", "1x2", "-4", "0x1", "-1x1")]
    [InlineData("upscore", "26x35", "1", "-3x-5", "0", "0")]
    public void Fields_and_coordinates_are_kept_per_axis(string name, string field, string stride, string offset, string pad, string padEnd)
    {
        Layer layer = OblongNet.Definition.Layers.Single(l => l.Name == name);
        Assert.Equal(
            (field, stride, offset, pad, padEnd),
            (layer.ReceptiveField.ToString(), layer.Map.Select(m => m.Stride).ToString(), layer.Map.Select(m => m.Offset).ToString(), layer.Pad.ToString(), layer.PadEnd.ToString()));
    }

    [Fact]
    public void Crops_are_kept_per_axis()
    {
        Assert.Equal(
            [("up_c", new PerAxis<int>(1, 0)), ("score", new PerAxis<int>(3, 5))],
            OblongNet.Definition.Layers.Where(l => l.Kind == LayerKind.Crop).Select(l => (l.Name, l.CropOffset)));
    }

    [Fact]
    public void Gradients_are_finite_differences_of_the_loss()
    {
        using Device device = Device.Cpu();
        using Network network = OblongCase.All.On(device);
        FiniteDifferences.Check(network, network.ParameterSet.All.Where(p => p.Info.IsTrained), 6, 9, step: 5e-4f);
    }
}
