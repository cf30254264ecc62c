using System.IO;

namespace FcnGen;

public sealed partial class LabelMap
{
    /// <summary>
    /// Reads a label PNG: palette or grey, 1 to 8 bits. The stored number is the class; palette colours are ignored and grey is not
    /// stretched.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputFileException">The file does not exist or cannot be read.</exception>
    /// <exception cref="LabelFormatException">Not a PNG, damaged, or of a kind that does not hold one class per pixel.</exception>
    public static LabelMap Load(string path) => Decode(InputFile.ReadAllBytes(path), path);

    /// <summary>Reads a label PNG held in memory; see <see cref="Load"/>.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="LabelFormatException">Not a PNG, damaged, or of a kind that does not hold one class per pixel.</exception>
    public static LabelMap Decode(byte[] file, string name)
    {
        if (file.Length == 0) throw new LabelFormatException($"{name} is empty (0 bytes). Copy or make it again.");
        if (!PngFile.IsPng(file))
        {
            throw new LabelFormatException(
                $"{name} is not a PNG. Labels are PNGs whose pixel values are class indices (palette or 8-bit grey); lossy formats change them.");
        }

        try
        {
            PngHeader header = PngFile.ReadHeader(file);
            CheckKind(header, name);
            return new LabelMap(PngReader.ReadValues(file, header), header.Width, header.Height);
        }
        catch (InvalidDataException error)
        {
            throw new LabelFormatException($"{name} cannot be decoded: {error.Message}. Copy or make it again.", error);
        }
    }

    /// <summary>Writes a palette PNG whose indices are the classes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="palette">Colours to show the classes in; <see cref="Palette.Voc"/> if null.</param>
    /// <exception cref="OutputFileException">The file cannot be written; an earlier file of that name is unchanged.</exception>
    public void Save(string path, Palette? palette = null) =>
        AtomicFile.Write(path, stream => PngWriter.WriteIndexed(stream, Height, Width, Labels, palette ?? Palette.Voc));

    private static void CheckKind(PngHeader header, string name)
    {
        if ((long)header.Width * header.Height > Picture.MaxPixels)
            throw new LabelFormatException($"{name} has {header.Width}x{header.Height} pixels; at most {Picture.MaxPixels} are read.");
        if (header.Color is PngColor.Rgb or PngColor.Rgba or PngColor.GreyAlpha)
        {
            throw new LabelFormatException(
                $"{name} holds colours ({header.Channels} channels), not class indices. Save it as a palette or 8-bit grey PNG in which the value of a pixel is its class.");
        }

        if (header.Color is not (PngColor.Grey or PngColor.Indexed))
            throw new LabelFormatException($"{name} has the unknown colour type {(int)header.Color}. Save it as a palette or 8-bit grey PNG.");
        if (header.BitDepth is not (1 or 2 or 4 or 8))
        {
            throw new LabelFormatException(
                $"{name} has {header.BitDepth} bits per pixel; "
                + "labels have 1, 2, 4 or 8. Save it as a palette or 8-bit grey PNG.");
        }
        if (header.Interlaced)
            throw new LabelFormatException($"{name} is interlaced, which is not supported for labels. Save it without interlacing.");
    }
}
