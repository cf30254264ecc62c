using System;
using System.IO;
using System.Linq;
using System.Text;

namespace FcnGen.Training.Tests;

/// <summary>Lists of VOC and of sets made like it, in the forms that are about.</summary>
public sealed class VocListTests : TemporaryFolder
{
    private string Root => Path.Combine(Folder, "VOC2012");

    [Theory]
    [InlineData("2007_000001\n2007_000002")]
    [InlineData("\uFEFF2007_000001\r\n2007_000002\r\n\r\n")]
    [InlineData("# two pictures\n2007_000001  \n\n  2007_000002")]
    [InlineData("2007_000001.jpg\nJPEGImages/2007_000002.jpg")]
    [InlineData("2007_000001  1\n2007_000003 -1\n2007_000002  0\n")]
    [InlineData("/JPEGImages/2007_000001.jpg /SegmentationClass/2007_000001.png\n/JPEGImages/2007_000002.jpg /SegmentationClass/2007_000002.png")]
    [InlineData("JPEGImages/2007_000001.jpg\tSegmentationClass/2007_000001.png\nJPEGImages\\2007_000002.jpg\tSegmentationClass\\2007_000002.png")]
    [InlineData("/home/me/VOC2012/JPEGImages/2007_000001.jpg /home/me/VOC2012/SegmentationClass/2007_000001.png\n2007_000002")]
    public void Every_form_of_a_list_gives_the_same_pictures(string list)
    {
        Pair("2007_000001.jpg");
        Pair("2007_000002.jpg");
        Pair("2007_000003.jpg");
        string path = List("Segmentation/mine.txt", list);
        foreach (IDataset data in new IDataset[] { new VocDataset(Root, "mine"), new VocDataset(Root, "mine.txt"), new ListFile(path) })
        {
            Assert.Equal(["2007_000001", "2007_000002"], Enumerable.Range(0, data.Count).Select(data.NameOf));
            Assert.Equal(Path.Combine(Root, "SegmentationClass", "2007_000002.png"), Path.GetFullPath(data.Load(1).LabelSource));
        }
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".JPG")]
    [InlineData(".jpeg")]
    [InlineData(".png")]
    [InlineData(".bmp")]
    [InlineData(".TIF")]
    public void Pictures_have_any_extension(string extension)
    {
        Pair("2007_000001" + extension);
        List("Segmentation/val.txt", "2007_000001");
        // The decoder goes by content.
        Assert.Equal(1, new VocDataset(Root, "val").Load(0).Picture.Width);
    }

    [Theory]
    [InlineData("SegmentationClassAug")]
    [InlineData("SegmentationClassRaw")]
    public void Labels_of_the_augmented_set_are_found_and_original_ones_come_first(string folder)
    {
        Pair("2007_000001.jpg", folder);
        Pair("2007_000002.jpg", folder);
        Pair("2007_000001.jpg");
        List("Segmentation/train_aug.txt", "2007_000001\n2007_000002");
        var voc = new VocDataset(Root, "train_aug");
        Assert.Equal(Path.Combine(Root, "SegmentationClass", "2007_000001.png"), voc.Load(0).LabelSource);
        Assert.Equal(Path.Combine(Root, folder, "2007_000002.png"), voc.Load(1).LabelSource);
        List("Segmentation/train_aug.txt", "2007_000003");
        Pair("2007_000003.jpg");
        File.Delete(Path.Combine(Root, "SegmentationClass", "2007_000003.png"));
        Assert.Contains($"2007_000003.png is not in SegmentationClass or {folder}", Fails(() => new VocDataset(Root, "train_aug")));
    }

    [Fact]
    public void A_split_is_looked_for_in_every_folder_of_lists()
    {
        Pair("2007_000001.jpg");
        List("Segmentation/val.txt", "2007_000001");
        List("Main/cat_train.txt", "2007_000001  1");
        List("SegmentationAug/trainaug.txt", "2007_000001");
        Assert.Equal(1, new VocDataset(Root, "Main/cat_train").Count);
        Assert.Equal(1, new VocDataset(Root, "cat_train").Count);
        Assert.Equal(1, new VocDataset(Root, "trainaug").Count);
        Assert.Contains("val.txt", Fails(() => new VocDataset(Root, "test")));
    }

    [Fact]
    public void Lists_leave_out_hidden_files_and_find_names_of_either_unicode_form()
    {
        File.WriteAllBytes(At("image", "\u00FC.png"), Pixel(color: 2));
        File.WriteAllBytes(At("label", "u\u0308.png"), Pixel(color: 0));
        File.WriteAllText(At("list.txt"), "image/._a.png label/._a.png\nimage/u\u0308.png label/\u00FC.png\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var list = new ListFile(At("list.txt"));
        Assert.Equal(1, list.Count);
        Assert.Equal("\u00FC", list.NameOf(0));
        list.Load(0);
    }

    [Theory]
    [InlineData("image/a.png,label/a.png", "not by a comma")]
    [InlineData("image/a.png, label/a.png", "not by a comma")]
    [InlineData("image/a.png;label/a.png", "not by a comma")]
    [InlineData("image/a.png a.png", "both as picture and as label")]
    [InlineData("image/a.png label/a.png 1", "line 1: expected a picture and a label, found 3 entries")]
    [InlineData("image/a.png 1", "line 1: 1 does not exist")]
    [InlineData("a\0b", "no text file")]
    public void Other_lists_are_advised_about(string text, string expected)
    {
        File.WriteAllBytes(At("image", "a.png"), Pixel(color: 2));
        File.WriteAllBytes(At("label", "a.png"), Pixel(color: 0));
        if (text.EndsWith(" a.png", StringComparison.Ordinal)) File.Move(At("image", "a.png"), At("a.png"));
        File.WriteAllText(At("list.txt"), text);
        Assert.Contains(expected, Fails(() => new ListFile(At("list.txt"))));
    }

    private static string Fails(Func<IDataset> open) => Assert.Throws<DatasetException>(() => { open(); }).Message;

    private static byte[] Pixel(int color) => TestPictures.Png(1, 1, 8, color, color == 2 ? [0, 9, 9, 9] : [0, 0]);

    private void Pair(string picture, string labels = "SegmentationClass")
    {
        File.WriteAllBytes(At("VOC2012", "JPEGImages", picture), Pixel(color: 2));
        File.WriteAllBytes(At("VOC2012", labels, Path.ChangeExtension(picture, ".png")), Pixel(color: 0));
    }

    private string List(string name, string text)
    {
        string path = At(["VOC2012", "ImageSets", .. name.Split('/')]);
        File.WriteAllText(path, text);
        return path;
    }
}
