using System;
using System.IO;
using System.Linq;
using FcnGen.Tests;

namespace FcnGen.Training.Tests;

public sealed class LabelMapTests : TemporaryFolder
{
    [Theory]
    [InlineData(1, 0, new byte[] { 0, 0b1010_0000 }, new byte[] { 1, 0, 1 })]
    [InlineData(2, 3, new byte[] { 0, 0b1101_1000 }, new byte[] { 3, 1, 2 })]
    [InlineData(4, 3, new byte[] { 0, 0x5A, 0xF0 }, new byte[] { 5, 10, 15 })]
    [InlineData(8, 0, new byte[] { 0, 0, 11, 255 }, new byte[] { 0, 11, 255 })]
    public void Values_of_every_depth_are_kept(int bits, int color, byte[] row, byte[] expected)
    {
        LabelMap map = LabelMap.Decode(TestPictures.Png(1, 3, bits, color, row, palette: color == 3), "x");
        Assert.Equal(expected, map.Labels);
    }

    [Fact]
    public void Every_row_filter_is_undone()
    {
        // Rows 1 2 4 / 3 5 8 / 9 9 9 / 1 0 7 / 6 6 2, filtered by hand with none, sub, up, average, Paeth.
        byte[] rows =
        [
            0, 1, 2, 4,
            1, 3, 2, 3,
            2, 6, 4, 1,
            3, 1 - 4 + 256, 0 - 5 + 256, 7 - 4,
            4, 6 - 1, 0, 2 - 7 + 256,
        ];
        // Paeth of (left 6, up 0, corner 1): estimate 5, nearest is 6. Paeth of (6, 7, 0): estimate 13, nearest is 7.
        byte[] expected = [1, 2, 4, 3, 5, 8, 9, 9, 9, 1, 0, 7, 6, 6, 2];
        Assert.Equal(expected, LabelMap.Decode(TestPictures.Png(5, 3, 8, 3, rows, palette: true), "x").Labels);
    }

    [Fact]
    public void Colour_labels_are_refused()
    {
        string message = Assert.Throws<LabelFormatException>(() => LabelMap.Decode(TestPictures.Png(1, 1, 8, 2, [0, 1, 2, 3]), "rgb.png")).Message;
        Assert.Contains("rgb.png holds colours (3 channels)", message);
    }

    [Fact]
    public void Labels_of_16_bits_are_read_where_they_fit()
    {
        Assert.Equal(new byte[] { 7, 255 }, LabelMap.Decode(TestPictures.Png(1, 2, 16, 0, [0, 0, 7, 0, 255]), "deep.png").Labels);
        string message = Assert.Throws<LabelFormatException>(() => LabelMap.Decode(TestPictures.Png(1, 2, 16, 0, [0, 0, 7, 1, 4]), "deep.png")).Message;
        Assert.Contains("the label 260 at row 0, column 1", message);
    }

    [Fact]
    public void Interlaced_labels_are_read()
    {
        int[] classes = [.. Enumerable.Range(0, 9 * 11).Select(i => i * 7 % 16)];
        byte[] file = TestPictures.Png(9, 11, 4, 3, TestPictures.PngRows(9, 11, 1, 4, classes, true, new Random(1)), palette: true, interlaced: true);
        Assert.Equal(classes, LabelMap.Decode(file, "x").Labels.Select(label => (int)label));
    }

    [Fact]
    public void A_label_map_that_its_bytes_cannot_hold_is_refused()
    {
        string message = Assert.Throws<LabelFormatException>(() => LabelMap.Decode(TestPictures.Png(1, 1 << 28, 8, 0, new byte[40]), "line.png")).Message;
        Assert.Contains("1x268435456", message);
        Assert.Contains("damaged or cut short", message);
    }

    [Fact]
    public void Damaged_labels_are_refused()
    {
        byte[] file = TestPictures.Png(4, 3, 8, 3, new byte[16], palette: true);
        for (int length = 0; length < file.Length; length++)
            Assert.Throws<LabelFormatException>(() => LabelMap.Decode(file[..length], "cut"));
        Assert.Throws<LabelFormatException>(() => LabelMap.Decode(TestPictures.Png(4, 3, 8, 3, new byte[12], palette: true), "short"));
        Assert.Throws<LabelFormatException>(() => LabelMap.Decode(TestPictures.Png(1, 1, 8, 3, [9, 0], palette: true), "filter"));
    }

    [Fact]
    public void Saved_labels_keep_indices_and_show_palette_colours()
    {
        var map = new LabelMap([0, 1, 15, 255], 4, 1);
        map.Save(At("a.png"));
        Assert.Equal(map.Labels, LabelMap.Load(At("a.png")).Labels);
        // An independent decoder sees the colours of PASCAL VOC.
        Assert.Equal(new byte[] { 0, 0, 0, 128, 0, 0, 192, 128, 128, 224, 224, 192 }, Picture.Load(At("a.png")).Pixels);
        map.Save(At("b.png"), new Palette(new Rgb(1, 2, 3), new Rgb(4, 5, 6)));
        Assert.Equal(new byte[] { 1, 2, 3, 4, 5, 6 }, Picture.Load(At("b.png")).Pixels[..6]);
    }

    [Theory]
    [InlineData(2, 0, 128, 0)]
    [InlineData(20, 0, 64, 128)]
    public void Palette_is_that_of_voc(byte label, byte red, byte green, byte blue) => Assert.Equal(new Rgb(red, green, blue), Palette.Voc[label]);

    [SharedFact("data/camvid")]
    public void Camvid_labels_are_indices_up_to_the_void_class()
    {
        var camvid = new ListFile(Shared.At("data", "camvid", "train.txt"));
        Assert.Equal(367, camvid.Count);
        bool[] seen = new bool[256];
        for (int i = 0; i < camvid.Count; i += 20)
        {
            Sample sample = camvid.Load(i);
            Assert.Equal((360, 480), (sample.Labels.Height, sample.Labels.Width));
            foreach (byte label in sample.Labels.Labels) seen[label] = true;
        }

        Assert.Equal(Enumerable.Range(0, 12), Enumerable.Range(0, 256).Where(label => seen[label]));
        Assert.Throws<LabelMismatchException>(() => camvid.Load(0).CheckLabels(11, 255));
        camvid.Load(0).CheckLabels(11, 11);
    }

    [SharedFact("data/dsb2018-nuclei")]
    public void Nuclei_labels_are_palette_indices()
    {
        var nuclei = new FolderPairs(Shared.At("data", "dsb2018-nuclei"));
        Assert.Equal(538, nuclei.Count);
        Assert.Equal("00071198d059ba7f", nuclei.NameOf(0));
        Sample sample = nuclei.Load(0);
        Assert.Equal([0, 1], sample.Labels.Labels.Distinct().Order().Select(label => (int)label));
        // The index published with the data: fraction of foreground 0.0872.
        Assert.Equal(0.0872, sample.Labels.Labels.Average(label => label), 4);
        (IDataset training, IDataset heldOut) = nuclei.Split(every: 5);
        Assert.Equal((430, 108), (training.Count, heldOut.Count));
    }

    [SharedFact("data/voc-samples")]
    public void Voc_labels_hold_classes_and_void()
    {
        string[] paths = Directory.GetFiles(Shared.At("data", "voc-samples", "voc21"), "*.png");
        Assert.NotEmpty(paths);
        foreach (string path in paths)
        {
            LabelMap map = LabelMap.Load(path);
            new Sample(path, new Picture(new byte[map.Labels.Length * 3], map.Width, map.Height), map).CheckLabels(21, 255);
            Assert.Contains((byte)255, map.Labels);
            Assert.Contains((byte)0, map.Labels);
        }
    }
}
