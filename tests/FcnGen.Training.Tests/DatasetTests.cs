using System;
using System.IO;
using System.Linq;

namespace FcnGen.Training.Tests;

public sealed class DatasetTests : TemporaryFolder
{
    [Fact]
    public void Folder_pairs_match_by_name_without_extension()
    {
        Pair("image/b.png", "label/b.png");
        Pair("image/a.png", "label/a.png");
        var pairs = new FolderPairs(Folder);
        Assert.Equal(["a", "b"], Enumerable.Range(0, 2).Select(pairs.NameOf));
        Assert.Equal((2, 3), (pairs.Load(1).Picture.Height, pairs.Load(1).Labels.Width));
    }

    [Fact]
    public void Missing_pairs_are_named()
    {
        Pair("image/a.png", "label/a.png");
        TestPictures.Noise(2, 3, 1).Save(At("image", "alone.png"));
        Assert.Contains("alone.png has no label", Fails(() => new FolderPairs(Folder)));
        LabelMap.Filled(0, 3, 2).Save(At("label", "alone.png"));
        LabelMap.Filled(0, 3, 2).Save(At("label", "other.png"));
        Assert.Contains("other.png has no picture", Fails(() => new FolderPairs(Folder)));
    }

    [Fact]
    public void Empty_and_missing_folders_are_errors()
    {
        Assert.Contains("does not exist", Fails(() => new FolderPairs(Folder)));
        Directory.CreateDirectory(At("image"));
        Directory.CreateDirectory(At("label"));
        Assert.Contains("holds no pictures", Fails(() => new FolderPairs(Folder)));
    }

    [Fact]
    public void Labels_of_another_size_are_an_error()
    {
        TestPictures.Noise(4, 3, 1).Save(At("image", "a.png"));
        LabelMap.Filled(0, 4, 3).Save(At("label", "a.png"));
        var pairs = new FolderPairs(Folder);
        string message = Assert.Throws<LabelMismatchException>(() => pairs.Load(0)).Message;
        Assert.Contains("3x4", message);
        Assert.Contains("4x3", message);
        new LabelMap([0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0], 3, 4).Save(At("label", "a.png"));
        Assert.Contains(At("label", "a.png") + " has the label 3 at row 2, column 2", Assert.Throws<LabelMismatchException>(() => pairs.Load(0).CheckLabels(3, 255)).Message);
    }

    [Fact]
    public void A_class_out_of_range_names_file_value_place_and_classes()
    {
        var sample = new Sample("street", TestPictures.Noise(2, 3, 1), new LabelMap([0, 1, 255, 0, 7, 0], 3, 2));
        string message = Assert.Throws<LabelMismatchException>(() => sample.CheckLabels(2, 255)).Message;
        Assert.Contains("street has the label 7 at row 1, column 1; the network has 2 classes", message);
        sample.CheckLabels(8, 255);
        Assert.Contains("label 255", Assert.Throws<LabelMismatchException>(() => sample.CheckLabels(8, 11)).Message);
    }

    [Fact]
    public void List_paths_are_relative_or_found_by_their_last_components()
    {
        Pair("train/1.png", "trainannot/1.png");
        Pair("train/with blank.png", "trainannot/with blank.png");
        File.WriteAllText(At("list.txt"), "train/1.png trainannot/1.png\n\n/SegNet/CamVid/train/1.png /SegNet/CamVid/trainannot/1.png\r\ntrain/with blank.png\ttrainannot/with blank.png\n");
        var list = new ListFile(At("list.txt"));
        Assert.Equal(["1", "1", "with blank"], Enumerable.Range(0, list.Count).Select(list.NameOf));
        Assert.Equal(list.Load(0).Picture.Pixels, list.Load(1).Picture.Pixels);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("train/1.png\n", "line 1: expected a picture and a label, found 1")]
    [InlineData("train/1.png trainannot/1.png\ntrain/2.png trainannot/2.png", "line 2: train/2.png does not exist")]
    public void Bad_lists_are_errors(string text, string expected)
    {
        Pair("train/1.png", "trainannot/1.png");
        File.WriteAllText(At("list.txt"), text);
        Assert.Contains(expected, Fails(() => new ListFile(At("list.txt"))));
        Assert.Contains("does not exist", Fails(() => new ListFile(At("none.txt"))));
    }

    [Fact]
    public void Voc_layout_is_read_by_split()
    {
        // The decoder goes by content, so a PNG serves as the .jpg.
        Pair("JPEGImages/2007_000033.jpg", "SegmentationClass/2007_000033.png");
        File.WriteAllText(At("ImageSets", "Segmentation", "val.txt"), "2007_000033\n");
        var voc = new VocDataset(Folder, "val");
        Assert.Equal("2007_000033", voc.NameOf(0));
        Assert.Equal(2, voc.Load(0).Labels.Height);
        Assert.Contains("That folder has val.txt", Fails(() => new VocDataset(Folder, "train")));
        Assert.Contains("JPEGImages", Fails(() => new VocDataset(At("elsewhere"), "train")));
        File.WriteAllText(At("ImageSets", "Segmentation", "val.txt"), "2007_000033\n2007_000042");
        Assert.Contains("2007_000042", Fails(() => new VocDataset(Folder, "val")));
    }

    [Fact]
    public void Split_holds_out_every_nth_by_sorted_name()
    {
        var all = new InMemoryDataset([.. new[] { "e", "d", "c", "b", "a", "f" }.Select(name => new Sample(name, TestPictures.Noise(1, 1, 1), LabelMap.Filled(0, 1, 1)))]);
        (IDataset training, IDataset heldOut) = all.Split(every: 5);
        Assert.Equal(["b", "c", "d", "e"], Enumerable.Range(0, training.Count).Select(training.NameOf));
        Assert.Equal(["a", "f"], Enumerable.Range(0, heldOut.Count).Select(heldOut.NameOf));
        Assert.Equal("f", heldOut.Load(1).Name);
        Assert.Throws<DatasetException>(() => all.Subset([0]).Split(every: 5));
    }

    private static string Fails(Func<IDataset> open) => Assert.Throws<DatasetException>(() => { open(); }).Message;

    private void Pair(string picture, string label)
    {
        // A PNG under whatever name: what counts is what is in a file.
        AtomicFile.Write(At(picture), TestPictures.Noise(2, 3, 1).Save);
        LabelMap.Filled(0, 3, 2).Save(At(label));
    }
}
