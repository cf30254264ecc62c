using System;
using System.IO;
using System.Linq;
using System.Numerics;

namespace FcnGen;

/// <summary>Reads a <see cref="TiffLayout"/> from a directory and refuses by name what is not read.</summary>
internal static class TiffLayoutReader
{
    /// <summary>The layout of the first page, which has at most 2^31 - 1 pixels.</summary>
    /// <param name="directory">The directory of the page.</param>
    /// <param name="fileLength">Bytes of the file.</param>
    /// <param name="anyChannels">True to read channels that are declared as no colours, too.</param>
    /// <exception cref="InvalidDataException">The directory is damaged or claims more than the file can hold.</exception>
    /// <exception cref="NotSupportedException">A kind of TIFF that is not read.</exception>
    public static TiffLayout Read(TiffDirectory directory, long fileLength, bool anyChannels = false)
    {
        (long width, long height) = Size(directory);
        TiffCompression compression = Compression(directory.Value(TiffTag.Compression, 1));
        int samples = Small(directory, TiffTag.SamplesPerPixel, 1, most: 1 << 10);
        int bits = Bits(directory, samples);
        TiffPhotometric photometric = Photometric(directory.Required(TiffTag.Photometric));
        bool tiled = directory.Has(TiffTag.TileWidth) || directory.Has(TiffTag.TileOffsets);
        bool separate = samples > 1 && Small(directory, TiffTag.PlanarConfiguration, 1, most: 2) == 2;
        int significant = bits is > 8 and < 16 ? bits : 0;
        // A statistic by the standard; only one that is all ones, as cameras of 10 to 14 bits write it, says how many bits are used.
        long largest = directory.Value(TiffTag.MaxSampleValue, 0);
        if (bits == 16 && largest > 255 && largest < 65535 && (largest & (largest + 1)) == 0) significant = BitOperations.Log2((ulong)largest) + 1;
        var layout = new TiffLayout
        {
            Width = checked((int)width),
            Height = checked((int)height),
            BigEndian = directory.BigEndian,
            Photometric = photometric,
            Compression = compression,
            Samples = samples,
            Bits = bits,
            SignificantBits = significant,
            Separate = separate,
            DeclaresPremultiplied = directory.Value(TiffTag.ExtraSamples, 0) == 1,
            Predictor = compression is TiffCompression.Lzw or TiffCompression.Deflate or TiffCompression.OldDeflate
                ? Small(directory, TiffTag.Predictor, 1, most: 3) : 1,
            FillOrder = Small(directory, TiffTag.FillOrder, 1, most: 2),
            FaxOptions = (int)(directory.Value(TiffTag.T4Options, 0) & 7),
            Orientation = directory.Value(TiffTag.Orientation, 1) is >= 1 and <= 8 and var orientation ? (int)orientation : 1,
            Tiled = tiled,
            SegmentWidth = tiled ? Small(directory, TiffTag.TileWidth, 0, most: 1 << 24) : (int)width,
            SegmentHeight = tiled ? Small(directory, TiffTag.TileLength, 0, most: 1 << 24) : RowsPerStrip(directory, (int)height),
            Offsets = [],
            ByteCounts = [],
            Palette = photometric == TiffPhotometric.Palette ? Palette(directory, bits) : null,
            JpegTables = compression == TiffCompression.Jpeg ? directory.Bytes(TiffTag.JpegTables) : null,
            Subsampling = photometric == TiffPhotometric.YCbCr && directory.Has(TiffTag.YCbCrSubsampling)
                ? [.. directory.Values(TiffTag.YCbCrSubsampling, 2).Select(value => (int)Math.Min(value, 255))] : [2, 2],
        };
        CheckKind(layout, anyChannels);
        return TiffLimits.WithSegments(layout, directory, fileLength);
    }

    /// <summary>Columns and rows that the directory states.</summary>
    /// <exception cref="InvalidDataException">It does not, or they are not positive.</exception>
    public static (long Width, long Height) Size(TiffDirectory directory)
    {
        long width = directory.Required(TiffTag.ImageWidth), height = directory.Required(TiffTag.ImageLength);
        return width > 0 && height > 0 ? (width, height) : throw new InvalidDataException($"its header states {height}x{width} pixels (height x width)");
    }

    private static TiffCompression Compression(long value) => Enum.IsDefined((TiffCompression)Math.Clamp(value, 0, 65536))
        ? (TiffCompression)value
        : throw new NotSupportedException($"it is compressed by {CompressionName(value)}");

    private static string CompressionName(long value) => value switch
    {
        6 => "JPEG in the old style of TIFF 6.0 (compression 6)",
        9 or 10 => "JBIG",
        32771 => "fax codes aligned to words (compression 32771)",
        32809 => "ThunderScan",
        32908 or 32909 => "PixarLog",
        34676 or 34677 => "SGI's LogLuv",
        34712 or 33003 or 33005 => "JPEG 2000",
        34887 => "LERC",
        34925 => "LZMA",
        50000 => "Zstandard",
        50001 => "WebP",
        50002 or 52546 => "JPEG XL",
        _ => $"a scheme with the number {value}",
    };

    private static TiffPhotometric Photometric(long value) => Enum.IsDefined((TiffPhotometric)Math.Clamp(value, 0, 65536))
        ? (TiffPhotometric)value
        : throw new NotSupportedException($"it holds {PhotometricName(value)}");

    private static string PhotometricName(long value) => value switch
    {
        4 => "a transparency mask as its first page",
        5 => "the inks of a printer (CMYK)",
        8 or 9 or 10 => "CIE L*a*b* colours",
        32803 => "a camera's raw mosaic (CFA)",
        34892 => "a camera's raw colours (linear raw)",
        32844 or 32845 => "LogLuv colours",
        _ => $"colours of an unknown kind (photometric {value})",
    };

    private static int Bits(TiffDirectory directory, int samples)
    {
        long[] bits = directory.Has(TiffTag.BitsPerSample)
            ? directory.Values(TiffTag.BitsPerSample, Math.Clamp(directory.Count(TiffTag.BitsPerSample), 1, samples)) : [1];
        if (bits.Any(other => other != bits[0])) throw new NotSupportedException($"its samples have {string.Join(", ", bits.Take(8))} bits, not all the same");
        long format = Math.Max(1, directory.Value(TiffTag.SampleFormat, 1));
        if (format is 3) throw new NotSupportedException($"its samples are {bits[0]}-bit floating-point numbers, of which it does not say what is black and what is white");
        if (format is 2) throw new NotSupportedException($"its samples are {bits[0]}-bit numbers with a sign, of which it does not say what is black and what is white");
        if (format is not (1 or 4)) throw new NotSupportedException($"its samples are of format {format} (complex numbers, for example)");
        return bits[0] is >= 1 and <= 16 ? (int)bits[0] : throw new NotSupportedException($"its samples have {bits[0]} bits; 1 to 16 are read");
    }

    private static int RowsPerStrip(TiffDirectory directory, int height)
    {
        long rows = directory.Value(TiffTag.RowsPerStrip, uint.MaxValue);
        return rows <= 0 ? throw new InvalidDataException("its strips have 0 rows (RowsPerStrip)") : (int)Math.Min(rows, height);
    }

    private static int Small(TiffDirectory directory, TiffTag tag, long otherwise, int most)
    {
        long value = directory.Value(tag, otherwise);
        return value >= 1 && value <= most ? (int)value : throw new InvalidDataException($"its {tag} is {value}; 1 to {most} are possible");
    }

    // 16 bits each: all reds, all greens, all blues. Old writers stored 8 bits; all values below 256 would be a picture without light.
    private static byte[] Palette(TiffDirectory directory, int bits)
    {
        if (bits > 8) throw new NotSupportedException($"its palette has {bits}-bit indices; 1 to 8 are read");
        int count = 1 << bits;
        long[] values = directory.Values(TiffTag.ColorMap, 3 * count);
        int shift = values.All(value => value < 256) ? 0 : 8;
        var palette = new byte[3 * count];
        for (int i = 0; i < count; i++)
        {
            for (int color = 0; color < 3; color++) palette[3 * i + color] = (byte)(values[color * count + i] >> shift);
        }

        return palette;
    }

    private static void CheckKind(TiffLayout layout, bool anyChannels)
    {
        int extra = layout.Samples - layout.Colors;
        if (extra < 0) throw new InvalidDataException($"it has {layout.Samples} samples per pixel where its colours need {layout.Colors}");
        if (!anyChannels && layout.Colors == 1 && extra > 1)
        {
            throw new NotSupportedException($"it has {layout.Samples} channels that are not declared as red, green and blue "
                + "(save the channel to use as grey, or three of them as RGB; Raster.Load reads all of them)");
        }

        if (layout.Photometric == TiffPhotometric.YCbCr && (layout.Compression != TiffCompression.Jpeg || layout.Separate))
            throw new NotSupportedException("its colours are YCbCr, which is read only where JPEG compresses them together");
        if (layout.Compression == TiffCompression.Jpeg && (layout.Bits != 8 || layout.Photometric == TiffPhotometric.Palette))
            throw new NotSupportedException($"it is compressed by JPEG and has {layout.Bits}-bit samples or a palette");
        if (layout.Compression is TiffCompression.CcittRle or TiffCompression.Fax3 or TiffCompression.Fax4 && (layout.Bits, layout.Samples) != (1, 1))
            throw new InvalidDataException($"it is compressed as a fax but has {layout.Samples} samples of {layout.Bits} bits");
        if (layout.Predictor == 3) throw new InvalidDataException("it has whole numbers and a predictor for floating point");
        if (layout.Predictor == 2 && layout.Bits is not (8 or 16)) throw new NotSupportedException($"it has a predictor on {layout.Bits}-bit samples; 8 and 16 bits are read");
    }
}
