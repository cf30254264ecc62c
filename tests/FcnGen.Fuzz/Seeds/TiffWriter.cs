using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace FcnGen.Fuzz.Seeds;

/// <summary>Writes TIFFs of every layout, without the library that reads them.</summary>
internal sealed record TiffWriter
{
    public const int None = 1, Fax4 = 4, Lzw = 5, Jpeg = 7, Deflate = 8, PackBits = 32773;

    public int Width { get; init; } = 5;

    public int Height { get; init; } = 4;

    public int Samples { get; init; } = 1;

    public int Bits { get; init; } = 8;

    public int Photometric { get; init; } = 1;

    public int Compression { get; init; } = None;

    public int Predictor { get; init; } = 1;

    public bool BigEndian { get; init; }

    public bool BigTiff { get; init; }

    public bool Separate { get; init; }

    /// <summary>Columns and rows of tiles; strips if null.</summary>
    public (int Width, int Height)? Tile { get; init; }

    public int RowsPerStrip { get; init; } = int.MaxValue;

    /// <summary>Further tags of type SHORT, or instead of those that the rest implies.</summary>
    public Dictionary<int, int[]> Tags { get; init; } = [];

    /// <summary>The packed bytes of strips or tiles where the caller packs them: fax and JPEG.</summary>
    public byte[][]? Packed { get; init; }

    /// <summary>The file.</summary>
    /// <param name="value">The sample of a row, column and channel.</param>
    public byte[] Write(Func<int, int, int, int> value)
    {
        byte[][] segments = Packed ?? [.. Segments(value)];
        var file = new Bytes();
        int header = BigTiff ? 16 : 8;
        var offsets = new List<long>();
        long position = header;
        foreach (byte[] segment in segments)
        {
            offsets.Add(position);
            position += segment.Length + (segment.Length & 1);
        }

        file.Add(BigEndian ? "MM"u8 : "II"u8);
        Number(file, BigTiff ? 43 : 42, 2);
        if (BigTiff)
        {
            Number(file, 8, 2);
            Number(file, 0, 2);
        }

        Number(file, position, BigTiff ? 8 : 4);
        foreach (byte[] segment in segments) file.Add(segment).Add(new byte[segment.Length & 1]);
        Directory(file, Entries(offsets, segments));
        return file.ToArray();
    }

    private SortedDictionary<int, (int Type, long[] Values)> Entries(List<long> offsets, byte[][] segments)
    {
        var entries = new SortedDictionary<int, (int, long[])>
        {
            [256] = (4, [Width]),
            [257] = (4, [Height]),
            [258] = (3, [.. Enumerable.Repeat((long)Bits, Samples)]),
            [259] = (3, [Compression]),
            [262] = (3, [Photometric]),
            [277] = (3, [Samples]),
            [284] = (3, [Separate ? 2 : 1]),
            [Tile is null ? 273 : 324] = (BigTiff ? 16 : 4, [.. offsets]),
            [Tile is null ? 279 : 325] = (BigTiff ? 16 : 4, [.. segments.Select(segment => (long)segment.Length)]),
        };
        if (Predictor != 1) entries[317] = (3, [Predictor]);
        if (Tile is { } tile)
        {
            entries[322] = (4, [tile.Width]);
            entries[323] = (4, [tile.Height]);
        }
        else
        {
            entries[278] = (4, [Math.Min(RowsPerStrip, Height)]);
        }

        foreach ((int tag, int[] values) in Tags) entries[tag] = (3, [.. values.Select(value => (long)value)]);
        return entries;
    }

    private void Directory(Bytes file, SortedDictionary<int, (int Type, long[] Values)> entries)
    {
        int word = BigTiff ? 8 : 4;
        long behind = file.Length + (BigTiff ? 8 : 2) + entries.Count * (4 + 2 * word) + word;
        var values = new Bytes();
        Number(file, entries.Count, BigTiff ? 8 : 2);
        foreach ((int tag, (int type, long[] numbers)) in entries)
        {
            int size = type == 3 ? 2 : type == 4 ? 4 : 8;
            Number(file, tag, 2);
            Number(file, type, 2);
            Number(file, numbers.Length, word);
            bool inline = numbers.Length * size <= word;
            if (!inline) Number(file, behind + values.Length, word);
            foreach (long number in numbers) Number(inline ? file : values, number, size);
            if (inline) file.Add(new byte[word - numbers.Length * size]);
        }

        Number(file, 0, word);
        file.Add(values.ToArray());
    }

    private IEnumerable<byte[]> Segments(Func<int, int, int, int> value)
    {
        (int width, int height) = Tile ?? (Width, Math.Min(RowsPerStrip, Height));
        for (int plane = 0; plane < (Separate ? Samples : 1); plane++)
        {
            for (int top = 0; top < Height; top += height)
            {
                for (int left = 0; left < Width; left += width)
                {
                    int rows = Tile is null ? Math.Min(height, Height - top) : height;
                    byte[][] lines = [.. Enumerable.Range(top, rows).Select(row => Line(value, row, left, width, plane))];
                    yield return Pack(lines);
                }
            }
        }
    }

    // What lies behind the edge of the picture repeats its last pixel.
    private byte[] Line(Func<int, int, int, int> value, int row, int left, int width, int plane)
    {
        int channels = Separate ? 1 : Samples;
        var samples = new int[width * channels];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = value(Math.Min(row, Height - 1), Math.Min(left + i / channels, Width - 1), Separate ? plane : i % channels);
        if (Predictor == 2)
        {
            for (int i = samples.Length - 1; i >= channels; i--) samples[i] = samples[i] - samples[i - channels] & (1 << Bits) - 1;
        }

        var line = new Bytes();
        if (Bits == 16)
        {
            foreach (int sample in samples) Number(line, sample, 2);
            return line.ToArray();
        }

        var packed = new byte[(samples.Length * Bits + 7) / 8];
        for (int bit = 0; bit < samples.Length * Bits; bit++)
            packed[bit / 8] |= (byte)((samples[bit / Bits] >> Bits - 1 - bit % Bits & 1) << 7 - bit % 8);
        return packed;
    }

    private byte[] Pack(byte[][] lines)
    {
        byte[] all = [.. lines.SelectMany(line => line)];
        return Compression switch
        {
            None => all,
            Lzw => LzwPacker.Pack(all),
            Deflate => PngChunks.Deflate(all, CompressionLevel.Optimal),
            PackBits => [.. lines.SelectMany(RunsOf)],
            _ => throw new InvalidOperationException($"Compression {Compression} is packed by the caller."),
        };
    }

    private static IEnumerable<byte> RunsOf(byte[] line)
    {
        for (int i = 0; i < line.Length;)
        {
            int run = 1;
            while (run < 128 && i + run < line.Length && line[i + run] == line[i]) run++;
            if (run > 1)
            {
                yield return (byte)(1 - run);
                yield return line[i];
            }
            else
            {
                while (run < 128 && i + run < line.Length && (i + run + 1 == line.Length || line[i + run] != line[i + run + 1])) run++;
                yield return (byte)(run - 1);
                foreach (byte literal in line.AsSpan(i, run).ToArray()) yield return literal;
            }

            i += run;
        }
    }

    private void Number(Bytes to, long value, int size)
    {
        if (BigEndian) to.Big(value, size);
        else to.Little(value, size);
    }
}

/// <summary>LZW as TIFF has it: codes of 9 to 12 bits, most significant bit first, one code earlier longer than need be.</summary>
internal static class LzwPacker
{
    public static byte[] Pack(byte[] data)
    {
        var codes = new List<(int Code, int Bits)> { (256, 9) };
        var table = new Dictionary<(int Prefix, byte Next), int>();
        int prefix = -1, free = 258, bits = 9;
        foreach (byte next in data)
        {
            if (prefix < 0)
            {
                prefix = next;
                continue;
            }

            if (table.TryGetValue((prefix, next), out int longer))
            {
                prefix = longer;
                continue;
            }

            codes.Add((prefix, bits));
            table[(prefix, next)] = free++;
            prefix = next;
            if (free == (1 << bits) - 1 + 1 && bits < 12) bits++;
            if (free < 4094) continue;
            codes.Add((256, bits));
            table.Clear();
            (free, bits) = (258, 9);
        }

        if (prefix >= 0)
        {
            codes.Add((prefix, bits));
            if (++free == 1 << bits && bits < 12) bits++;
        }

        codes.Add((257, bits));
        var packed = new byte[(codes.Sum(code => code.Bits) + 7) / 8];
        int at = 0;
        foreach ((int code, int length) in codes)
        {
            for (int bit = length - 1; bit >= 0; bit--, at++) packed[at / 8] |= (byte)((code >> bit & 1) << 7 - at % 8);
        }

        return packed;
    }
}
