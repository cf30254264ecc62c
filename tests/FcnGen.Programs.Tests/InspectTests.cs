using System;
using System.Linq;
using System.Text.Json;
using FcnGen.Programs.Tests.Support;

namespace FcnGen.Programs.Tests;

/// <summary><c>inspect --json</c> against the published figures of the networks.</summary>
public class InspectTests
{
    [Theory]
    [InlineData("Fcn32s", 136_152_917, 134_346_581, "score 19")]
    [InlineData("Fcn16s", 134_815_994, 134_357_354, "score_pool4c 5, score 27")]
    [InlineData("Fcn8s", 134_489_759, 134_362_751, "score_pool4c 5, score_pool3c 9, score 31")]
    [InlineData("Fcn8sAtOnce", 134_490_527, 134_362_751, "score_pool4c 5, score_pool3c 9, score 31")]
    [InlineData("FcnAlexNet", 58_704_590, 56_954_261, "score 18")]
    public void Totals_and_crops_are_the_published_ones(string net, long parameters, long convolutions, string crops)
    {
        JsonElement report = Inspect(net, "500x500");
        Assert.Equal(net, report.GetProperty("network").GetString());
        Assert.Equal(parameters, report.GetProperty("parameters").GetInt64());
        Assert.Equal(convolutions, report.GetProperty("convParameters").GetInt64());
        Assert.Equal(1, report.GetProperty("minSize").GetInt32());
        Assert.Equal(crops, string.Join(", ", report.GetProperty("crops").EnumerateObject().Select(crop => $"{crop.Name} {crop.Value}")));
        Assert.True(report.GetProperty("arenaBytes").GetProperty("inference").GetInt64() > 500 * 500);
        Assert.True(
            report.GetProperty("arenaBytes").GetProperty("training").GetInt64() > report.GetProperty("arenaBytes").GetProperty("inference").GetInt64());
    }

    [Theory]
    [InlineData("Fcn8s", "conv1_1", "3", "1", "-99", 698, 1_792)]
    [InlineData("Fcn8s", "pool1", "6", "2", "-98.5", 349, 0)]
    [InlineData("Fcn8s", "pool3", "44", "8", "-95.5", 88, 0)]
    [InlineData("Fcn8s", "pool4", "100", "16", "-91.5", 44, 0)]
    [InlineData("Fcn8s", "pool5", "212", "32", "-83.5", 22, 0)]
    [InlineData("Fcn8s", "fc6", "404", "32", "12.5", 16, 102_764_544)]
    [InlineData("Fcn8s", "fc7", "404", "32", "12.5", 16, 16_781_312)]
    [InlineData("Fcn8s", "score_fr", "404", "32", "12.5", 16, 86_037)]
    [InlineData("Fcn8s", "upscore2", null, "16", "-11.5", 34, 7_056)]
    [InlineData("Fcn8s", "upscore_pool4", null, "8", "-23.5", 70, 7_056)]
    [InlineData("Fcn8s", "upscore8", null, "1", "-31", 568, 112_896)]
    [InlineData("Fcn8s", "score", null, "1", "0", 500, 0)]
    [InlineData("Fcn16s", "upscore16", null, "1", "-27", 560, 451_584)]
    [InlineData("Fcn32s", "upscore", null, "1", "-19", 544, 1_806_336)]
    [InlineData("FcnAlexNet", "conv1", "11", "4", "-95", 173, 34_944)]
    [InlineData("FcnAlexNet", "pool2", "67", "16", "-83", 43, 0)]
    [InlineData("FcnAlexNet", "pool5", "195", "32", "-67", 21, 0)]
    [InlineData("FcnAlexNet", "fc6", "355", "32", "13", 16, 37_752_832)]
    [InlineData("FcnAlexNet", "upscore", null, "1", "-18", 543, 1_750_329)]
    public void A_layer_has_the_published_field_stride_offset_size_and_parameters(
        string net, string layer, string? field, string stride, string offset, int size, long parameters)
    {
        JsonElement found = Inspect(net, "500x500").GetProperty("layers").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == layer);
        // The raw text, because "exact decimal" is a promise about what is printed.
        if (field is not null) Assert.Equal(field, found.GetProperty("receptiveField").GetRawText());
        Assert.Equal(stride, found.GetProperty("cumulativeStride").GetRawText());
        Assert.Equal(offset, found.GetProperty("offset").GetRawText());
        Assert.Equal([size, size], found.GetProperty("size").EnumerateArray().Select(one => one.GetInt32()));
        Assert.Equal(parameters, found.GetProperty("parameters").GetInt64());
    }

    [Fact]
    public void Preprocessing_of_the_input_is_told()
    {
        JsonElement input = Inspect("CompactFcn", "64x64").GetProperty("inputs").EnumerateArray().Single();
        Assert.Equal(("data", 3, "Rgb", 1 / 64.0), (
            input.GetProperty("name").GetString(), input.GetProperty("channels").GetInt32(), input.GetProperty("order").GetString(), input.GetProperty("scale").GetDouble()));
        Assert.Equal([127.5, 127.5, 127.5], input.GetProperty("mean").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Empty(input.GetProperty("deviation").EnumerateArray());
    }

    [Fact]
    public void Height_comes_before_width_and_flops_count_multiplications_and_additions()
    {
        JsonElement conv = Inspect("fcn-8s", "375x500").GetProperty("layers").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == "conv1_1");
        Assert.Equal([573, 698], conv.GetProperty("size").EnumerateArray().Select(one => one.GetInt32()));
        Assert.Equal(2L * 573 * 698 * 64 * 27, conv.GetProperty("flops").GetInt64());
        Assert.Equal("data", conv.GetProperty("bottom")[0].GetString());
        Assert.Equal(3, conv.GetProperty("kernel").GetInt32());
        Assert.Equal(100, conv.GetProperty("pad").GetInt32());
    }

    [Fact]
    public void The_table_shows_every_layer()
    {
        string table = Launch.Fcn("inspect", "Fcn8s", "--size", "500x500").Succeeded().Output;
        foreach (string text in new[] { "score_pool3c", "102,764,544", "-95.5", "404", "568x568", "134,362,751", "score 31", "order BGR, mean 104.00699 116.66877 122.67892" })
            Assert.Contains(text, table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect", "Fcn99")]
    [InlineData("inspect", "Fcn8s", "--size", "500")]
    [InlineData("inspect", "Fcn8s", "--size", "0x5")]
    [InlineData("inspect")]
    [InlineData("frobnicate")]
    [InlineData("segment", "--net", "Fcn8s")]
    public void A_wrong_command_line_is_a_usage_error(params string[] arguments)
    {
        Outcome outcome = Launch.Fcn(arguments);
        Assert.Equal(2, outcome.ExitCode);
        Assert.NotEqual("", outcome.Error.Trim());
        Assert.DoesNotContain("   at ", outcome.Output + outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_lists_the_commands()
    {
        string help = Launch.Fcn("--help").Succeeded().Output;
        foreach (string command in new[] { "train", "evaluate", "segment", "inspect", "init" }) Assert.Contains(command, help, StringComparison.Ordinal);
    }

    private static JsonElement Inspect(string net, string size) =>
        JsonDocument.Parse(Launch.Fcn("inspect", net, "--size", size, "--json").Succeeded().Output).RootElement;
}
