using System;
using System.IO;
using System.Linq;

namespace FcnGen.Training.Tests;

public sealed class LabelMappingTests : TemporaryFolder
{
    [Fact]
    public void Listed_values_become_classes_in_their_order()
    {
        var mapping = new LabelMapping(classes: [7, 0, 255], voids: [9]);
        Assert.Equal([0, 1, 2, 255], mapping.Apply(new LabelMap([7, 0, 255, 9], 2, 2), "x").Labels);
        Assert.Null(mapping[8]);
        Assert.Equal("classes 7,0,255, void 9", mapping.ToString());
    }

    [Fact]
    public void Without_classes_only_void_changes_and_255_stays_void()
    {
        var mapping = new LabelMapping(voids: [11, 3]);
        Assert.Equal([0, 255, 255, 255, 10], mapping.Apply(new LabelMap([0, 11, 3, 255, 10], 5, 1), "x").Labels);
    }

    [Fact]
    public void A_value_255_that_is_no_class_is_void()
    {
        Assert.Equal([0, 255, 1], new LabelMapping(classes: [0, 4]).Apply(new LabelMap([0, 255, 4], 3, 1), "x").Labels);
    }

    [Fact]
    public void A_value_that_is_neither_names_file_value_place_and_options()
    {
        string message = Assert.Throws<LabelMismatchException>(() => new LabelMapping(classes: [0, 255]).Apply(new LabelMap([0, 255, 0, 7], 2, 2), "mask.png")).Message;
        Assert.Contains("mask.png has the value 7 at row 1, column 1", message);
        Assert.Contains("classes 0,255", message);
        Assert.Contains("--void", message);
    }

    [Fact]
    public void Contradictions_are_refused()
    {
        Assert.Contains("255 is named both as a class and as void", Assert.Throws<ArgumentException>(() => new LabelMapping([0, 255], [255])).Message);
        Assert.Contains("named twice", Assert.Throws<ArgumentException>(() => new LabelMapping([0, 1, 0])).Message);
        Assert.Contains("1 were given", Assert.Throws<ArgumentException>(() => new LabelMapping([0])).Message);
    }

    [Fact]
    public void A_mapped_data_set_tells_how_it_is_read()
    {
        TestPictures.Noise(1, 2, 1).Save(At("image", "a.png"));
        new LabelMap([0, 255], 2, 1).Save(At("label", "a.png"));
        IDataset masks = new FolderPairs(Folder).WithLabels(new LabelMapping(classes: [0, 255]));
        Assert.Equal([0, 1], masks.Load(0).Labels.Labels);
        Assert.Contains("classes 0,255", masks.FilesOf(0)!.Reading);
        Assert.Equal(["a"], Enumerable.Range(0, masks.Count).Select(masks.NameOf));
        Assert.Equal(1, DatasetCheck.Run(masks).LabelCounts[1]);
        Assert.Equal(0, DatasetCheck.Run(masks).LabelCounts[255]);
    }
}
