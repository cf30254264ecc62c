using System;
using System.IO;
using System.Linq;
using System.Text;
using FcnGen.Programs.Tests.Support;

namespace FcnGen.Programs.Tests;

/// <summary><c>init</c> and <c>segment</c>, with every kind of picture that a user may hand in.</summary>
public sealed class SegmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SegmentTests() => InitialWeights.Write(_folder["w.safetensors"], seed: 3);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Init_depends_on_the_seed_alone()
    {
        Launch.Fcn("init", "compactfcn", "--seed", "3", "--output", _folder["same.safetensors"]).Succeeded();
        Launch.Fcn("init", "CompactFcn", "--seed", "4", "--output", _folder["other.safetensors"]).Succeeded();
        byte[] weights = File.ReadAllBytes(_folder["w.safetensors"]);
        Assert.Equal(weights, File.ReadAllBytes(_folder["same.safetensors"]));
        Assert.NotEqual(weights, File.ReadAllBytes(_folder["other.safetensors"]));
        Assert.Equal(["other.safetensors", "same.safetensors", "w.safetensors"], _folder.Files());
    }

    [Fact]
    public void One_picture_gives_labels_overlay_and_scores_of_its_size()
    {
        TinyData.WritePng(_folder["in", "photo.png"], 37, 53, 3, i => (byte)(i * 37));
        Segment(_folder["in", "photo.png"], "--output", _folder["l.png"], "--overlay", _folder["o.png"], "--scores", _folder["s.npy"]).Succeeded();
        LabelMap labels = LabelMap.Load(_folder["l.png"]);
        Picture overlay = Picture.Load(_folder["o.png"]);
        Assert.Equal((37, 53), (labels.Height, labels.Width));
        Assert.Equal((37, 53), (overlay.Height, overlay.Width));

        byte[] scores = File.ReadAllBytes(_folder["s.npy"]);
        int header = 10 + scores[8] + 256 * scores[9];
        string text = Encoding.ASCII.GetString(scores, 10, header - 10);
        Assert.Contains("'<f4'", text, StringComparison.Ordinal);
        int classes = (scores.Length - header) / (4 * 37 * 53);
        Assert.Contains($"(1, {classes}, 37, 53)", text, StringComparison.Ordinal);

        // The labels are the classes of the highest scores.
        float[] values = [.. Enumerable.Range(0, classes * 37 * 53).Select(i => BitConverter.ToSingle(scores, header + 4 * i))];
        for (int pixel = 0; pixel < 37 * 53; pixel++)
        {
            float best = Enumerable.Range(0, classes).Max(c => values[c * 37 * 53 + pixel]);
            Assert.Equal(best, values[labels.Labels[pixel] * 37 * 53 + pixel]);
        }
    }

    [Fact]
    public void Labels_without_scores_are_those_with_scores()
    {
        TinyData.WritePng(_folder["in", "photo.png"], 29, 31, 3, i => (byte)(i * 91));
        Segment(_folder["in", "photo.png"], "--output", _folder["a.png"]).Succeeded();
        Segment(_folder["in", "photo.png"], "--output", _folder["b.png"], "--scores", _folder["s.npy"], "--threads", "1").Succeeded();
        Assert.Equal(LabelMap.Load(_folder["a.png"]).Labels, LabelMap.Load(_folder["b.png"]).Labels);
    }

    [Theory]
    [InlineData(1, 20, 30)]
    [InlineData(2, 20, 30)]
    [InlineData(4, 20, 30)]
    [InlineData(3, 1, 1)]
    [InlineData(3, 1, 70)]
    public void Grey_alpha_and_tiny_pictures_work(int channels, int height, int width)
    {
        TinyData.WritePng(_folder["in", "photo.png"], height, width, channels, i => (byte)(i * 53));
        Segment(_folder["in", "photo.png"], "--output", _folder["l.png"]).Succeeded();
        LabelMap labels = LabelMap.Load(_folder["l.png"]);
        Assert.Equal((height, width), (labels.Height, labels.Width));
    }

    [Fact]
    public void A_folder_gives_one_result_per_picture()
    {
        TinyData.WritePng(_folder["in", "a.png"], 20, 30, 3, i => (byte)i);
        TinyData.WritePng(_folder["in", "b.png"], 31, 17, 1, i => (byte)i);
        File.WriteAllText(_folder["in", "notes.txt"], "not a picture, and not taken for one");
        Segment(_folder["in"], "--output", _folder["out"], "--overlay", _folder["over"]).Succeeded();
        Assert.Equal(["a.png", "b.png"], _folder.Files("out"));
        Assert.Equal(["a.png", "b.png"], _folder.Files("over"));
    }

    [Fact]
    public void A_truncated_picture_is_named_and_nothing_is_written()
    {
        TinyData.WritePng(_folder["in", "photo.png"], 60, 60, 3, i => (byte)(i * i));
        byte[] whole = File.ReadAllBytes(_folder["in", "photo.png"]);
        File.WriteAllBytes(_folder["in", "photo.png"], whole[..(whole.Length / 2)]);
        Segment(_folder["in", "photo.png"], "--output", _folder["out", "l.png"]).FailedWith("photo.png");
        Assert.Empty(_folder.Files("out"));
    }

    [Fact]
    public void Something_else_than_a_picture_is_named()
    {
        Directory.CreateDirectory(_folder["in"]);
        File.WriteAllText(_folder["in", "photo.png"], "this is text");
        Segment(_folder["in", "photo.png"], "--output", _folder["out", "l.png"]).FailedWith("photo.png", "not a picture");
        File.WriteAllBytes(_folder["in", "photo.png"], []);
        Segment(_folder["in", "photo.png"], "--output", _folder["out", "l.png"]).FailedWith("photo.png", "empty");
        Segment(_folder["in", "none.png"], "--output", _folder["out", "l.png"]).FailedWith("none.png");
        Assert.Empty(_folder.Files("out"));
    }

    [Fact]
    public void An_empty_folder_is_an_error()
    {
        Directory.CreateDirectory(_folder["in"]);
        Segment(_folder["in"], "--output", _folder["out"]).FailedWith("no pictures");
    }

    [Fact]
    public void A_picture_too_large_for_the_memory_is_refused_before_it_is_computed()
    {
        // Grey pixels of one value: a small file, but 6 GB of activations.
        TinyData.WritePng(_folder["in", "huge.png"], 8_000, 8_000, 1, _ => 0);
        Launch.FcnWithMemory(
            2L << 30, "segment", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", _folder["in", "huge.png"], "--output", _folder["out", "l.png"])
            .FailedWith("8000x8000", "2.0 GiB");
        Assert.Empty(_folder.Files("out"));
    }

    [Fact]
    public void Results_never_replace_inputs()
    {
        TinyData.WritePng(_folder["in", "a.png"], 20, 30, 3, i => (byte)i);
        byte[] before = File.ReadAllBytes(_folder["in", "a.png"]);
        Segment(_folder["in"], "--output", _folder["in"]).FailedWith("a.png", "replace");
        Assert.Equal(before, File.ReadAllBytes(_folder["in", "a.png"]));
    }

    [Fact]
    public void An_unwritable_output_is_an_error()
    {
        TinyData.WritePng(_folder["in", "a.png"], 20, 30, 3, i => (byte)i);
        File.WriteAllText(_folder["file"], "");
        // Below a file no folder can be made, not even by an administrator.
        Segment(_folder["in", "a.png"], "--output", _folder["file", "l.png"]).FailedWith("cannot write");
        Segment(_folder["in"], "--output", _folder["file", "out"]).FailedWith("cannot write");
        Launch.Fcn("init", "CompactFcn", "--output", _folder["file", "w.safetensors"]).FailedWith("cannot write");
    }

    [Fact]
    public void An_unknown_device_is_an_error_that_lists_the_devices()
    {
        TinyData.WritePng(_folder["in", "a.png"], 20, 30, 3, i => (byte)i);
        Segment(_folder["in", "a.png"], "--output", _folder["l.png"], "--device", "abacus").FailedWith("abacus", "cpu");
    }

    private Outcome Segment(string input, params string[] more) => Launch.Fcn(
        ["segment", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", input, .. more]);
}
