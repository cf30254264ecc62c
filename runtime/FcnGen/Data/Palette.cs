using System;
using System.Collections.Generic;
using System.Globalization;

namespace FcnGen;

/// <summary>A colour.</summary>
/// <param name="Red">0..255.</param>
/// <param name="Green">0..255.</param>
/// <param name="Blue">0..255.</param>
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>Reads six hexadecimal digits, such as <c>804080</c>.</summary>
    internal static bool TryParseHex(ReadOnlySpan<char> digits, out Rgb color)
    {
        bool valid = int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value) && digits.Length == 6;
        color = new Rgb((byte)(value >> 16), (byte)(value >> 8), (byte)value);
        return valid;
    }
}

/// <summary>A colour for each of the 256 possible labels.</summary>
public sealed class Palette
{
    private readonly Rgb[] _colors;

    /// <summary>Takes the first colours; the labels after them get those of <see cref="Voc"/>.</summary>
    /// <param name="colors">Colours of label 0, 1, and so on.</param>
    /// <exception cref="ArgumentException">More than 256 colours, or none.</exception>
    public Palette(params IReadOnlyList<Rgb> colors)
    {
        ArgumentNullException.ThrowIfNull(colors);
        if (colors.Count is 0 or > 256)
        {
            throw new ArgumentException(
                "A palette has 1 to 256 colours; "
                + $"{colors.Count} were given.", nameof(colors));
        }
        _colors = new Rgb[256];
        for (int label = 0; label < 256; label++) _colors[label] = label < colors.Count ? colors[label] : VocColor(label);
    }

    /// <summary>
    /// The palette of PASCAL VOC: the bits of the label go, three at a time, to red, green and blue from the highest bit down.
    /// 0 is black, 1 is (128, 0, 0), 255 (void) is (224, 224, 192).
    /// </summary>
    public static Palette Voc { get; } = new(VocColor(0));

    /// <summary>The colour of a label.</summary>
    public Rgb this[byte label] => _colors[label];

    private static Rgb VocColor(int label)
    {
        int red = 0, green = 0, blue = 0;
        for (int bit = 7; label != 0; bit--, label >>= 3)
        {
            red |= (label & 1) << bit;
            green |= (label >> 1 & 1) << bit;
            blue |= (label >> 2 & 1) << bit;
        }

        return new Rgb((byte)red, (byte)green, (byte)blue);
    }
}
