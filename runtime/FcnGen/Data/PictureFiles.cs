using System;
using System.IO;
using System.Threading;

namespace FcnGen;

public sealed partial class Picture
{
    /// <summary>Pictures of more pixels are refused before they are decoded.</summary>
    public const long MaxPixels = 1L << 28;

    /// <summary>
    /// Decodes a file: PNG, JPEG or BMP, and what <see cref="PictureFormats.Register"/> added. Turned as its EXIF orientation says; grey
    /// becomes three equal channels, alpha is dropped, 16 bits become 8 as <see cref="PictureOptions.Range"/> says. Works on the caller's
    /// thread until it is done.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <param name="cancel">Looked at where our own code loops; the JPEG library's part, about 10 ns a pixel, runs to its end.</param>
    /// <exception cref="InputFileException">The file does not exist, is no regular file, or cannot be read.</exception>
    /// <exception cref="PictureFormatException">The file is empty, not a picture, damaged, cut short or too large.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Picture Load(string path, PictureOptions? options = null, CancellationToken cancel = default) =>
        Decode(InputFile.ReadAllBytes(path), path, options, cancel);

    /// <summary>Decodes what a stream holds from where it stands to its end; see <see cref="Load(string, PictureOptions?, CancellationToken)"/>.</summary>
    /// <param name="stream">A file, a download, an archive's entry; left open.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <param name="cancel">Looked at between reads and where our own code loops.</param>
    /// <exception cref="InputFileException">The stream cannot be read, or holds more than <see cref="InputFile.MaxBytes"/>.</exception>
    /// <exception cref="PictureFormatException">The bytes are empty, not a picture, damaged, cut short or too large.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Picture Load(Stream stream, string name, PictureOptions? options = null, CancellationToken cancel = default) =>
        Decode(StreamBytes.Read(stream, name, cancel), name, options, cancel);

    /// <summary>Decodes a picture held in memory; see <see cref="Load(string, PictureOptions?, CancellationToken)"/>.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <param name="cancel">Looked at where our own code loops.</param>
    /// <exception cref="PictureFormatException">The bytes are empty, not a picture, damaged, cut short or too large.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Picture Decode(byte[] file, string name, PictureOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(name);
        return PictureFormats.Read(file, name, format =>
        {
            DecodedPicture decoded = format.Decode(file, cancel);
            string? note = null;
            byte[] pixels = decoded.Pixels ?? DeepSamples.ToRgb(decoded, name, options?.Range, cancel, out note);
            (int width, int height) = (decoded.Width, decoded.Height);
            pixels = Orientation.Apply(pixels, 3, ref width, ref height, decoded.Orientation, cancel);
            if (note is not null) options?.Report(note);
            return new Picture(pixels, width, height) { Note = note };
        });
    }

    /// <summary>
    /// What a reader should know of how the file was read, as a sentence; null if there is nothing. So far: a 16-bit picture that uses
    /// only a small part of 0..65535.
    /// </summary>
    public string? Note { get; internal init; }

    /// <summary>Writes an 8-bit RGB PNG; an earlier file of that name is replaced only when the new one is complete.</summary>
    /// <param name="path">The file, whose extension is <c>.png</c>.</param>
    /// <exception cref="OutputFileException">Another extension, or the file cannot be written.</exception>
    public void Save(string path)
    {
        PngWriter.RequirePng(path, "Pictures");
        AtomicFile.Write(path, Save);
    }

    /// <summary>Writes an 8-bit RGB PNG.</summary>
    /// <param name="stream">Receives the file; left open.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PngWriter.WriteRgb(stream, Height, Width, Pixels);
    }
}
