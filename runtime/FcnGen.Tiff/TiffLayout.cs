using System;

namespace FcnGen;

/// <summary>What the first page of a TIFF holds and where, checked against the bytes that are there before anything is decoded.</summary>
internal sealed record TiffLayout
{
    /// <summary>Columns and rows as stored, before the orientation is applied.</summary>
    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Whether samples of more than 8 bits have the most significant byte first.</summary>
    public required bool BigEndian { get; init; }

    public required TiffPhotometric Photometric { get; init; }

    public required TiffCompression Compression { get; init; }

    /// <summary>Samples of a pixel: colours, then alpha and the like.</summary>
    public required int Samples { get; init; }

    public required int Bits { get; init; }

    /// <summary>How many of more than 8 bits mean something; 0 where the file does not say so.</summary>
    public required int SignificantBits { get; init; }

    /// <summary>Whether each sample has strips or tiles of its own.</summary>
    public required bool Separate { get; init; }

    /// <summary>Whether the first sample behind the colours is declared as an alpha that they are already multiplied by.</summary>
    public required bool DeclaresPremultiplied { get; init; }

    public required int Predictor { get; init; }

    public required int FillOrder { get; init; }

    public required int FaxOptions { get; init; }

    /// <summary>1 to 8 as in Exif.</summary>
    public required int Orientation { get; init; }

    public required bool Tiled { get; init; }

    /// <summary>Columns and rows of a tile; of a strip, which is as wide as the picture.</summary>
    public required int SegmentWidth { get; init; }

    public required int SegmentHeight { get; init; }

    /// <summary>Where strips or tiles begin: from left to right and from top to bottom, then those of the next plane.</summary>
    public required long[] Offsets { get; init; }

    public required long[] ByteCounts { get; init; }

    /// <summary>Red, green and blue of each index, 8 bits, one behind the other.</summary>
    public required byte[]? Palette { get; init; }

    public required byte[]? JpegTables { get; init; }

    public required int[] Subsampling { get; init; }

    public int Planes => Separate ? Samples : 1;

    /// <summary>Colours of a pixel.</summary>
    public int Colors => Photometric is TiffPhotometric.Rgb or TiffPhotometric.YCbCr ? 3 : 1;

    /// <summary>Whether there is such an alpha: some files declare one without having a sample for it.</summary>
    public bool Premultiplied => DeclaresPremultiplied && Samples > Colors;

    public int SegmentsAcross => (Width - 1) / SegmentWidth + 1;

    public int SegmentsDown => (Height - 1) / SegmentHeight + 1;

    /// <summary>Strips or tiles of a plane.</summary>
    public int SegmentsInPlane => SegmentsAcross * SegmentsDown;

    /// <summary>Bytes of a decoded row of a strip or tile.</summary>
    public long RowBytes => ((long)SegmentWidth * Bits * (Separate ? 1 : Samples) + 7) / 8;

    /// <summary>Rows of the strip or tile with the index: the last strip has what is left.</summary>
    public int RowsOf(int segment) => Tiled ? SegmentHeight : RowsInPicture(segment);

    /// <summary>Rows of the strip or tile with the index that lie in the picture.</summary>
    public int RowsInPicture(int segment) => Math.Min(SegmentHeight, Height - PlaceOf(segment).Row);

    /// <summary>Where the strip or tile with the index belongs: its first row and column in the picture, and its plane.</summary>
    public (int Row, int Column, int Plane) PlaceOf(int segment)
    {
        (int plane, int inPlane) = Math.DivRem(segment, SegmentsInPlane);
        (int down, int across) = Math.DivRem(inPlane, SegmentsAcross);
        return (down * SegmentHeight, across * SegmentWidth, plane);
    }
}
