using System;
using System.Numerics.Tensors;
using System.Threading;

namespace FcnGen;

/// <summary>
/// The rule that makes 8 bits of 16: 256 equal parts of a range become 0 to 255, so that 0..65535 keeps the high byte and 0..4095 the
/// upper eight of twelve bits.
/// </summary>
internal static class DeepSamples
{
    // Pictures that follow each other mostly have one range.
    private static Table? _last;

    /// <summary>RGB of 8 bits.</summary>
    /// <param name="picture">A picture of 16 bits.</param>
    /// <param name="name">What to call it in the note.</param>
    /// <param name="given">The range that the user wants; null for the file's own.</param>
    /// <param name="cancel">Looked at once a row.</param>
    /// <param name="note">What a reader should know: the values use only a small part of the range.</param>
    public static byte[] ToRgb(DecodedPicture picture, string name, SampleRange? given, CancellationToken cancel, out string? note)
    {
        ushort[] samples = picture.Samples!;
        ushort largest = TensorPrimitives.Max<ushort>(samples);
        SampleRange range = given ?? (IsUnscaled(samples, largest, picture.SignificantBits) ? Bits(picture.SignificantBits) : SampleRange.Full);
        note = given is null && picture.SignificantBits == 0 && largest is > 0 and < 1 << 15 ? Note(name, largest) : null;
        byte[] table = TableOf(range);
        var pixels = new byte[(long)picture.Width * picture.Height * 3];
        int row = picture.Width * picture.Channels, to = 0;
        for (int y = 0; y < picture.Height; y++)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (ushort sample in samples.AsSpan(y * row, row))
            {
                byte value = table[sample];
                pixels[to++] = value;
                if (picture.Channels == 3) continue;
                pixels[to++] = value;
                pixels[to++] = value;
            }
        }

        return pixels;
    }

    // The PNG specification wants samples of fewer bits spread over all 16 (shifted, perhaps with the upper bits repeated below); cameras
    // and microscopes often store them as they are. The second kind is known by its values.
    private static bool IsUnscaled(ReadOnlySpan<ushort> samples, ushort largest, int bits)
    {
        if (bits is < 1 or > 15 || largest > Bits(bits).High) return false;
        foreach (ushort sample in samples)
        {
            int upper = sample >> 16 - bits, shifted = upper << 16 - bits, repeated = shifted;
            for (int shift = bits; shift < 16; shift += bits) repeated |= shifted >> shift;
            if (sample != shifted && sample != repeated) return true;
        }

        return false;
    }

    private static SampleRange Bits(int bits) => new(0, (ushort)((1 << bits) - 1));

    private static byte[] TableOf(SampleRange range)
    {
        if (_last is { } last && last.Range == range) return last.Values;
        var values = new byte[1 << 16];
        for (int value = 0; value < values.Length; value++) values[value] = Map((ushort)value, range);
        _last = new Table(range, values);
        return values;
    }

    private static byte Map(ushort value, SampleRange range) =>
        value <= range.Low ? (byte)0 : value >= range.High ? (byte)255 : (byte)((value - range.Low) * 256L / (range.High - range.Low + 1));

    private static string Note(string name, ushort largest)
    {
        int bits = 8;
        while (largest > Bits(bits).High) bits++;
        if (bits % 2 == 1 && bits < 15) bits++;
        return FormattableString.Invariant(
            $"{name} has samples of 16 bits whose largest value is {largest}, so it comes out dark: 0..65535 becomes black to white. ")
            + $"If your pictures have values of {Bits(bits)}, give --range {Bits(bits)} (in code PictureOptions.Range), which then applies to every 16-bit picture.";
    }

    /// <summary>What each value of 16 bits becomes by a range.</summary>
    private sealed record Table(SampleRange Range, byte[] Values);
}
