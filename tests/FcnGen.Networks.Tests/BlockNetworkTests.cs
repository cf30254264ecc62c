using System.Collections.Generic;
using System.IO;
using System.Linq;
using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Networks.Tests;

/// <summary>A network by its parts is the network written out: layers, parameters, outputs, gradients, files.</summary>
public class BlockNetworkTests
{
    [Fact]
    public void Description_is_that_of_the_network_written_out()
    {
        NetworkDescription units = UnitsNet.Definition, written = WrittenNet.Definition;
        Assert.Equal(written.Layers.Select(Text), units.Layers.Select(Text));
        Assert.Equal(written.Parameters.Select(p => p.Name + " " + string.Join('x', p.Shape)), units.Parameters.Select(p => p.Name + " " + string.Join('x', p.Shape)));
        Assert.Equal(written.MinSize, units.MinSize);
        Assert.Equal(["Layer2", "Score"], units.Outputs.Select(layer => layer.PropertyName));

        static string Text(Layer layer) => $"{layer} {string.Join(",", layer.Bottoms)}".Replace(layer.Bottoms.ToString()!, "");
    }

    [Theory]
    [InlineData(17, 22)]
    [InlineData(8, 8)]
    public void Outputs_and_gradients_are_those_of_the_network_written_out(int height, int width)
    {
        using Device device = Device.Cpu();
        using var units = new UnitsNet(device);
        using var written = new WrittenNet(device);
        NetworkCase.RandomiseBiases(units);
        NetworkCase.RandomiseBiases(written);
        float[] image = NetworkCase.RandomImage(3, height, width);
        byte[] labels = NetworkCase.RandomLabels(height, width, 3);
        NetworkRun found = NetworkRun.Of(units, image, labels, height, width, 1), expected = NetworkRun.Of(written, image, labels, height, width, 1);
        Assert.True(found.Scores.Distinct().Count() > 10 && found.Loss > 0);
        Assert.Equal(expected.Scores, found.Scores);
        Assert.Equal(expected.Labels, found.Labels);
        Assert.Equal(expected.Loss, found.Loss);
        Assert.Equal(expected.Gradients.Keys, found.Gradients.Keys);
        foreach (KeyValuePair<string, float[]> gradient in expected.Gradients)
        {
            Assert.Equal(gradient.Value, found.Gradients[gradient.Key]);
            Assert.Contains(gradient.Value, value => value != 0);
        }
    }

    [Fact]
    public void Layers_within_blocks_have_typed_parameters_and_load_by_their_names()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            using Device device = Device.Cpu();
            using var written = new WrittenNet(device, seed: 5);
            using var units = new UnitsNet(device, seed: 6);
            Assert.NotEqual(written.Parameters.Layer1_0_Conv1.Weight.Read(), units.Parameters.Layer1_0_Conv1.Weight.Read());
            written.Parameters.Save(file);
            units.Parameters.Load(file);
            Assert.Equal(written.Parameters.Layer2_Units_0_Down.Weight.Read(), units.Parameters.Layer2_Units_0_Down.Weight.Read());
            Assert.Equal("layer2.units.1.add", units.Layer2_Units.Name);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Block_by_itself_has_no_layers() =>
        Assert.Contains("networks that use it", Assert.Throws<System.NotSupportedException>(() => new ThinUnit().Conv1).Message);
}
