using System;

namespace FcnGen;

/// <summary>Shows labels on top of the picture that they belong to.</summary>
public static class Overlay
{
    /// <summary>Mixes each pixel with the colour of its label.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="labels">Labels of the same size.</param>
    /// <param name="palette">Colours; <see cref="Palette.Voc"/> if null.</param>
    /// <param name="opacity">Share of the label's colour, 0..1.</param>
    /// <param name="transparent">A label whose pixels stay as they are, usually the background 0; -1 for none.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static Picture Blend(Picture picture, LabelMap labels, Palette? palette = null, double opacity = 0.5, int transparent = 0)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(labels);
        if (picture.Height != labels.Height || picture.Width != labels.Width)
        {
            throw new ArgumentException(
                $"The picture is {picture.Height}x{picture.Width} and the labels are {labels.Height}x{labels.Width}; they must be of one size.", nameof(labels));
        }

        palette ??= Palette.Voc;
        int share = (int)Math.Round(Math.Clamp(opacity, 0, 1) * 256);
        var pixels = (byte[])picture.Pixels.Clone();
        for (int i = 0; i < labels.Labels.Length; i++)
        {
            byte label = labels.Labels[i];
            if (label == transparent) continue;
            (byte red, byte green, byte blue) = palette[label];
            Span<byte> pixel = pixels.AsSpan(i * 3, 3);
            pixel[0] = Mix(pixel[0], red, share);
            pixel[1] = Mix(pixel[1], green, share);
            pixel[2] = Mix(pixel[2], blue, share);
        }

        return new Picture(pixels, picture.Width, picture.Height);
    }

    /// <summary>
    /// Mixes each pixel with the colour of its class. Class 0 stays as it is only where it is a background; see
    /// <see cref="ClassTable.Transparent"/>.
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="labels">Labels of the same size.</param>
    /// <param name="classes">Names and colours; null for the colours of PASCAL VOC, whose class 0 is background.</param>
    /// <param name="opacity">Share of the class's colour, 0..1.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static Picture Blend(Picture picture, LabelMap labels, ClassTable? classes, double opacity = 0.5) =>
        Blend(picture, labels, classes?.Palette, opacity, classes?.Transparent ?? 0);

    private static byte Mix(byte from, byte to, int share) => (byte)((from * (256 - share) + to * share + 128) >> 8);
}
