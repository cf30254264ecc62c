using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace FcnGen;

/// <summary>What a PNG's pixels are (the colour type of the header).</summary>
internal enum PngColor
{
    Grey = 0,
    Rgb = 2,
    Indexed = 3,
    GreyAlpha = 4,
    Rgba = 6,
}

/// <summary>The header of a PNG file.</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColor Color, bool Interlaced)
{
    public int Channels => Color switch
    {
        PngColor.Rgb => 3,
        PngColor.GreyAlpha => 2,
        PngColor.Rgba => 4,
        _ => 1,
    };

    public int BitsPerPixel => Channels * BitDepth;

    /// <summary>Bytes of a row of <paramref name="pixels"/> pixels, without its filter byte.</summary>
    public long RowBytes(long pixels) => (pixels * BitsPerPixel + 7) / 8;

    /// <summary>Deflate's best is 1032 bytes for one.</summary>
    public PictureClaim Claim(long fileLength) => new(Width, Height, fileLength * 1032 * 8 / BitsPerPixel);
}

/// <summary>The chunk layer of PNG (ISO/IEC 15948): signature, chunks with their checks, header.</summary>
internal static class PngFile
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    private static readonly uint[] Crc = CrcTable();

    public static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>The chunk at <paramref name="position"/>, which moves behind it.</summary>
    /// <exception cref="InvalidDataException">The file ends inside the chunk, or its check value is wrong.</exception>
    public static ReadOnlySpan<byte> NextChunk(ReadOnlySpan<byte> file, ref int position, out uint type)
    {
        if (position + 12L > file.Length) throw new InvalidDataException("it is cut short");
        long length = BinaryPrimitives.ReadUInt32BigEndian(file[position..]);
        if (position + 12 + length > file.Length) throw new InvalidDataException("it is cut short");
        type = BinaryPrimitives.ReadUInt32BigEndian(file[(position + 4)..]);
        uint stored = BinaryPrimitives.ReadUInt32BigEndian(file[(position + 8 + (int)length)..]);
        if (stored != Checksum(file.Slice(position + 4, (int)length + 4)))
        {
            throw new InvalidDataException("a check value is wrong, so its bytes were damaged");
        }

        ReadOnlySpan<byte> data = file.Slice(position + 8, (int)length);
        position += 12 + (int)length;
        return data;
    }

    /// <summary>The header, which is always the first chunk.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static PngHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        int position = Signature.Length;
        ReadOnlySpan<byte> data = NextChunk(file, ref position, out uint type);
        if (type != ChunkType("IHDR") || data.Length != 13) throw new InvalidDataException("its header is missing");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue) throw new InvalidDataException("its header states no valid size");
        var header = new PngHeader((int)width, (int)height, data[8], (PngColor)data[9], data[12] == 1);
        bool known = header.Color switch
        {
            PngColor.Grey => header.BitDepth is 1 or 2 or 4 or 8 or 16,
            PngColor.Indexed => header.BitDepth is 1 or 2 or 4 or 8,
            PngColor.Rgb or PngColor.GreyAlpha or PngColor.Rgba => header.BitDepth is 8 or 16,
            _ => false,
        };
        if (!known) throw new InvalidDataException($"its header states colour type {data[9]} with {header.BitDepth} bits, which PNG does not have");
        if (data[10] != 0 || data[11] != 0 || data[12] > 1) throw new InvalidDataException("its header states a compression, filter or interlacing that PNG does not have");
        return header;
    }

    public static uint ChunkType(ReadOnlySpan<char> name) => (uint)(name[0] << 24 | name[1] << 16 | name[2] << 8 | name[3]);

    public static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data) crc = Crc[(crc ^ value) & 255] ^ crc >> 8;
        return ~crc;
    }

    private static uint[] CrcTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320u ^ value >> 1 : value >> 1;
            table[i] = value;
        }

        return table;
    }
}

/// <summary>The chunks of a PNG that matter here; every chunk up to the end mark is there and whole.</summary>
internal sealed class PngImage
{
    private int _exif;

    // Null until there is text of that kind. The first counts, so that a file cannot have text without end unpacked.
    private int? _profile, _xmp;

    private PngImage(PngHeader header)
    {
        Header = header;
    }

    public PngHeader Header { get; }

    /// <summary>Where the compressed pixels lie in the file.</summary>
    public List<Range> Data { get; } = [];

    /// <summary>RGB triples; empty if the file has none.</summary>
    public byte[] Palette { get; private set; } = [];

    /// <summary>The most significant bits of any colour channel, from <c>sBIT</c>; 0 if the file does not say.</summary>
    public int SignificantBits { get; private set; }

    /// <summary>From <c>eXIf</c>, else from what programs wrote before there was such a chunk; 1 to 8.</summary>
    public int Orientation => _exif > 0 ? _exif : _profile is > 0 and var profile ? profile : Math.Max(1, _xmp ?? 0);

    /// <exception cref="InvalidDataException">The file is cut short or damaged.</exception>
    /// <exception cref="NotSupportedException">It needs a chunk that the specification does not have.</exception>
    public static PngImage Read(ReadOnlySpan<byte> file)
    {
        var image = new PngImage(PngFile.ReadHeader(file));
        int position = PngFile.Signature.Length;
        while (true)
        {
            ReadOnlySpan<byte> data = PngFile.NextChunk(file, ref position, out uint type);
            string name = Encoding.Latin1.GetString([(byte)(type >> 24), (byte)(type >> 16), (byte)(type >> 8), (byte)type]);
            if (name == "IEND") break;
            image.Take(name, data, position - 4);
        }

        if (image.Data.Count == 0) throw new InvalidDataException("it holds no pixels");
        if (image.Header.Color == PngColor.Indexed && image.Palette.Length == 0) throw new InvalidDataException("its palette is missing");
        return image;
    }

    private void Take(string name, ReadOnlySpan<byte> data, int end)
    {
        switch (name)
        {
            case "IHDR":
                break;
            case "IDAT":
                Data.Add((end - data.Length)..end);
                break;
            case "PLTE":
                if (data.Length is 0 or > 768 || data.Length % 3 != 0) throw new InvalidDataException("its palette is damaged");
                Palette = data.ToArray();
                break;
            case "sBIT":
                int colors = Math.Min(data.Length, Header.Color is PngColor.Grey or PngColor.GreyAlpha ? 1 : 3);
                foreach (byte bits in data[..colors]) SignificantBits = Math.Max(SignificantBits, bits);
                if (SignificantBits > Header.BitDepth) SignificantBits = 0;
                break;
            case "eXIf":
                _exif = Exif.FindOrientation(data);
                break;
            case "tEXt" or "zTXt":
                _profile ??= PngText.ProfileOrientation(data, name == "zTXt");
                break;
            case "iTXt":
                _xmp ??= PngText.XmpOrientation(data);
                break;
            default:
                // A capital letter first: the picture cannot be understood without this chunk.
                if (char.IsAsciiLetterUpper(name[0])) throw new NotSupportedException($"it needs the chunk {name}, which the specification does not have");
                break;
        }
    }
}
