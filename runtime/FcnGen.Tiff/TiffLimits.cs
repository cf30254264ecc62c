using System;
using System.IO;
using System.Linq;

namespace FcnGen;

/// <summary>
/// Holds what a TIFF claims against what its bytes can hold, before anything of the claimed size is allocated: no scheme packs without
/// limit, and no strip lies outside the file.
/// </summary>
internal static class TiffLimits
{
    // A tile is decoded as a whole, so one that is larger than the picture costs memory that the picture does not need.
    private const long LargestTile = 1L << 25;

    private const long MostSamplesInRow = 1L << 24, WidestFax = 1L << 20;

    /// <summary>The layout with the places of its strips or tiles.</summary>
    /// <exception cref="InvalidDataException">They are missing, lie outside the file, or cannot hold so many pixels.</exception>
    /// <exception cref="NotSupportedException">The rows are too long.</exception>
    public static TiffLayout WithSegments(TiffLayout layout, TiffDirectory directory, long fileLength)
    {
        long count = (long)layout.SegmentsAcross * layout.SegmentsDown * layout.Planes;
        string name = layout.Tiled ? "tile" : "strip";
        long row = (long)layout.SegmentWidth * (layout.Separate ? 1 : layout.Samples);
        long most = layout.Compression is TiffCompression.CcittRle or TiffCompression.Fax3 or TiffCompression.Fax4 ? WidestFax : MostSamplesInRow;
        if (row > most) throw new NotSupportedException($"its rows have {row} samples; at most {most} are read (cut it into tiles)");
        if (layout.Tiled && layout.RowBytes * layout.SegmentHeight > Math.Max(LargestTile, 2L * layout.Width * layout.Height))
            throw new InvalidDataException($"its tiles have {layout.SegmentHeight}x{layout.SegmentWidth} pixels, too many for its {layout.Height}x{layout.Width}");
        long[] offsets = directory.Values(layout.Tiled && directory.Has(TiffTag.TileOffsets) ? TiffTag.TileOffsets : TiffTag.StripOffsets, count);
        long[] counts = Counts(layout, directory, offsets, fileLength);
        long total = 0;
        for (int i = 0; i < count; i++)
        {
            long decoded = layout.RowBytes * layout.RowsOf(i);
            if (layout.Compression == TiffCompression.None && counts[i] > decoded) counts[i] = decoded;
            if (offsets[i] + (Int128)counts[i] > fileLength)
                throw new InvalidDataException($"it is cut short: {name} {i} of {count} would end at byte {offsets[i] + (Int128)counts[i]} of {fileLength}");
            if (decoded > MostDecoded(layout, counts[i], layout.RowsOf(i)))
                throw new InvalidDataException($"{name} {i} of {count} has {counts[i]} bytes, which cannot hold its {decoded} bytes of pixels");
            total += counts[i];
        }

        // Equal tiles may share their bytes; more than that lets a small file ask for work without end.
        if (total > 16 * fileLength) throw new InvalidDataException($"its {count} {name}s overlap: they have {total} bytes in a file of {fileLength}");
        return layout with { Offsets = offsets, ByteCounts = counts };
    }

    // Without byte counts (old writers) only the place of what is not compressed is certain.
    private static long[] Counts(TiffLayout layout, TiffDirectory directory, long[] offsets, long fileLength)
    {
        TiffTag tag = layout.Tiled && directory.Has(TiffTag.TileByteCounts) ? TiffTag.TileByteCounts : TiffTag.StripByteCounts;
        if (directory.Has(tag)) return directory.Values(tag, offsets.Length);
        if (layout.Compression == TiffCompression.None) return [.. offsets.Select((_, i) => layout.RowBytes * layout.RowsOf(i))];
        if (offsets.Length == 1) return [Math.Max(0, fileLength - offsets[0])];
        throw new InvalidDataException($"its directory has no {tag}");
    }

    /// <summary>The most pixels that the layout's strips or tiles can hold.</summary>
    public static long MostPixels(TiffLayout layout)
    {
        Int128 bytes = MostDecoded(layout, layout.ByteCounts.Sum(), 1);
        return (long)Int128.Min(Int128.Min(bytes, long.MaxValue) * 8 / ((long)layout.Bits * layout.Samples), long.MaxValue);
    }

    /// <summary>The most bytes that so many packed bytes can become.</summary>
    private static Int128 MostDecoded(TiffLayout layout, Int128 packed, int rows) => layout.Compression switch
    {
        TiffCompression.None => packed,
        TiffCompression.PackBits => packed * 64,             // 2 bytes are at most 128
        TiffCompression.Lzw => packed * 2731,                // 12 bits are at most a string of 4096
        TiffCompression.Jpeg => packed * 512 * layout.Samples, // a block of 64 takes a bit or more
        TiffCompression.Deflate or TiffCompression.OldDeflate => packed * 1032,
        _ => packed * 8 >= rows ? Int128.MaxValue : 0,       // a fax takes a bit or more for a row of any width
    };
}
