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
    /// <exception cref="InputFileException">One of the files does not exist or cannot be read.</exception>
    /// <exception cref="PictureFormatException">The picture cannot be decoded.</exception>
    /// <exception cref="LabelFormatException">The labels cannot be read.</exception>
    /// <exception cref="LabelMismatchException">The sizes differ.</exception>
    public static Sample Load(string name, string picturePath, string labelPath)
    {
        Picture picture = Picture.Load(picturePath);
        LabelMap labels = LabelMap.Load(labelPath);
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
    /// <param name="ignoreLabel">The label that is neither trained on nor scored.</param>
    /// <exception cref="LabelMismatchException">A label is out of range.</exception>
    public void CheckLabels(int classes, byte ignoreLabel)
    {
        byte[] labels = Labels.Labels;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < classes || labels[i] == ignoreLabel) continue;
            throw new LabelMismatchException(
                $"{LabelSource} has the label {labels[i]} at row {i / Labels.Width}, column {i % Labels.Width}; the network has {classes} classes, "
                + $"so labels are 0 to {classes - 1}, or {ignoreLabel} to ignore a pixel. Correct the labels, or declare the right number of classes and the right ignored label.");
        }
    }
}

/// <summary>Labelled pictures, numbered; the order is the same on every machine.</summary>
public interface IDataset
{
    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>The name of a sample.</summary>
    string NameOf(int index);

    /// <summary>Reads a sample. May be called from another thread than the one that made the data set.</summary>
    Sample Load(int index);
}
