using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Text;

namespace FcnGen;

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
