using System;
using System.IO;

namespace FcnGen;

/// <summary>Decodes the first page of a TIFF.</summary>
internal static class TiffDecoder
{
    public static Picture Decode(byte[] file, string name)
    {
        try
        {
            TiffLayout layout = TiffLayoutReader.Read(new TiffDirectory(file), file.Length);
            var levels = new byte[1 << layout.Bits];
            for (int i = 0; i < levels.Length; i++) levels[i] = (byte)((255L * i + (levels.Length - 1) / 2) / (levels.Length - 1));
            var pixels = new TiffPixels(layout, levels);
            TiffRows.Read(file, layout, TiffPixels.PlanesNeeded(layout), pixels.Add);
            return new Picture(layout.Height, layout.Width, pixels.Rgb);
        }
        catch (TiffRefusal refusal)
        {
            throw new PictureFormatException($"{name} is a TIFF {refusal.Message}. Convert it to an 8-bit or 16-bit RGB or grey TIFF or to PNG.", refusal);
        }
        catch (InvalidDataException error)
        {
            throw new PictureFormatException($"{name} cannot be decoded: {error.Message}. Copy or download it again.", error);
        }
    }
}
