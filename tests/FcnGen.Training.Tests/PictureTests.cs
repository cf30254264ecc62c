using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using FcnGen.Tests;

namespace FcnGen.Training.Tests;

public sealed class PictureTests : TemporaryFolder
{
    [Fact]
    public void Saved_picture_is_read_back()
    {
        Picture picture = TestPictures.Noise(7, 5, seed: 1);
        picture.Save(At("a.png"));
        Picture read = Picture.Load(At("a.png"));
        Assert.Equal((7, 5), (read.Height, read.Width));
        Assert.Equal(picture.Pixels, read.Pixels);
        Assert.Equal(["a.png"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Grey_and_alpha_become_rgb()
    {
        File.WriteAllBytes(At("grey.png"), TestPictures.Png(1, 2, 8, 0, [0, 10, 200]));
        Assert.Equal(new byte[] { 10, 10, 10, 200, 200, 200 }, Picture.Load(At("grey.png")).Pixels);
        File.WriteAllBytes(At("alpha.png"), TestPictures.Png(1, 1, 8, 6, [0, 1, 2, 3, 128]));
        Assert.Equal(new byte[] { 1, 2, 3 }, Picture.Load(At("alpha.png")).Pixels);
        Assert.Equal(new byte[] { 7, 7, 7 }, Picture.Decode(TestPictures.Png(1, 1, 16, 0, [0, 7, 200]), "16 bits").Pixels);
    }

    [Fact]
    public void Bad_files_give_one_clear_error()
    {
        File.WriteAllBytes(At("empty.png"), []);
        Assert.Contains("empty", Assert.Throws<PictureFormatException>(() => Picture.Load(At("empty.png"))).Message);
        File.WriteAllText(At("text.png"), "this is not a picture");
        Assert.Contains("not a picture", Assert.Throws<PictureFormatException>(() => Picture.Load(At("text.png"))).Message);
        Assert.Contains("does not exist", Assert.Throws<InputFileException>(() => Picture.Load(At("none.png"))).Message);
        Assert.Contains("folder", Assert.Throws<InputFileException>(() => LabelMap.Load(Folder)).Message);
        Assert.Contains("PNG does not have", Assert.Throws<PictureFormatException>(() => Picture.Decode(TestPictures.Png(9, 9, 8, 7, new byte[100]), "x")).Message);
    }

    [Fact]
    public void Every_truncation_of_a_png_is_an_error()
    {
        TestPictures.Noise(6, 6, seed: 2).Save(At("a.png"));
        byte[] file = File.ReadAllBytes(At("a.png"));
        for (int length = 1; length < file.Length; length++)
            Assert.Throws<PictureFormatException>(() => Picture.Decode(file[..length], "cut"));
        file[60] ^= 4;
        Assert.Throws<PictureFormatException>(() => Picture.Decode(file, "flipped"));
    }

    [Fact]
    public void A_huge_picture_is_refused_from_its_header()
    {
        byte[] file = TestPictures.Png(20000, 20000, 8, 2, [0, 1, 2, 3]);
        string message = Assert.Throws<PictureFormatException>(() => Picture.Decode(file, "huge.png")).Message;
        Assert.Contains("20000x20000", message);
    }

    [Fact]
    public void A_truncated_bmp_is_an_error()
    {
        var file = new byte[54 + 3 * 4];
        file[0] = (byte)'B';
        file[1] = (byte)'M';
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), 3);
        file[26] = 1;
        file[28] = 24;
        for (int i = 54; i < file.Length; i++) file[i] = (byte)i;
        // Bottom row first, blue first.
        Assert.Equal(new byte[] { 64, 63, 62, 60, 59, 58, 56, 55, 54 }, Picture.Decode(file, "a.bmp").Pixels);
        Assert.Throws<PictureFormatException>(() => Picture.Decode(file[..^5], "cut.bmp"));
    }

    [SharedFact("data/voc-samples")]
    public void Real_jpegs_load_whole_and_fail_cut()
    {
        byte[] file = File.ReadAllBytes(Shared.At("data", "voc-samples", "voc21", "2008_002536.jpg"));
        Picture picture = Picture.Decode(file, "voc");
        Assert.Equal((319, 500), (picture.Height, picture.Width));
        foreach (int length in new[] { 3, 100, file.Length / 2, file.Length - 2 })
            Assert.Throws<PictureFormatException>(() => Picture.Decode(file[..length], "cut"));
    }

    [SharedFact("data/photos", "data/voc-samples", "data/hha", "data/mat-samples")]
    public void Every_real_picture_loads()
    {
        string[] folders = ["photos", "voc-samples", "hha", "mat-samples"];
        string[] files = [.. folders.SelectMany(folder => Directory.GetFiles(Shared.At("data", folder), "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".png" or ".jpg" or ".jpeg")];
        Assert.NotEmpty(files);
        Assert.All(files, path => Assert.True(Picture.Load(path).Height > 1));
    }

    [Fact]
    public void Unwritable_folder_is_an_error_and_leaves_the_old_file()
    {
        File.WriteAllText(At("plain"), "");
        Assert.Throws<OutputFileException>(() => TestPictures.Noise(2, 2, 3).Save(At() + "/plain/a.png"));
        File.WriteAllText(At("old.txt"), "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(At("old.txt"), stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(At("old.txt")));
        Assert.Equal(2, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public void Overlay_mixes_and_keeps_the_background()
    {
        var picture = new Picture([100, 100, 100, 100, 100, 100], 2, 1);
        Picture overlay = Overlay.Blend(picture, new LabelMap([0, 1], 2, 1), opacity: 0.5);
        Assert.Equal(new byte[] { 100, 100, 100, 114, 50, 50 }, overlay.Pixels);
        Assert.Throws<ArgumentException>(() => Overlay.Blend(picture, LabelMap.Filled(0, 2, 2)));
    }

    [Fact]
    public void Npy_holds_what_numpy_expects()
    {
        Npy.Save(At("a.npy"), [1f, -2f, 0.5f], 1, 3);
        byte[] file = File.ReadAllBytes(At("a.npy"));
        int header = file[8] | file[9] << 8;
        Assert.Equal(0, (10 + header) % 64);
        string text = System.Text.Encoding.ASCII.GetString(file, 10, header);
        Assert.StartsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }", text);
        Assert.EndsWith("\n", text);
        Assert.Equal([1f, -2f, 0.5f], Enumerable.Range(0, 3).Select(i => BitConverter.ToSingle(file, 10 + header + 4 * i)));
        Npy.Save(At("v.npy"), [1f], 1);
        Assert.Contains("'shape': (1,), }", File.ReadAllText(At("v.npy")));
        Assert.Throws<ArgumentException>(() => Npy.Save(At("b.npy"), [1f], 2));
    }
}
