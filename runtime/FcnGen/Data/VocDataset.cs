using System;
using System.Collections.Generic;

namespace FcnGen;

/// <summary>
/// A data set laid out as PASCAL VOC: pictures in <c>JPEGImages</c>, label PNGs (255 = void) in <c>SegmentationClass</c>,
/// <c>SegmentationClassAug</c> or <c>SegmentationClassRaw</c>, lists in <c>ImageSets/Segmentation</c>. A line of a list is an id
/// (<c>2007_000033</c>), an id of a list per class with 1, 0 or -1 (those with -1, without the class, are left out), or the two paths
/// of the augmented set (<c>/JPEGImages/2007_000033.jpg /SegmentationClassAug/2007_000033.png</c>), which begin at the folder.
/// </summary>
/// <param name="folder">The folder of one year, such as <c>VOCdevkit/VOC2012</c>.</param>
/// <param name="split">The list to use: <c>train</c>, <c>val</c>, <c>trainval</c>, <c>Main/cat_train</c>, or one of your own.</param>
/// <param name="asStored">True to read inputs with all the channels and bits that they store; see <see cref="FilePairs.AsStored"/>.</param>
/// <exception cref="DatasetException">The list is missing or empty, or a file of an id is missing.</exception>
public sealed class VocDataset(string folder, string split, bool asStored = false) : FilePairs(Find(folder, split), asStored)
{
    private static List<(string Name, string Picture, string Label)> Find(string folder, string split)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(split);
        var layout = new VocLayout(folder);
        return new ListReader(layout.ListOf(split), layout).Read();
    }
}
