using System;
using System.Buffers.Binary;
using System.Text;

namespace FcnGen;

/// <summary>Files that are something else than a picture that is read, told apart by their first bytes so that a message can name them.</summary>
internal static class RefusedFormats
{
    /// <summary>Two sentences, the first beginning with "is": what the file is and what to do. Null if it is nothing known.</summary>
    public static string? Describe(ReadOnlySpan<byte> file)
    {
        if (Name(file) is { } picture) return $"is {picture}, which is not read. Convert it to PNG (or to JPEG, if it was compressed with loss).";
        if (IsTiff(file)) return "is a TIFF, which the package FcnGen.Tiff reads: reference it and call TiffPictures.Register() once, or convert the file to PNG.";
        return Document(file) is { } document ? $"is {document.What}, not a picture. {document.Advice}" : null;
    }

    private static bool IsTiff(ReadOnlySpan<byte> file) =>
        file is [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..];

    private static string? Name(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8)) return "a GIF";
        if (file.StartsWith("8BPS"u8)) return "a Photoshop document (PSD)";
        if (file.StartsWith("RIFF"u8) && file.Length >= 12 && file[8..12].SequenceEqual("WEBP"u8)) return "a WebP picture";
        if (file.Length >= 12 && file[4..8].SequenceEqual("ftyp"u8)) return IsoMedia(file[8..12]);
        if (file.StartsWith("\0\0\0\u000CjP  \r\n"u8) || file is [0xFF, 0x4F, 0xFF, 0x51, ..]) return "a JPEG 2000 picture";
        if (file.StartsWith("\0\0\0\u000CJXL \r\n"u8) || file is [0xFF, 0x0A, ..]) return "a JPEG XL picture";
        if (file is [(byte)'I', (byte)'I', 0xBC, ..]) return "a JPEG XR picture";
        if (file is [0x76, 0x2F, 0x31, 0x01, ..]) return "an OpenEXR picture";
        if (file.StartsWith("#?RADIANCE"u8) || file.StartsWith("#?RGBE"u8)) return "a Radiance HDR picture";
        if (file is [(byte)'P', >= (byte)'1' and <= (byte)'7', (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t' or (byte)'#', ..]) return "a PNM picture (PBM, PGM, PPM or PAM)";
        if (file is [(byte)'P', (byte)'F' or (byte)'f', (byte)'\n' or (byte)'\r' or (byte)' ', ..]) return "a PFM picture";
        if (file is [0, 0, 1, 0, >= 1, 0, ..]) return "a Windows icon (ICO)";
        if (file is [0, 0, 2, 0, >= 1, 0, _, _, _, 0, ..]) return "a Windows cursor (CUR)";
        if (file.StartsWith("DDS "u8)) return "a DDS texture";
        if (file.StartsWith("qoif"u8)) return "a QOI picture";
        if (file is [0x0A, 0 or 2 or 3 or 4 or 5, 0 or 1, 1 or 2 or 4 or 8, ..]) return "a PCX picture";
        if (file is [0x59, 0xA6, 0x6A, 0x95, ..]) return "a Sun raster picture";
        if (file is [0x01, 0xDA, 0 or 1, 1 or 2, ..]) return "an SGI picture";
        if (file is [0x8A, (byte)'M', (byte)'N', (byte)'G', ..] or [0x8B, (byte)'J', (byte)'N', (byte)'G', ..]) return "an MNG or JNG animation";
        if (file.StartsWith("gimp xcf"u8)) return "a GIMP document (XCF)";
        if (file.StartsWith("FUJIFILMCCD-RAW"u8)) return "a camera's raw file";
        if (file.StartsWith("SIMPLE  ="u8)) return "a FITS file";
        if (file.Length >= 132 && file[128..132].SequenceEqual("DICM"u8)) return "a DICOM file";
        return IsTga(file) ? "a TGA picture" : null;
    }

    private static string IsoMedia(ReadOnlySpan<byte> brand) => Encoding.Latin1.GetString(brand) switch
    {
        "avif" or "avis" => "an AVIF picture",
        "heic" or "heix" or "hevc" or "hevx" or "heim" or "heis" or "mif1" or "msf1" => "a HEIC picture",
        "crx " => "a camera's raw file (CR3)",
        _ => "a film (MP4 or its kin)",
    };

    // The format has no mark at its start, so every field of the header that has few values must have one of them.
    private static bool IsTga(ReadOnlySpan<byte> file)
    {
        if (file.Length < 18) return false;
        bool mapped = file[2] is 1 or 9;
        if (file[2] is not (1 or 2 or 3 or 9 or 10 or 11) || file[1] > 1 || (mapped && file[1] != 1) || (file[17] & 0xC0) != 0) return false;
        if (file[1] == 1 ? file[7] is not (15 or 16 or 24 or 32) : file[3..8].ContainsAnyExcept((byte)0)) return false;
        return file[16] is 8 or 15 or 16 or 24 or 32
            && BinaryPrimitives.ReadUInt16LittleEndian(file[12..]) != 0 && BinaryPrimitives.ReadUInt16LittleEndian(file[14..]) != 0;
    }

    private static (string What, string Advice)? Document(ReadOnlySpan<byte> file)
    {
        const string unpack = "Unpack it first.", export = "Download the picture itself, or export it as PNG.";
        if (file.StartsWith("version https://git-lfs"u8)) return ("a pointer of Git LFS", "Run \"git lfs pull\" to get the file itself.");
        // Behind a byte-order mark.
        ReadOnlySpan<byte> text = file.TrimStart(" \t\r\n\uFEFF"u8);
        string start = Encoding.Latin1.GetString(text[..Math.Min(text.Length, 14)]).ToUpperInvariant();
        if (start.StartsWith("<!DOCTYPE HTML", StringComparison.Ordinal) || start.StartsWith("<HTML", StringComparison.Ordinal)) return ("a web page (HTML)", export);
        if (start.StartsWith("<SVG", StringComparison.Ordinal) || start.StartsWith("<?XML", StringComparison.Ordinal)) return ("an XML file (perhaps SVG)", export);
        if (file.StartsWith("%PDF"u8)) return ("a PDF", export);
        if (file.StartsWith("PK\u0003\u0004"u8)) return ("a ZIP archive", unpack);
        if (file is [0x1F, 0x8B, 8, ..]) return ("packed by gzip", unpack);
        if (file is [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..]) return ("an array of NumPy", "Raster.Load reads one of 8 or 16 bits.");
        if (file is [0x89, (byte)'H', (byte)'D', (byte)'F', ..]) return ("an HDF5 file", export);
        return file.StartsWith("MATLAB 5.0"u8) ? ("a MATLAB file", export) : null;
    }
}
