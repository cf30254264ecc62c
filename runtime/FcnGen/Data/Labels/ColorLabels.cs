using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;

namespace FcnGen;

/// <summary>Labels that are pictures: each colour stands for a class.</summary>
internal static class ColorLabels
{
    private const int Shown = 8;

    /// <summary>The class of every pixel by its colour; classes with a name of void become 255.</summary>
    /// <exception cref="LabelFormatException">A colour is not in the table, or the file is not a PNG that can be read.</exception>
    /// <exception cref="ClassTableException">The table gives no colours, or one colour to two classes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LabelMap Read(byte[] file, string name, ClassTable table, CancellationToken cancel)
    {
        IReadOnlyDictionary<Rgb, byte> classes = table.ByColor;
        LabelMap.RequirePng(file, name, "; lossy formats change their colours");
        Picture picture = Decode(file, name, cancel);
        var labels = new byte[picture.Width * picture.Height];
        Rgb last = default;
        bool known = classes.TryGetValue(last, out byte label);
        for (int i = 0; i < labels.Length; i++)
        {
            if (i % picture.Width == 0) cancel.ThrowIfCancellationRequested();
            Rgb color = At(picture, i);
            if (color != last) known = classes.TryGetValue(last = color, out label);
            if (!known)
            {
                throw new LabelFormatException(
                    $"{name} has the colour {Text(color)} at row {i / picture.Width}, column {i % picture.Width}, which {table.Source} does not give to a class. "
                    + $"Colours without a class there: {Found(picture, classes.ContainsKey)}. Add them, or export the labels without smoothing and without JPEG.");
            }

            labels[i] = label;
        }

        return new LabelMap(labels, picture.Width, picture.Height);
    }

    /// <summary>What to say of labels that are colours where no table was given.</summary>
    public static LabelFormatException NotIndices(byte[] file, string name, int channels, CancellationToken cancel)
    {
        Picture picture = Decode(file, name, cancel);
        return new LabelFormatException(
            $"{name} holds colours ({channels} channels), not class indices. Colours found: {Found(picture, _ => false)}. "
            + "Give a file that says which colour is which class, a line \"128 64 128 road\" for each (--label-palette FILE on the command line, LabelColors of a data set in code), "
            + "or save it as a palette or 8-bit grey PNG in which the value of a pixel is its class.");
    }

    /// <summary>A colour as messages and tables write it, such as <c>128 64 128</c>.</summary>
    internal static string Text(Rgb color) => FormattableString.Invariant($"{color.Red} {color.Green} {color.Blue}");

    private static Picture Decode(byte[] file, string name, CancellationToken cancel)
    {
        try
        {
            return Picture.Decode(file, name, cancel: cancel);
        }
        catch (PictureFormatException error)
        {
            throw new LabelFormatException(error.Message, error);
        }
    }

    private static Rgb At(Picture picture, int pixel) => new(picture.Pixels[pixel * 3], picture.Pixels[pixel * 3 + 1], picture.Pixels[pixel * 3 + 2]);

    /// <summary>The commonest colours with their share of the pixels.</summary>
    private static string Found(Picture picture, Func<Rgb, bool> except)
    {
        int pixels = picture.Width * picture.Height;
        var counts = new Dictionary<Rgb, int>();
        for (int i = 0; i < pixels; i++) CollectionsMarshal.GetValueRefOrAddDefault(counts, At(picture, i), out _)++;
        KeyValuePair<Rgb, int>[] found = [.. counts.Where(entry => !except(entry.Key)).OrderByDescending(entry => entry.Value).ThenBy(entry => Text(entry.Key), StringComparer.Ordinal)];
        string list = string.Join(", ", found.Take(Shown).Select(entry => FormattableString.Invariant($"{Text(entry.Key)} {100.0 * entry.Value / pixels:0.##} %")));
        return found.Length > Shown ? $"{list} and {found.Length - Shown} more" : list;
    }
}
