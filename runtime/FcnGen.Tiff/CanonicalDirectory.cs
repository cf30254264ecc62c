using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>Writes the directory of one page that a layout describes, in the classic form, for <see cref="CanonicalStream"/>.</summary>
internal static class CanonicalDirectory
{
    private const int Short = 3, Long = 4, Undefined = 7;

    /// <summary>The bytes of the directory and of what does not fit into its entries.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="position">Where the directory will lie.</param>
    public static byte[] Write(TiffLayout layout, long position)
    {
        var entries = new SortedDictionary<TiffTag, (int Type, int Count, byte[] Values)>();
        void Add(TiffTag tag, int type, params IReadOnlyCollection<long> values)
        {
            var numbers = new TiffNumbers(layout.BigEndian);
            foreach (long value in values) numbers.Add(value, type == Short ? 2 : 4);
            entries[tag] = (type, values.Count, numbers.ToArray());
        }

        Add(TiffTag.ImageWidth, Long, layout.Width);
        Add(TiffTag.ImageLength, Long, layout.Height);
        Add(TiffTag.BitsPerSample, Short, [.. Enumerable.Repeat((long)layout.Bits, layout.Samples)]);
        Add(TiffTag.Compression, Short, (long)layout.Compression);
        // A palette is applied here, and the library would refuse one without its map.
        Add(TiffTag.Photometric, Short, layout.Photometric == TiffPhotometric.Palette ? (long)TiffPhotometric.BlackIsZero : (long)layout.Photometric);
        Add(TiffTag.FillOrder, Short, layout.FillOrder);
        Add(TiffTag.SamplesPerPixel, Short, layout.Samples);
        Add(TiffTag.PlanarConfiguration, Short, layout.Separate ? 2 : 1);
        if (layout.Compression == TiffCompression.Fax3) Add(TiffTag.T4Options, Long, layout.FaxOptions);
        if (layout.Photometric == TiffPhotometric.YCbCr) Add(TiffTag.YCbCrSubsampling, Short, [.. layout.Subsampling.Select(value => (long)value)]);
        if (layout.JpegTables is { } tables) entries[TiffTag.JpegTables] = (Undefined, tables.Length, tables);
        if (layout.Tiled)
        {
            Add(TiffTag.TileWidth, Long, layout.SegmentWidth);
            Add(TiffTag.TileLength, Long, layout.SegmentHeight);
        }
        else
        {
            Add(TiffTag.RowsPerStrip, Long, layout.SegmentHeight);
        }

        Add(layout.Tiled ? TiffTag.TileOffsets : TiffTag.StripOffsets, Long, layout.Offsets);
        Add(layout.Tiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts, Long, layout.ByteCounts);
        return Write(entries, layout.BigEndian, position);
    }

    private static byte[] Write(SortedDictionary<TiffTag, (int Type, int Count, byte[] Values)> entries, bool bigEndian, long position)
    {
        var directory = new TiffNumbers(bigEndian);
        var behind = new TiffNumbers(bigEndian);
        long start = position + 2 + 12 * entries.Count + 4;
        directory.Add(entries.Count, 2);
        foreach ((TiffTag tag, (int type, int count, byte[] values)) in entries)
        {
            directory.Add((long)tag, 2);
            directory.Add(type, 2);
            directory.Add(count, 4);
            if (values.Length <= 4)
            {
                directory.Add(values);
                directory.Add(0, 4 - values.Length);
                continue;
            }

            directory.Add(start + behind.Length, 4);
            behind.Add(values);
            if (behind.Length % 2 != 0) behind.Add(0, 1);
        }

        directory.Add(0, 4);
        directory.Add(behind.ToArray());
        return directory.ToArray();
    }
}
