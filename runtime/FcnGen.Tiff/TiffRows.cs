using System;
using System.IO;
using BitMiracle.LibTiff.Classic;

namespace FcnGen;

/// <summary>A row of a strip or tile, or the part of it that lies in the picture.</summary>
/// <param name="samples">Packed samples from the left, those of 16 bits in the machine's byte order.</param>
/// <param name="row">The row of the picture.</param>
/// <param name="column">The column of the first pixel.</param>
/// <param name="plane">The sample that the row holds, if samples lie in planes of their own.</param>
internal delegate void TiffRowSink(ReadOnlySpan<byte> samples, int row, int column, int plane);

/// <summary>Decodes the strips or tiles of a page, one row of samples at a time.</summary>
internal static class TiffRows
{
    /// <summary>Hands all rows of the first planes to <paramref name="sink"/>, plane by plane.</summary>
    /// <param name="file">The file.</param>
    /// <param name="layout">Its checked layout.</param>
    /// <param name="planes">How many planes; those behind are not decoded.</param>
    /// <param name="sink">Takes the rows.</param>
    /// <exception cref="InvalidDataException">The pixels are damaged.</exception>
    public static void Read(byte[] file, TiffLayout layout, int planes, TiffRowSink sink)
    {
        if (layout.Compression is TiffCompression.None or TiffCompression.PackBits)
        {
            PlainSegments.Read(file, layout, planes, sink);
            return;
        }

        LibraryErrors.Run(() =>
        {
            using Tiff tiff = Tiff.ClientOpen("picture", "rc", new object(), new CanonicalStream(file, layout))
                ?? throw new InvalidDataException("its directory is damaged");
            if (layout.Photometric == TiffPhotometric.YCbCr) tiff.SetField(BitMiracle.LibTiff.Classic.TiffTag.JPEGCOLORMODE, JpegColorMode.RGB);
            if (layout.Tiled) ReadTiles(tiff, layout, planes, sink);
            else ReadStrips(tiff, layout, planes, sink);
        });
    }

    private static void ReadStrips(Tiff tiff, TiffLayout layout, int planes, TiffRowSink sink)
    {
        var line = new byte[tiff.ScanlineSize()];
        if (line.Length != layout.RowBytes) throw new InvalidDataException($"its rows have {line.Length} bytes where {layout.RowBytes} are needed");
        for (int plane = 0; plane < planes; plane++)
        {
            for (int row = 0; row < layout.Height; row++)
            {
                if (!tiff.ReadScanline(line, row, (short)plane)) throw new InvalidDataException($"row {row} cannot be decoded");
                TiffPredictor.Undo(line, layout);
                sink(line, row, 0, plane);
            }
        }
    }

    private static void ReadTiles(Tiff tiff, TiffLayout layout, int planes, TiffRowSink sink)
    {
        var tile = new byte[tiff.TileSize()];
        var rowBytes = (int)layout.RowBytes;
        if (tile.Length != layout.RowBytes * layout.SegmentHeight)
            throw new InvalidDataException($"its tiles have {tile.Length} bytes where {layout.RowBytes * layout.SegmentHeight} are needed");
        for (int index = 0; index < layout.SegmentsInPlane * planes; index++)
        {
            if (tiff.ReadEncodedTile(index, tile, 0, tile.Length) != tile.Length) throw new InvalidDataException($"tile {index} cannot be decoded");
            (int top, int left, int plane) = layout.PlaceOf(index);
            int rows = layout.RowsInPicture(index);
            for (int row = 0; row < rows; row++)
            {
                Span<byte> line = tile.AsSpan(row * rowBytes, rowBytes);
                TiffPredictor.Undo(line, layout);
                sink(line, top + row, left, plane);
            }
        }
    }
}
