using System.Linq;
using FcnGen.Geometry;
using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Networks.Tests;

/// <summary>Networks with means of maps, broadcasts and resized maps against an evaluation layer by layer and finite differences.</summary>
public sealed class ContextTests
{
    [Theory]
    [InlineData(7, 9)]
    [InlineData(8, 8)]
    [InlineData(1, 1)]
    [InlineData(6, 1)]
    public void Means_of_maps_agree_with_a_layer_by_layer_evaluation(int height, int width)
    {
        using Device device = Device.Cpu();
        ContextCases.Context.Check(device, height, width);
    }

    [Theory]
    [InlineData(7, 9)]
    [InlineData(8, 8)]
    [InlineData(1, 1)]
    [InlineData(2, 13)]
    public void Resized_maps_agree_with_a_layer_by_layer_evaluation(int height, int width)
    {
        using Device device = Device.Cpu();
        ContextCases.Resized.Check(device, height, width);
    }

    [Fact]
    public void Gradients_through_means_of_maps_are_finite_differences_of_the_loss()
    {
        using Device device = Device.Cpu();
        using Network network = ContextCases.Context.On(device);
        Assert.Equal(12, network.ParameterSet.All.Count);
        FiniteDifferences.Check(network, network.ParameterSet.All, 9, 11, step: 2e-3f);
    }

    [Fact]
    public void Gradients_through_resized_maps_are_finite_differences_of_the_loss()
    {
        using Device device = Device.Cpu();
        using Network network = ContextCases.Resized.On(device);
        Assert.Equal(10, network.ParameterSet.All.Count);
        FiniteDifferences.Check(network, network.ParameterSet.All, 9, 11, step: 2e-3f);
    }

    [Fact]
    public void A_description_says_what_lies_nowhere_and_what_depends_on_the_size()
    {
        NetworkDescription context = ContextNet.Definition, resized = ResizedNet.Definition;
        Layer gist = context.Layers.Single(layer => layer.Name == "gist"), up = resized.Layers.Single(layer => layer.Name == "from_half");
        Assert.Equal((PositionForm.None, 0, 0), (gist.Position.Height.Form, gist.Map.Height.Stride, gist.ReceptiveField.Height));
        Assert.Equal((PositionForm.BySize, 0), (up.Position.Width.Form, up.Map.Width.Stride));
        Assert.Equal((PositionForm.Map, new CoordinateMap(2, new Rational(1, 2))), (context.Layers[2].Position.Height.Form, context.Layers[2].Map.Height));
        Assert.Equal((Position)context.Layers[2].Map.Height, context.Layers[2].Position.Height);
        Assert.All(new[] { (5, 7), (12, 1) }, size =>
        {
            Assert.Equal((1, 1), context.Sizes(size.Item1, size.Item2)[context.Layers.ToList().IndexOf(gist)]);
            Assert.Equal(size, resized.Sizes(size.Item1, size.Item2)[resized.Layers.ToList().IndexOf(up)]);
        });
    }
}
