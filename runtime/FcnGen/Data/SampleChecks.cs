using System;
using System.Linq;

namespace FcnGen;

// Samples from a pair of files, and what must hold for one.
public sealed partial record Sample
{
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
    public static Sample Load(string name, string picturePath, string labelPath, ClassTable? labelColors = null, PictureOptions? pictures = null) =>
        Pair(name, Picture.Load(picturePath, pictures), picturePath, labelPath, labelColors);

    /// <summary>Throws if a label is neither a class nor the ignored one.</summary>
    /// <param name="classes">Classes of the network: labels 0 to classes − 1.</param>
    /// <param name="ignoreLabel">The label that is neither trained on nor scored; null for none.</param>
    /// <param name="loss">The loss that takes the labels, for the message, where a network has several.</param>
    /// <exception cref="LabelMismatchException">A label is out of range.</exception>
    /// <exception cref="InvalidOperationException">The sample has several label maps.</exception>
    public void CheckLabels(int classes, byte? ignoreLabel, string? loss = null) => CheckLabels(Labels, SourceOf(_labels.Names[0]), classes, ignoreLabel, loss);

    /// <summary>Reads the labels of a picture and makes sure that the sizes agree.</summary>
    internal static Sample Pair(string name, Raster input, string picturePath, string labelPath, ClassTable? labelColors)
    {
        LabelMap labels = labelColors is null ? LabelMap.Load(labelPath) : LabelMap.Load(labelPath, labelColors);
        RequireSize(labelPath, labels.Height, labels.Width, picturePath, input.Height, input.Width);
        return new Sample(name, input, labels) { LabelSource = labelPath };
    }

    /// <summary>Throws if labels have another size than their picture.</summary>
    internal static void RequireSize(string labels, int labelHeight, int labelWidth, string picture, int height, int width)
    {
        if ((labelHeight, labelWidth) == (height, width)) return;
        throw new LabelMismatchException(
            $"{labels} is {labelHeight}x{labelWidth} (height x width), its picture {picture} is {height}x{width}. "
            + "Labels must have the size of their picture; scale labels by nearest neighbour only.");
    }

    /// <summary>Throws if a label of a map is neither a class nor the ignored one.</summary>
    internal static void CheckLabels(LabelMap map, string source, int classes, byte? ignoreLabel, string? loss)
    {
        byte[] labels = map.Labels;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < classes || labels[i] == ignoreLabel) continue;
            string ignored = ignoreLabel is { } label ? $", or {label} to ignore a pixel" : "; none is ignored";
            throw new LabelMismatchException(
                $"{source} has the label {labels[i]} at row {i / map.Width}, column {i % map.Width}; {loss ?? "the network"} has {classes} classes, "
                + $"so labels are 0 to {classes - 1}{ignored}. Correct the labels, map them (--void {labels[i]} or --classes on the command line, LabelMapping in code), "
                + "or declare the right number of classes and the right ignored label.");
        }
    }

    /// <summary>Throws unless all inputs and label maps have one size.</summary>
    /// <exception cref="SampleMismatchException">An input has another size.</exception>
    /// <exception cref="LabelMismatchException">A label map has another size.</exception>
    internal void CheckSizes()
    {
        CheckSizes(Name, _inputs);
        string first = _inputs.Names is [Unnamed] ? Name : $"{Name} ({_inputs.Names[0]})";
        for (int i = 0; i < _labels.Count; i++) RequireSize(SourceOf(_labels.Names[i]), _labels.All[i].Height, _labels.All[i].Width, first, Height, Width);
    }

    /// <summary>Throws unless all inputs have one size.</summary>
    /// <exception cref="SampleMismatchException">They have not.</exception>
    internal static void CheckSizes(string sample, NamedValues<Raster> inputs)
    {
        Raster first = inputs.All[0];
        for (int i = 1; i < inputs.Count; i++)
        {
            Raster other = inputs.All[i];
            if ((other.Height, other.Width) == (first.Height, first.Width)) continue;
            throw new SampleMismatchException(
                $"{sample} gives inputs of several sizes: {inputs.Names[0]} is {first.Height}x{first.Width} (height x width), {inputs.Names[i]} is {other.Height}x{other.Width}. "
                + "All have one size; scale or cut them before.");
        }
    }
}
