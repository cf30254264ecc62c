using System;
using System.IO;
using StbImageSharp;

namespace FcnGen;

public sealed partial class Picture
{
    /// <summary>Pictures of more pixels are refused before they are decoded.</summary>
    public const long MaxPixels = 1L << 28;

    /// <summary>
    /// Decodes a file: PNG, JPEG or BMP. Grey becomes three equal channels, alpha is dropped, 16 bits become 8.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputFileException">The file does not exist or cannot be read.</exception>
    /// <exception cref="PictureFormatException">The file is empty, not a picture, cut short or too large.</exception>
    public static Picture Load(string path) => Decode(InputFile.ReadAllBytes(path), path);

    /// <summary>Decodes a picture held in memory; see <see cref="Load"/>.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="PictureFormatException">The bytes are empty, not a picture, cut short or too large.</exception>
    public static Picture Decode(byte[] file, string name)
    {
        if (file.Length == 0) throw new PictureFormatException($"{name} is empty (0 bytes). Copy or download it again.");
        try
        {
            if (!IsRead(file))
            {
                throw new PictureFormatException(
                    $"{name} {RefusedFormats.Describe(file) ?? "is not a picture that can be read. Read are PNG, JPEG and BMP; convert it to one of them."}");
            }

            (int height, int width) = Size(file) ?? throw new InvalidDataException("its header is damaged");
            if ((long)width * height > MaxPixels)
            {
                throw new PictureFormatException(
                    $"{name} has {height}x{width} pixels (height x width); at most {MaxPixels} pixels are read. Scale it down or cut it into tiles.");
            }

            PictureIntegrity.Check(file);
            ImageResult decoded = ImageResult.FromMemory(file, ColorComponents.RedGreenBlue);
            return new Picture(decoded.Data, decoded.Width, decoded.Height);
        }
        catch (InvalidDataException error)
        {
            throw new PictureFormatException($"{name} cannot be decoded: {error.Message}. Copy or download it again.", error);
        }
        catch (Exception error) when (error is not FcnGenException and not OutOfMemoryException)
        {
            // The decoder has no exception type of its own and fails on damaged files in many ways.
            throw new PictureFormatException($"{name} cannot be decoded: {error.Message}. Convert it to PNG or JPEG.", error);
        }
    }

    /// <summary>Writes an 8-bit RGB PNG; an earlier file of that name is replaced only when the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => PngWriter.WriteRgb(stream, Height, Width, Pixels));

    private static bool IsRead(ReadOnlySpan<byte> file) => PngFile.IsPng(file) || file is [0xFF, 0xD8, 0xFF, ..] or [(byte)'B', (byte)'M', ..];

    // The decoder calls a PNG that it finds too large "not a picture", so the header of a PNG is read here.
    private static (int Height, int Width)? Size(byte[] file)
    {
        if (PngFile.IsPng(file))
        {
            PngHeader header = PngFile.ReadHeader(file);
            return (header.Height, header.Width);
        }

        using var stream = new MemoryStream(file, writable: false);
        return ImageInfo.FromStream(stream) is { } info ? (info.Height, info.Width) : null;
    }
}
