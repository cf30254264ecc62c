using System;
using System.IO;
using System.Linq;
using System.Threading;

namespace FcnGen.Training.Tests;

/// <summary>Label PNGs whose pixels are colours.</summary>
public sealed class ColorLabelTests : TemporaryFolder
{
    private static readonly byte[] s_pixels = [0, 0, 0, 128, 64, 128, 128, 64, 128, 0, 0, 142, 64, 0, 64, 0, 0, 0];

    private static readonly ClassTable s_table = new(
        [new(0, "ground", new Rgb(0, 0, 0)), new(1, "road", new Rgb(128, 64, 128)), new(2, "Void", new Rgb(64, 0, 64)), new(3, "car", new Rgb(0, 0, 142))], "colors.txt");

    [Fact]
    public void Each_colour_becomes_its_class_and_void_becomes_255()
    {
        new Picture(s_pixels, 3, 2).Save(At("image", "a.png"));
        new Picture(s_pixels, 3, 2).Save(At("label", "a.png"));
        var pairs = new FolderPairs(Folder) { LabelColors = s_table };
        Assert.Equal([0, 1, 1, 3, 255, 0], pairs.Load(0).Labels.Labels);
        Assert.Contains("1=804080", pairs.FilesOf(0)!.Reading);
        Assert.NotEqual(pairs.FilesOf(0), new FolderPairs(Folder).FilesOf(0));
    }

    [Fact]
    public void Palette_pngs_are_read_by_their_colours_too()
    {
        // TestPictures' palette: entry i is (255 - 3i, 254 - 3i, 253 - 3i).
        File.WriteAllBytes(At("a.png"), TestPictures.Png(1, 2, 8, 3, [0, 0, 2], palette: true));
        var table = new ClassTable([new(5, "a", new Rgb(255, 254, 253)), new(6, "b", new Rgb(249, 248, 247))]);
        Assert.Equal([5, 6], LabelMap.Load(At("a.png"), table).Labels);
    }

    [Fact]
    public void A_colour_without_a_class_names_colour_picture_and_place()
    {
        new Picture([0, 0, 0, 1, 2, 3, 9, 9, 9, 9, 9, 9], 2, 2).Save(At("a.png"));
        string message = Assert.Throws<LabelFormatException>(() => LabelMap.Load(At("a.png"), s_table)).Message;
        Assert.Contains(At("a.png") + " has the colour 1 2 3 at row 0, column 1, which colors.txt does not give to a class", message);
        Assert.Contains("9 9 9 50 %, 1 2 3 25 %", message);
    }

    [Fact]
    public void Without_a_table_the_colours_found_and_the_option_are_named()
    {
        new Picture(s_pixels, 3, 2).Save(At("a.png"));
        string message = Assert.Throws<LabelFormatException>(() => LabelMap.Load(At("a.png"))).Message;
        Assert.Contains("--label-palette FILE", message);
        Assert.Contains("0 0 0 33.33 %, 128 64 128 33.33 %, 0 0 142 16.67 %, 64 0 64 16.67 %", message);
        TestPictures.Noise(20, 20, 1).Save(At("a.png"));
        Assert.Contains("more.", Assert.Throws<LabelFormatException>(() => LabelMap.Load(At("a.png"))).Message);
    }

    [Fact]
    public void Tables_that_cannot_tell_colours_apart_are_refused()
    {
        new Picture(s_pixels, 3, 2).Save(At("a.png"));
        var same = new ClassTable([new(0, "road", new Rgb(0, 0, 0)), new(1, "sky", new Rgb(0, 0, 0))]);
        Assert.Contains("to road and to sky", Assert.Throws<ClassTableException>(() => LabelMap.Load(At("a.png"), same)).Message);
        Assert.Contains("gives no colours", Assert.Throws<ClassTableException>(() => LabelMap.Load(At("a.png"), new ClassTable([new(0, "road", null)]))).Message);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        new Picture(s_pixels, 3, 2).Save(At("a.png"));
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => LabelMap.Load(At("a.png"), s_table, cancelled));
        Assert.Throws<OperationCanceledException>(() => LabelMap.Load(At("a.png"), cancelled));
    }

    [Fact]
    public void Pngs_that_cannot_be_read_are_errors_of_labels()
    {
        File.WriteAllBytes(At("a.png"), [0xFF, 0xD8, 0xFF]);
        Assert.Contains("not a PNG", Assert.Throws<LabelFormatException>(() => LabelMap.Load(At("a.png"), s_table)).Message);
        byte[] whole = TestPictures.Png(1, 1, 8, 2, [0, 1, 2, 3]);
        File.WriteAllBytes(At("a.png"), whole[..^20]);
        Assert.Contains(At("a.png"), Assert.Throws<LabelFormatException>(() => LabelMap.Load(At("a.png"), s_table)).Message);
        Assert.Throws<LabelFormatException>(() => LabelMap.Load(At("a.png")));
    }
}
