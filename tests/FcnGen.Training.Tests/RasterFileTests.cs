using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

/// <summary>Files whose channels and bits are kept.</summary>
public sealed class RasterFileTests : TemporaryFolder
{
    [Theory]
    [InlineData(0, 1, 16)]
    [InlineData(4, 2, 16)]
    [InlineData(2, 3, 16)]
    [InlineData(6, 4, 16)]
    [InlineData(0, 1, 8)]
    [InlineData(4, 2, 8)]
    [InlineData(2, 3, 8)]
    [InlineData(6, 4, 8)]
    public void A_png_keeps_every_channel_and_bit(int color, int channels, int bits)
    {
        var random = new Random(color * 100 + bits);
        foreach (bool interlaced in new[] { false, true })
        {
            int[] values = [.. Enumerable.Range(0, 11 * 13 * channels).Select(_ => random.Next(1 << bits))];
            byte[] file = TestPictures.Png(11, 13, bits, color, TestPictures.PngRows(11, 13, channels, bits, values, interlaced, random), interlaced: interlaced);
            Raster raster = Raster.Decode(file, "x");
            Assert.Equal((11, 13, channels, bits), (raster.Height, raster.Width, raster.Channels, raster.BitDepth));
            Assert.Equal(values, raster.Values8?.Select(value => (int)value) ?? raster.Values16!.Select(value => (int)value));
            File.WriteAllBytes(At("x.png"), file);
            Assert.Equal(raster.Values16, Raster.Load(At("x.png")).Values16);
            Assert.Equal(raster.Values8, Raster.Load(new MemoryStream(file), "x").Values8);
        }
    }

    [Fact]
    public void Few_bits_and_palettes_are_what_a_picture_has()
    {
        Raster grey = Raster.Decode(TestPictures.Png(1, 4, 2, 0, [0, 0b00_01_10_11]), "x");
        Assert.Equal(1, grey.Channels);
        Assert.Equal(new byte[] { 0, 85, 170, 255 }, grey.Values8);
        byte[] indexed = TestPictures.Png(1, 2, 8, 3, [0, 3, 9], palette: true);
        Assert.Equal(Picture.Decode(indexed, "x").Pixels, Raster.Decode(indexed, "x").Values8);
    }

    [Fact]
    public void Orientation_turns_every_channel()
    {
        // Six: the first row belongs to the right edge.
        byte[] exif = [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        Raster raster = Raster.Decode(TestPictures.Png(2, 1, 16, 4, [0, 1, 1, 2, 2, 0, 3, 3, 4, 4], extra: ("eXIf", exif)), "x");
        Assert.Equal((1, 2, 2), (raster.Height, raster.Width, raster.Channels));
        Assert.Equal(new ushort[] { 0x303, 0x404, 0x101, 0x202 }, raster.Values16);
    }

    [Fact]
    public void A_jpeg_gives_three_channels_and_a_grey_one_one()
    {
        byte[] grey = TestJpegs.Grey, color = TestJpegs.Baseline;
        Assert.Equal(1, Raster.Decode(grey, "x").Channels);
        Assert.Equal(Picture.Decode(grey, "x").Pixels.Where((_, i) => i % 3 == 0), Raster.Decode(grey, "x").Values8);
        Assert.Equal(Picture.Decode(color, "x").Pixels, Raster.Decode(color, "x").Values8);
    }

    [Theory]
    [InlineData("|u1", "(2, 3)", 1, 8)]
    [InlineData("|u1", "(2, 3, 2)", 2, 8)]
    [InlineData("<u2", "(2, 3)", 1, 16)]
    [InlineData("<u2", "(2, 3, 5)", 5, 16)]
    public void An_array_of_numpy_is_read(string type, string shape, int channels, int bits)
    {
        byte[] data = [.. Enumerable.Range(0, 6 * channels * bits / 8).Select(i => (byte)(i * 7 + 1))];
        Raster raster = Raster.Decode(Npy(type, shape, data), "a.npy");
        Assert.Equal((2, 3, channels, bits), (raster.Height, raster.Width, raster.Channels, raster.BitDepth));
        for (int i = 0; i < 6 * channels; i++)
        {
            int expected = bits == 8 ? data[i] : data[2 * i] + 256 * data[2 * i + 1];
            Assert.Equal(expected, raster[i / (3 * channels), i / channels % 3, i % channels]);
        }
    }

    [Theory]
    [InlineData("<f4", "(1, 2)", 8, "has the type <f4; rasters are |u1 (8 bits) or <u2 (16 bits)")]
    [InlineData(">u2", "(1, 2)", 4, "has the type >u2")]
    [InlineData("|u1", "(4,)", 4, "has the shape (4); a raster is (height, width) or (height, width, channels)")]
    [InlineData("|u1", "(1, 1, 2, 2)", 4, "has the shape (1, 1, 2, 2)")]
    [InlineData("|u1", "(0, 4)", 0, "has the shape (0, 4)")]
    [InlineData("<u2", "(2, 2)", 7, "8 bytes of values should follow its header, and 7 do")]
    [InlineData("|u1", "(2, 2)", 5, "4 bytes of values should follow its header, and 5 do")]
    [InlineData("|u1", "(1000000, 1000000)", 5, "has 1000000x1000000 pixels")]
    [InlineData("|u1", "(2, 2", 4, "cannot be read as a NumPy array")]
    public void An_array_that_is_no_raster_is_refused(string type, string shape, int bytes, string message) =>
        Assert.Contains(message, Assert.Throws<PictureFormatException>(() => Raster.Decode(Npy(type, shape, new byte[bytes]), "a.npy")).Message);

    [Fact]
    public void Fortran_order_is_refused() => Assert.Contains("Fortran order", Assert.Throws<PictureFormatException>(
        () => Raster.Decode(Npy("|u1", "(2, 2)", new byte[4], "True"), "a.npy")).Message);

    [Fact]
    public void What_is_no_picture_is_told_as_ever()
    {
        Assert.Contains("is empty", Assert.Throws<PictureFormatException>(() => Raster.Decode([], "x")).Message);
        Assert.Contains("is a PDF", Assert.Throws<PictureFormatException>(() => Raster.Decode("%PDF-1.7"u8.ToArray(), "x")).Message);
        Assert.Throws<PictureFormatException>(() => Raster.Decode(TestPictures.Png(40, 40, 16, 6, [0, 1])[..60], "x"));
    }

    [Fact]
    public async Task Folders_are_read_as_stored_and_known_again()
    {
        Directory.CreateDirectory(At("image"));
        Directory.CreateDirectory(At("label"));
        for (int i = 0; i < 3; i++)
        {
            Raster bands = Depths.Bands(i);
            byte[] data = System.Runtime.InteropServices.MemoryMarshal.AsBytes(bands.Values16.AsSpan()).ToArray();
            File.WriteAllBytes(At("image", $"b{i}.npy"), Npy("<u2", "(14, 17, 5)", data));
            Depths.Map(i, [0, 1, 2], 14, 17).Save(At("label", $"b{i}.png"));
        }

        Assert.Throws<DatasetException>(() => new FolderPairs(Folder));
        var pairs = new FolderPairs(Folder, asStored: true);
        Assert.Equal(Depths.Bands(1).Values16, pairs.Load(1).Inputs[""].Values16);
        Assert.Contains("as stored", pairs.FilesOf(1)!.Reading);
        using var device = Device.Cpu(1);
        using var net = new BandNet(device);
        var options = new SolverOptions { BaseRate = 0.01, MaxIterations = 1, CheckpointFolder = At("run") };
        using (var trainer = new Trainer(net, options)) await trainer.FitAsync(pairs);

        // What was found is remembered, the channels too: an input of another number is refused without a file being read again.
        var check = new DatasetCheckOptions { Network = ToyNet.Definition, MemoryFile = At("run", DatasetCheck.MemoryFileName) };
        DatasetReport report = DatasetCheck.Run(new FolderPairs(Folder, asStored: true), check);
        Assert.Equal(0, report.Decoded);
        Assert.Equal(3, report.Problems.Count);
        Assert.Contains("Input data of ToyNet takes 3 channels; b0 gives it a raster of 5", report.Problems[0].Error.Message);
        Assert.Equal(report.Identity, DatasetCheck.Run(new FolderPairs(Folder, asStored: true)).Identity);
    }

    [Fact]
    public async Task Folders_of_inputs_and_labels_feed_a_network_by_their_names()
    {
        InMemoryDataset data = Depths.Samples(4);
        foreach (string folder in new[] { "color", "depth", "loss_semantic", "loss_geometric" }) Directory.CreateDirectory(At(folder));
        for (int i = 0; i < 4; i++)
        {
            Sample sample = data.Load(i);
            new Picture(sample.Inputs["color"].Values8!, 17, 14).Save(At("color", $"depth{i}.png"));
            int[] depth = [.. sample.Inputs["depth"].Values16!.Select(value => (int)value)];
            File.WriteAllBytes(At("depth", $"depth{i}.png"), TestPictures.Png(14, 17, 16, 0, TestPictures.PngRows(14, 17, 1, 16, depth, false, new Random(i))));
            foreach ((string name, LabelMap map) in sample.LabelMaps) map.Save(At(name, $"depth{i}.png"));
        }

        var folders = new FolderSamples(Folder, ["color", "depth"], ["loss_semantic", "loss_geometric"]);
        using var device = Device.Cpu(1);
        using DepthNet one = new(device, seed: 3), other = new(device, seed: 3);
        var options = new SolverOptions { BaseRate = 0.02, MaxIterations = 4, BatchSize = 2 };
        using (var trainer = new Trainer(one, options)) await trainer.FitAsync(data);
        using (var trainer = new Trainer(other, options with { CheckpointFolder = At("run") })) await trainer.FitAsync(folders);
        Assert.Equal(Toy.AllWeights(one), Toy.AllWeights(other));

        // Remembered until any of the files changes; then only that sample is read again.
        var check = new DatasetCheckOptions { Network = DepthNet.Definition, Solver = options, MemoryFile = At("run", DatasetCheck.MemoryFileName) };
        DatasetReport report = DatasetCheck.Run(new FolderSamples(Folder, ["color", "depth"], ["loss_semantic", "loss_geometric"]), check);
        Assert.Equal((0, 0), (report.Decoded, report.Problems.Count));
        Depths.Map(5, [0, 9], 14, 17).Save(At("loss_geometric", "depth2.png"));
        report = DatasetCheck.Run(new FolderSamples(Folder, ["color", "depth"], ["loss_semantic", "loss_geometric"]), check);
        Assert.Equal(1, report.Decoded);
        Assert.Contains("depth2 (labels loss_geometric) has the label 9", Assert.Single(report.Problems).Error.Message);

        // One folder of labels is for every loss, whatever its name.
        var shared = new FolderSamples(Folder, ["color", "depth"], ["loss_semantic"]);
        Assert.Equal([Sample.Unnamed], shared.Load(0).LabelMaps.Keys);
        File.Delete(At("depth", "depth3.png"));
        Assert.Contains("depth3.png has no file of the same name in " + At("depth"), Assert.Throws<DatasetException>(
            () => new FolderSamples(Folder, ["color", "depth"], ["loss_semantic"])).Message);
        Assert.Contains("Expected are the folders color, height, loss_semantic", Assert.Throws<DatasetException>(
            () => new FolderSamples(Folder, ["color", "height"], ["loss_semantic"])).Message);
        Assert.Throws<ArgumentException>(() => new FolderSamples(Folder, ["color", "color"], ["loss_semantic"]));
    }

    private static byte[] Npy(string type, string shape, byte[] data, string fortran = "False")
    {
        byte[] header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. header, .. data];
    }
}
