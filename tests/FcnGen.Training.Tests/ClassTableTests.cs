using System;
using System.IO;
using System.Linq;

namespace FcnGen.Training.Tests;

/// <summary>Names and colours of classes in the forms that data sets and labelling tools have.</summary>
public sealed class ClassTableTests : TemporaryFolder
{
    private const string Two = "0 sky 808080|1 traffic light C08040";

    [Theory]
    [InlineData("128 128 128 sky\n192 128 64 traffic light\n")]
    [InlineData("\uFEFF# CamVid\r\n128 128 128\tsky\r\n192 128 64\ttraffic light\r\n")]
    [InlineData("sky 128 128 128\ntraffic light 192 128 64")]
    [InlineData("name,r,g,b\nsky,128,128,128\ntraffic light,192,128,64\n")]
    [InlineData("Name;Id;Color\nsky;0;#808080\ntraffic light;1;#C08040")]
    [InlineData("id\tname\tcolour\n1\ttraffic light\t(192, 128, 64)\n0\tsky\t128 128 128")]
    [InlineData("sky,128,128,128\n\"traffic light\",192,128,64")]
    [InlineData("0 128 128 128 sky\n1 192 128 64 traffic light")]
    [InlineData("1,traffic light,192,128,64\n0,sky,128,128,128")]
    [InlineData("#808080 sky\n#C08040 traffic light")]
    [InlineData("# label:color_rgb:parts:actions\nsky:128,128,128::\ntraffic light:192,128,64::\n")]
    [InlineData("[{\"name\": \"sky\", \"color\": [128, 128, 128]}, {\"name\": \"traffic light\", \"color\": \"#c08040\"}]")]
    [InlineData("{\"sky\": [128, 128, 128], \"traffic light\": [192, 128, 64]}")]
    [InlineData("{\"categories\": [{\"id\": 1, \"name\": \"traffic light\", \"color\": [192, 128, 64]}, {\"id\": 0, \"name\": \"sky\", \"color\": [128, 128, 128]}]}")]
    public void Names_and_colours_are_read_in_every_form(string text) => Assert.Equal(Two, Describe(Read(text)));

    [Theory]
    [InlineData("sky\ntraffic light")]
    [InlineData("0 sky\n1 traffic light")]
    [InlineData("0: sky\n1: traffic light")]
    [InlineData("1,traffic light\n0,sky")]
    [InlineData("[\"sky\", \"traffic light\"]")]
    [InlineData("{\"0\": \"sky\", \"1\": \"traffic light\"}")]
    [InlineData("{\"id2label\": {\"0\": \"sky\", \"1\": \"traffic light\"}}")]
    [InlineData("{\"traffic light\": 1, \"sky\": 0}")]
    public void Names_alone_are_read_in_every_form(string text) => Assert.Equal("0 sky |1 traffic light ", Describe(Read(text)));

    [Fact]
    public void Colours_alone_and_names_with_numbers_are_read()
    {
        Assert.Equal("0  000000|1  800000", Describe(Read("0 0 0\n128 0 0")));
        Assert.Equal("0 zone 1 |1 3 wheeler ", Describe(Read("zone 1\n3 wheeler")));
        Assert.Equal("0 person,rider ", Describe(Read("person,rider")));
        Assert.Equal("0 road 010203|1 square, bright 040506", Describe(Read("1 2 3 road\n4 5 6 square, bright")));
    }

    [Fact]
    public void A_name_of_null_is_none()
    {
        ClassTable table = Read("[{\"name\": null, \"color\": \"#010203\"}, {\"name\": \"road\"}]");
        Assert.Equal("0  010203|1 road ", Describe(table));
        Assert.Equal(["0", "road"], table.Names(2));
        Assert.False(table.Entries[0].IsBackground);
    }

    [Theory]
    [InlineData("", "names no class")]
    [InlineData("# only a comment", "names no class")]
    [InlineData("128 64 128 road\nsidewalk", "line 2: \"sidewalk\"")]
    [InlineData("128 64 128 road\n300 0 0 sky", "line 2: \"300 0 0 sky\"")]
    [InlineData("road,128,64,128,255", "line 1: \"road,128,64,128,255\"")]
    [InlineData("1 road\n1 sky", "the number 1 to both \"road\" and \"sky\"")]
    [InlineData("[{\"color\": [1, 2, 3]}]", "entry 1 has no \"name\"")]
    [InlineData("[{\"name\": \"road\", \"color\": [1, 2]}]", "three parts")]
    [InlineData("{\"road\": ", "in JSON")]
    [InlineData("[300, 2]", "in JSON")]
    public void Other_files_are_refused_with_the_place(string text, string expected)
    {
        string message = Assert.Throws<ClassTableException>(() => Read(text)).Message;
        Assert.Contains(At("classes.txt"), message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void Names_fall_back_to_numbers_and_colours_to_those_of_voc()
    {
        ClassTable table = Read("0 0 255 sky\n10 20 30 road");
        Assert.Equal(["sky", "road", "2"], table.Names(3));
        Assert.Equal(new Rgb(10, 20, 30), table.Palette[1]);
        Assert.Equal(Palette.Voc[2], table.Palette[2]);
        Assert.Equal(Palette.Voc[0], Read("sky\nroad").Palette[0]);
    }

    [Theory]
    [InlineData("background\nroad", 0)]
    [InlineData("Void\nroad", 0)]
    [InlineData("unlabelled\nroad", 0)]
    [InlineData("0 0 0\n128 0 0", 0)]
    [InlineData("1 road", 0)]
    [InlineData("sky\nroad", -1)]
    public void Class_0_is_transparent_only_where_it_is_a_background(string text, int transparent)
    {
        ClassTable table = Read(text);
        Assert.Equal(transparent, table.Transparent);
        var picture = new Picture([100, 100, 100], 1, 1);
        Picture overlay = Overlay.Blend(picture, LabelMap.Filled(0, 1, 1), table);
        Assert.Equal(transparent == 0, overlay.Pixels.SequenceEqual(picture.Pixels));
    }

    private static string Describe(ClassTable table) => string.Join('|', table.Entries.Select(entry =>
        $"{entry.Label} {entry.Name} {(entry.Color is { } color ? $"{color.Red:X2}{color.Green:X2}{color.Blue:X2}" : "")}"));

    private ClassTable Read(string text)
    {
        File.WriteAllText(At("classes.txt"), text);
        return ClassTable.Load(At("classes.txt"));
    }
}
