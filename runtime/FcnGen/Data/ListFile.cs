using System;
using System.Collections.Generic;
using System.IO;

namespace FcnGen;

/// <summary>
/// A text file with a picture and a label PNG per line, separated by blanks (or by a tab, where names hold blanks). Paths are relative
/// to the list; a path from another machine, such as <c>/SegNet/CamVid/train/0001.png</c>, is found by its last components. Inside a
/// folder in the layout of PASCAL VOC, lines of that data set's lists are read too; see <see cref="VocDataset"/>. Lines that begin with
/// <c>#</c>, empty ones and hidden files such as <c>._0001.png</c> are left out.
/// </summary>
/// <param name="path">The list.</param>
/// <param name="asStored">True to read inputs with all the channels and bits that they store; see <see cref="FilePairs.AsStored"/>.</param>
/// <exception cref="DatasetException">The list is missing or empty, a line is not a pair, or a file that it names does not exist.</exception>
public sealed class ListFile(string path, bool asStored = false) : FilePairs(Read(path), asStored)
{
    private static List<(string Name, string Picture, string Label)> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path)) throw new DatasetException($"The list {path} does not exist.");
        return new ListReader(path, VocLayout.Around(path)).Read();
    }
}
