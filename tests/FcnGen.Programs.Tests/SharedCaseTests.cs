using System;
using System.IO;
using FcnGen.Programs.Tests.Support;
using FcnGen.Tests;

namespace FcnGen.Programs.Tests;

/// <summary>
/// The inputs of <c>shared/cases</c> beside the repository, each of which once went wrong, as a user would hand them in; its README says what
/// should happen. Tests of the library make inputs of the same kinds themselves.
/// </summary>
public sealed class SharedCaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SharedCaseTests() => InitialWeights.Write(_folder["w.safetensors"]);

    public void Dispose() => _folder.Dispose();

    [SharedFact("cases/01-masks-0-255")]
    public void Masks_of_0_and_255_are_refused_with_what_they_hold_and_how_to_map_it()
    {
        Train("01-masks-0-255").FailedWith("only the class 0", "255 (10.67 %) void", "--classes 0,255", "--void");
        Assert.Empty(_folder.Files("out", "checkpoint"));
    }

    [SharedFact("cases/02-exif-orientation")]
    public void Turned_pictures_lie_as_their_labels_do()
    {
        string data = Case("02-exif-orientation", "wide");
        Train("02-exif-orientation", "wide").Succeeded();
        Segment(Path.Combine(data, "image", "p00.jpg")).Succeeded();
        LabelMap truth = LabelMap.Load(Path.Combine(data, "label", "p00.png")), found = LabelMap.Load(_folder["l.png"]);
        Assert.Equal((truth.Height, truth.Width), (found.Height, found.Width));
        Assert.NotEqual(truth.Height, truth.Width);
    }

    [SharedFact("cases/04-appledouble")]
    public void What_macOS_leaves_beside_files_is_left_out()
    {
        Assert.Contains("4 pictures to train on, 2 held out", Train("04-appledouble").Succeeded().Output, StringComparison.Ordinal);
        Segment(Case("04-appledouble", "image"), _folder["labels"]).Succeeded();
        Assert.Equal(["p00.png", "p01.png", "p02.png", "p03.png", "p04.png", "p05.png"], _folder.Files("labels"));
    }

    [SharedFact("cases/13-jpeg-cut-with-end-marker")]
    public void Half_a_jpeg_with_an_end_marker_is_cut_short() => Segment(Case("13-jpeg-cut-with-end-marker", "cut_plus_eoi.jpg")).FailedWith("cut_plus_eoi.jpg", "cut short");

    [SharedTheory("cases/16-voc-lists-and-extensions")]
    [InlineData("aug")]
    [InlineData("png")]
    [InlineData("jpeg")]
    public void Voc_sets_of_every_form_are_read(string set) => Train("16-voc-lists-and-extensions", set).Succeeded();

    [SharedFact("cases/16-voc-lists-and-extensions")]
    public void Lists_of_pairs_are_read_by_name_and_as_a_file()
    {
        Train("16-voc-lists-and-extensions", "aug", "ImageSets", "Segmentation", "train_aug.txt").Succeeded();
        Launch.Fcn("train", "--net", "CompactFcn", "--data", Case("16-voc-lists-and-extensions", "aug"), "--split", "train_aug", "--output", _folder["split"], "--iterations", "1").Succeeded();
    }

    [SharedTheory("cases/pictures")]
    [InlineData("truncated-6-bytes.jpg", "cut short")]
    [InlineData("cut.tga", "TGA")]
    [InlineData("cut.psd", "PSD")]
    [InlineData("slow-227-bytes.gif", "GIF")]
    public void Pictures_that_broke_decoders_are_errors(string file, string part)
    {
        Segment(Case("pictures", file)).FailedWith(file, part);
        Assert.False(File.Exists(_folder["l.png"]));
    }

    [SharedFact("cases/pictures")]
    public void A_label_of_too_many_pixels_names_the_limit()
    {
        TinyData.WritePairs(_folder["data"], 4);
        File.Copy(Case("pictures", "label-2p28x1.png"), _folder["data", "label", "p01.png"], overwrite: true);
        Launch.Fcn("train", "--net", "CompactFcn", "--data", _folder["data"], "--output", _folder["out"], "--iterations", "1").FailedWith("p01.png", "1x268435456", "at most");
    }

    private Outcome Train(params string[] parts) =>
        Launch.Fcn("train", "--net", "CompactFcn", "--data", Case(parts), "--output", _folder["out"], "--iterations", "1", "--batch", "1");

    private Outcome Segment(string input, string? output = null) =>
        Launch.Fcn("segment", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", input, "--output", output ?? _folder["l.png"]);

    private static string Case(params string[] parts) => Shared.At(["cases", .. parts]);
}
