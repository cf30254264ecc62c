using System;
using System.IO;
using System.IO.Compression;

namespace FcnGen.Training.Tests;

/// <summary>Pictures and labels from and to streams, and the names under which they are saved.</summary>
public sealed class StreamTests : TemporaryFolder
{
    [Fact]
    public void Pictures_and_labels_go_through_streams_that_cannot_seek()
    {
        Picture picture = TestPictures.Noise(5, 7, seed: 3);
        LabelMap labels = LabelMap.Filled(4, 7, 5);
        using var memory = new MemoryStream();
        using (var packer = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true)) picture.Save(packer);
        long second = memory.Position;
        using (var packer = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true)) labels.Save(packer);
        memory.Position = 0;
        using (var unpacker = new GZipStream(new MemoryStream(memory.ToArray()[..(int)second]), CompressionMode.Decompress))
            Assert.Equal(picture.Pixels, Picture.Load(unpacker, "archive/a.png").Pixels);
        using (var unpacker = new GZipStream(new MemoryStream(memory.ToArray()[(int)second..]), CompressionMode.Decompress))
            Assert.Equal(labels.Labels, LabelMap.Load(unpacker, "archive/b.png").Labels);
    }

    [Fact]
    public void A_stream_is_read_from_where_it_stands()
    {
        using var stream = new MemoryStream();
        stream.Write([1, 2, 3]);
        TestPictures.Noise(2, 3, seed: 1).Save(stream);
        stream.Position = 3;
        Assert.Equal(3, Picture.Load(stream, "x").Width);
        Assert.Contains("entry.png is empty", Assert.Throws<PictureFormatException>(() => Picture.Load(stream, "entry.png")).Message);
    }

    [Theory]
    [InlineData("o.jpg", "ends in .jpg")]
    [InlineData("o.bmp", "ends in .bmp")]
    [InlineData("o", "has no extension")]
    public void Other_extensions_than_png_are_refused(string name, string reason)
    {
        string picture = Assert.Throws<OutputFileException>(() => TestPictures.Noise(1, 1, 1).Save(At(name))).Message;
        string labels = Assert.Throws<OutputFileException>(() => LabelMap.Filled(0, 1, 1).Save(At(name))).Message;
        Assert.Contains(reason, picture);
        Assert.Contains(reason, labels);
        Assert.Contains("Name it " + At("o.png"), picture);
        Assert.Empty(Directory.GetFiles(Folder));
        TestPictures.Noise(1, 1, 1).Save(At("O.PNG"));
    }

    [Fact]
    public void Null_arguments_are_named()
    {
        Assert.Throws<ArgumentNullException>("pixels", () => new Picture(null!, 1, 1));
        Assert.Throws<ArgumentNullException>("labels", () => new LabelMap(null!, 1, 1));
        Assert.Throws<ArgumentNullException>("stream", () => Picture.Load((Stream)null!, "x"));
        Assert.Throws<ArgumentNullException>("file", () => LabelMap.Decode(null!, "x"));
        Assert.Throws<ArgumentException>(() => new Picture(new byte[6], 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelMap.Filled(0, 1 << 30, 1 << 30));
    }
}
