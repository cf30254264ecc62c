using System;
using System.IO;
using System.Linq;
using FcnGen.Tests;

namespace FcnGen.Training.Tests;

public sealed class DataFolderTests : TemporaryFolder
{
    [Fact]
    public void What_systems_leave_beside_data_is_left_out()
    {
        Pair("a");
        foreach (string name in new[]
        {
            "image/._a.png", "label/._a.png", "image/.DS_Store", "label/.DS_Store", "image/Thumbs.db", "label/desktop.ini", "image/.thumbs/a.png",
            "label/__MACOSX/._a.png", "image/@eaDir/a.png", "image/$RECYCLE.BIN/b.png",
        })
        {
            File.WriteAllBytes(At(name.Split('/')), [1, 2, 3]);
        }

        Assert.Equal(["a"], Names(new FolderPairs(Folder)));
        Assert.Equal(["image/a.png", "label/a.png"], DataFolder.Read(Folder).Files.Select(file => file.Name));
        Assert.Empty(DataFolder.Read(Folder).Others);
    }

    [Fact]
    public void Other_files_are_listed_and_extensions_count_in_any_case()
    {
        foreach (string name in new[] { "b.JPG", "a.tiff", "notes.txt", "c.WebP", "inner/d.Bmp" }) File.WriteAllBytes(At(name.Split('/')), [1]);
        DataFolder found = DataFolder.Read(Folder);
        Assert.Equal(["a.tiff", "b.JPG", "c.WebP", "inner/d.Bmp"], found.Files.Select(file => file.Name));
        Assert.Equal(["notes.txt"], found.Others.Select(file => file.Name));
        Assert.Equal("inner/d", found.Files[3].Stem);
        Assert.Equal(At("inner", "d.Bmp"), found.Files[3].Path);
        Assert.Contains("does not exist", Assert.Throws<DatasetException>(() => DataFolder.Read(At("none", "at") + "-all")).Message);
    }

    [Fact]
    public void Nested_folders_pair_by_relative_path()
    {
        Pair("b/x");
        Pair("a/x");
        Pair("y");
        var pairs = new FolderPairs(Folder);
        Assert.Equal(["a/x", "b/x", "y"], Names(pairs));
        Assert.Equal(At("label", "a", "x.png"), pairs.Load(0).LabelSource);
        File.Move(At("label", "a", "x.png"), At("label", "c", "x.png"));
        string message = Assert.Throws<DatasetException>(() => new FolderPairs(Folder)).Message;
        Assert.Contains(At("image", "a", "x.png") + " has no label of the same name", message);
    }

    [NeedsFact(Need.Links)]
    public void A_link_to_a_folder_above_ends()
    {
        Pair("a");
        Directory.CreateSymbolicLink(At("image", "loop"), At("image"));
        Assert.Equal(["a"], Names(new FolderPairs(Folder)));
    }

    [UnixFact]
    public void A_link_to_a_folder_above_ends_under_another_spelling_of_it()
    {
        Pair("a");
        Directory.CreateSymbolicLink(At("image", "loop"), At("image"));
        Directory.CreateSymbolicLink(At("other"), Folder);
        Assert.Equal(["a.png"], DataFolder.Read(At("other", "image")).Files.Select(file => file.Name));
    }

    [Fact]
    public void Names_compare_in_one_unicode_form()
    {
        File.WriteAllBytes(At("image", "stra\u00DFe_\u00FC.png"), Pixel(color: 2));
        File.WriteAllBytes(At("label", "stra\u00DFe_u\u0308.png"), Pixel(color: 0));
        var pairs = new FolderPairs(Folder);
        Assert.Equal(["stra\u00DFe_\u00FC"], Names(pairs));
        Assert.Equal(1, pairs.Load(0).Labels.Width);
    }

    [Fact]
    public void Labels_as_jpeg_are_advised_about()
    {
        Pair("a");
        File.WriteAllBytes(At("image", "b.png"), Pixel(color: 2));
        File.WriteAllBytes(At("label", "b.jpg"), [1]);
        string message = Assert.Throws<DatasetException>(() => new FolderPairs(Folder)).Message;
        Assert.Contains("b.jpg, but labels are PNGs", message);
    }

    [Fact]
    public void Two_files_of_one_stem_are_both_named()
    {
        Pair("a");
        File.WriteAllBytes(At("image", "a.bmp"), [1]);
        string message = Assert.Throws<DatasetException>(() => new FolderPairs(Folder)).Message;
        Assert.Contains(At("image", "a.bmp"), message);
        Assert.Contains(At("image", "a.png"), message);
    }

    private static string[] Names(IDataset data) => [.. Enumerable.Range(0, data.Count).Select(data.NameOf)];

    private static byte[] Pixel(int color) => TestPictures.Png(1, 1, 8, color, color == 2 ? [0, 9, 9, 9] : [0, 0]);

    private void Pair(string stem)
    {
        File.WriteAllBytes(At([.. $"image/{stem}.png".Split('/')]), Pixel(color: 2));
        File.WriteAllBytes(At([.. $"label/{stem}.png".Split('/')]), Pixel(color: 0));
    }
}
