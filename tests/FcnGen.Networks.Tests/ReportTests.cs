using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FcnGen.Samples.Fcn.Inspection;

namespace FcnGen.Networks.Tests;

/// <summary>What <c>fcn inspect --json</c> says where height and width differ: pairs; elsewhere numbers, as ever.</summary>
public sealed class ReportTests
{
    private static readonly ArenaReport s_arena = new(1, 2);

    [Theory]
    [InlineData("a", "[3,5]", "[1,2]", "[4,6]", "[5,8]", "[3,5]", "[1,2]", "[-3,-4]")]
    [InlineData("pool", "[2,3]", "[2,1]", "[0,1]", null, "[4,9]", "2", "[-2.5,-4]")]
    [InlineData("side", "1", "1", "0", null, "[3,5]", "[1,2]", "[-3,-4]")]
    [InlineData("up", "[4,3]", "[2,1]", "[0,1]", "[-1,1]", "[26,33]", "[1,2]", "-4")]
    [InlineData("score", "1", "1", "0", null, "[26,35]", "1", "0")]
    public void Oblong_layers_have_pairs(string layer, string kernel, string stride, string pad, string? padEnd, string field, string cumulative, string offset)
    {
        JsonElement found = Report(OblongNet.Definition, 9, 14).GetProperty("layers").EnumerateArray().Single(one => one.GetProperty("name").GetString() == layer);
        string?[] texts = [.. new[] { "kernel", "stride", "pad", "padEnd", "receptiveField", "cumulativeStride", "offset" }
            .Select(name => found.TryGetProperty(name, out JsonElement value) ? string.Concat(value.GetRawText().Where(c => !char.IsWhiteSpace(c))) : null)];
        Assert.Equal<IEnumerable<string?>>([kernel, stride, pad, padEnd, field, cumulative, offset], texts);
    }

    [Fact]
    public void Crops_and_sizes_are_pairs_only_where_they_differ()
    {
        JsonElement oblong = Report(OblongNet.Definition, 9, 14), wide = Report(WideClassifier.Definition, 9, 18), square = Report(LeNet.Definition, 28, 28);
        Assert.Equal(["up_c [1,0]", "score [3,5]"], oblong.GetProperty("crops").EnumerateObject().Select(crop => crop.Name + " " + string.Concat(crop.Value.GetRawText().Where(c => !char.IsWhiteSpace(c)))));
        Assert.Equal(JsonValueKind.Number, oblong.GetProperty("minSize").ValueKind);
        Assert.False(oblong.TryGetProperty("fixedSize", out _));
        Assert.Equal([9, 18], wide.GetProperty("minSize").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal([9, 18], wide.GetProperty("fixedSize").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal(28, square.GetProperty("minSize").GetInt32());
        Assert.Equal([28, 28], square.GetProperty("fixedSize").EnumerateArray().Select(side => side.GetInt32()));
    }

    [Fact]
    public void Labels_by_a_threshold_are_told_and_others_are_not()
    {
        JsonElement[] layers = [.. Report(BinaryNet.Definition, 9, 14).GetProperty("layers").EnumerateArray(), .. Report(OblongNet.Definition, 9, 14).GetProperty("layers").EnumerateArray()];
        JsonElement told = Assert.Single(layers, layer => layer.TryGetProperty("labelThreshold", out _));
        Assert.Equal(("score", 2), (told.GetProperty("name").GetString(), told.GetProperty("classes").GetInt32()));
        Assert.Equal(-0.405465096f, told.GetProperty("labelThreshold").GetSingle());
        Assert.Single(layers, layer => layer.TryGetProperty("classes", out _));
    }

    private static JsonElement Report(NetworkDescription network, int height, int width) =>
        JsonSerializer.SerializeToElement(NetworkReport.Of(network, height, width, s_arena), ReportJson.Default.NetworkReport);
}
