using System;
using System.Buffers.Binary;
using System.IO;

namespace FcnGen;

/// <summary>How the pixels of a BMP are stored.</summary>
internal enum BmpPacking
{
    Plain,
    RunLength8,
    RunLength4,
    BitFields,
}

/// <summary>
/// The headers of a BMP: that of OS/2 (12 bytes; 16 to 64 in its second form) and those of Windows (40 bytes, and up to 124 in later
/// ones), with the palette and the bits of the colours.
/// </summary>
internal sealed class BmpHeader
{
    private const int FileHeader = 14;

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>True if the first stored row is the top one.</summary>
    public required bool TopDown { get; init; }

    public required int Bits { get; init; }

    public required BmpPacking Packing { get; init; }

    /// <summary>Where the pixels begin.</summary>
    public required int Start { get; init; }

    /// <summary>RGB triples, for up to 8 bits.</summary>
    public required byte[] Palette { get; init; }

    /// <summary>For 16 and 32 bits: the bits of red, green and blue.</summary>
    public required uint[] Masks { get; init; }

    /// <summary>Bytes from one row to the next, which is a multiple of four.</summary>
    public long Stride => ((long)Width * Bits + 31) / 32 * 4;

    /// <exception cref="InvalidDataException">The headers are cut short or damaged.</exception>
    /// <exception cref="NotSupportedException">A kind of BMP that is not read.</exception>
    public static BmpHeader Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < FileHeader + 12) throw new InvalidDataException("it is cut short");
        uint size = U32(file, FileHeader);
        if (size is not (12 or (>= 16 and <= 124)) || size % 2 != 0) throw new NotSupportedException($"its header has {size} bytes");
        if (file.Length < FileHeader + size) throw new InvalidDataException("it is cut short");
        bool old = size == 12;
        long width = old ? U16(file, 18) : (int)U32(file, 18), height = old ? U16(file, 20) : (int)U32(file, 22);
        int bits = U16(file, old ? 24 : 28);
        uint compression = size >= 20 ? U32(file, 30) : 0;
        if (width <= 0 || height is 0 or int.MinValue) throw new InvalidDataException("its header states no valid size");
        BmpPacking packing = Kind(compression, bits, size);
        bool topDown = height < 0;
        if (topDown && packing is (BmpPacking.RunLength4 or BmpPacking.RunLength8))
            throw new InvalidDataException("it is run-length coded from the top, which BMP does not have");
        int position = FileHeader + (int)size;
        uint[] masks = Masking(file, packing, bits, size, compression, ref position);
        uint start = U32(file, 10);
        if (start < position || start > file.Length) throw new InvalidDataException("its header states no valid place of the pixels");
        return new BmpHeader
        {
            Width = (int)width,
            Height = (int)Math.Abs(height),
            TopDown = topDown,
            Bits = bits,
            Packing = packing,
            Start = (int)start,
            Masks = masks,
            Palette = bits <= 8 ? ReadPalette(file, position, (int)start, old ? 3 : 4, bits, size >= 36 ? U32(file, 46) : 0) : [],
        };
    }

    /// <summary>Plain pixels take the bits that they take; a run of 255 takes two bytes.</summary>
    public PictureClaim Claim(long fileLength) => new(
        Width, Height, Packing is BmpPacking.RunLength4 or BmpPacking.RunLength8 ? (fileLength - Start) * 255 / 2 : (fileLength - Start) * 8 / Bits);

    private static BmpPacking Kind(uint compression, int bits, uint size) => (compression, bits) switch
    {
        (0, 1 or 2 or 4 or 8 or 16 or 24 or 32) => BmpPacking.Plain,
        (1, 8) => BmpPacking.RunLength8,
        (2, 4) => BmpPacking.RunLength4,
        // The same number means a fax code in OS/2's second header.
        (3, 16 or 32) when size is 40 or >= 52 and not 64 => BmpPacking.BitFields,
        (6, 16 or 32) => BmpPacking.BitFields,
        (3, 1) => throw new NotSupportedException("its pixels are packed as a fax (Huffman 1D)"),
        (4, 24) when size is > 16 and <= 64 and not 40 => throw new NotSupportedException("its pixels are run-length coded with 24 bits"),
        (4, _) => throw new NotSupportedException("it holds a JPEG"),
        (5, _) => throw new NotSupportedException("it holds a PNG"),
        (0, _) => throw new NotSupportedException($"it has {bits} bits a pixel"),
        (<= 6, _) => throw new InvalidDataException($"its header states {bits} bits a pixel with compression {compression}, which BMP does not have"),
        _ => throw new NotSupportedException($"it is compressed in the way {compression}"),
    };

    private static uint[] Masking(ReadOnlySpan<byte> file, BmpPacking packing, int bits, uint size, uint compression, ref int position)
    {
        if (packing != BmpPacking.BitFields) return bits == 16 ? [0x7C00, 0x03E0, 0x001F] : [0xFF0000, 0xFF00, 0xFF];
        int place = FileHeader + 40;
        if (size < 52)
        {
            // Behind the first header of Windows; with alpha they are four.
            place = position;
            position += compression == 6 ? 16 : 12;
            if (file.Length < position) throw new InvalidDataException("it is cut short");
        }

        uint[] masks = [U32(file, place), U32(file, place + 4), U32(file, place + 8)];
        foreach (uint mask in masks)
        {
            // One run of bits inside the pixel; none means that the colour is missing everywhere.
            ulong low = (ulong)mask & (~(ulong)mask + 1);
            if ((((ulong)mask + low) & mask) != 0 || (bits == 16 && mask > 0xFFFF)) throw new InvalidDataException("its colours are bits that do not lie together");
        }

        return masks;
    }

    private static byte[] ReadPalette(ReadOnlySpan<byte> file, int position, int start, int entry, int bits, uint stated)
    {
        long count = stated is 0 || stated > 1u << bits ? 1 << bits : stated;
        // Old programs state no number and store fewer.
        count = Math.Min(count, (start - position) / entry);
        var palette = new byte[count * 3];
        for (int i = 0; i < count; i++)
            (palette[i * 3], palette[i * 3 + 1], palette[i * 3 + 2]) = (file[position + i * entry + 2], file[position + i * entry + 1], file[position + i * entry]);
        return palette;
    }

    private static ushort U16(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);

    private static uint U32(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);
}
