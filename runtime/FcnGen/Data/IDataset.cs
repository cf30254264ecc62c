namespace FcnGen;

/// <summary>A picture and its labels, of one size.</summary>
/// <param name="Name">What to call it in messages and file names.</param>
/// <param name="Picture">The picture.</param>
/// <param name="Labels">The class of each pixel.</param>
public sealed record Sample(string Name, Picture Picture, LabelMap Labels)
{
    /// <summary>Where the labels came from, for messages.</summary>
    public string LabelSource { get; init; } = Name;

    /// <summary>Reads a pair of files and makes sure that their sizes agree.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="picturePath">The picture.</param>
    /// <param name="labelPath">The label PNG.</param>
    /// <param name="labelColors">The class of each colour of the label PNG; null where its values are the classes.</param>
    /// <param name="pictures">How to read the picture; null for the defaults.</param>
    /// <exception cref="InputFileException">One of the files does not exist or cannot be read.</exception>
    /// <exception cref="PictureFormatException">The picture cannot be decoded.</exception>
    /// <exception cref="LabelFormatException">The labels cannot be read.</exception>
    /// <exception cref="LabelMismatchException">The sizes differ.</exception>
    public static Sample Load(string name, string picturePath, string labelPath, ClassTable? labelColors = null, PictureOptions? pictures = null)
    {
        Picture picture = Picture.Load(picturePath, pictures);
        LabelMap labels = labelColors is null ? LabelMap.Load(labelPath) : LabelMap.Load(labelPath, labelColors);
        if (picture.Height != labels.Height || picture.Width != labels.Width)
        {
            throw new LabelMismatchException(
                $"{labelPath} is {labels.Height}x{labels.Width} (height x width), its picture {picturePath} is {picture.Height}x{picture.Width}. "
                + "Labels must have the size of their picture; scale labels by nearest neighbour only.");
        }

        return new Sample(name, picture, labels) { LabelSource = labelPath };
    }

    /// <summary>Throws if a label is neither a class nor the ignored one.</summary>
    /// <param name="classes">Classes of the network: labels 0 to classes − 1.</param>
    /// <param name="ignoreLabel">The label that is neither trained on nor scored; null for none.</param>
    /// <param name="loss">The loss that takes the labels, for the message, where a network has several.</param>
    /// <exception cref="LabelMismatchException">A label is out of range.</exception>
    public void CheckLabels(int classes, byte? ignoreLabel, string? loss = null)
    {
        byte[] labels = Labels.Labels;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < classes || labels[i] == ignoreLabel) continue;
            string ignored = ignoreLabel is { } label ? $", or {label} to ignore a pixel" : "; none is ignored";
            throw new LabelMismatchException(
                $"{LabelSource} has the label {labels[i]} at row {i / Labels.Width}, column {i % Labels.Width}; {loss ?? "the network"} has {classes} classes, "
                + $"so labels are 0 to {classes - 1}{ignored}. Correct the labels, map them (--void {labels[i]} or --classes on the command line, LabelMapping in code), "
                + "or declare the right number of classes and the right ignored label.");
        }
    }
}

/// <summary>The files of a sample. What was found in them holds until their size or time changes.</summary>
/// <param name="Picture">The path of the picture.</param>
/// <param name="Labels">The path of the labels.</param>
public sealed record SampleFiles(string Picture, string Labels)
{
    /// <summary>
    /// How the sample is made of its files, as text, where it is not what they hold: a data set that maps labels or changes pictures
    /// appends here what it does, so that samples read in another way are told apart.
    /// </summary>
    public string Reading { get; init; } = "";
}

/// <summary>Labelled pictures, numbered; the order is the same on every machine.</summary>
public interface IDataset
{
    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>The name of a sample.</summary>
    string NameOf(int index);

    /// <summary>
    /// Reads a sample. May be called from another thread than the one that made the data set, and by several threads at once where
    /// <see cref="FilesOf"/> names files.
    /// </summary>
    Sample Load(int index);

    /// <summary>
    /// The files of a sample, where it comes from files; else null. Data sets over others pass it on, with what they do to the sample in
    /// <see cref="SampleFiles.Reading"/>: such samples are checked in parallel, and not again while the files stay as they are.
    /// </summary>
    SampleFiles? FilesOf(int index) => null;
}
