using System;
using System.Buffers.Binary;
using System.IO;
using System.Threading;

namespace FcnGen;

public sealed partial class LabelMap
{
    /// <summary>
    /// Reads a label PNG: palette or grey, 1 to 16 bits, interlaced or not. The stored number is the class; palette colours are ignored and
    /// grey is not stretched. Turned as its EXIF orientation says, as its picture is.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="cancel">Looked at once a row.</param>
    /// <exception cref="InputFileException">The file does not exist, is no regular file, or cannot be read.</exception>
    /// <exception cref="LabelFormatException">Not a PNG, damaged, too large, or of a kind that does not hold one class per pixel.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LabelMap Load(string path, CancellationToken cancel = default) => Decode(InputFile.ReadAllBytes(path), path, cancel);

    /// <summary>Reads a label PNG, of any kind, whose colours stand for classes. Classes with a name of void become 255.</summary>
    /// <param name="path">The file.</param>
    /// <param name="colors">The colour of each class.</param>
    /// <param name="cancel">Looked at once a row.</param>
    /// <exception cref="InputFileException">The file does not exist or cannot be read.</exception>
    /// <exception cref="LabelFormatException">Not a PNG, damaged, or a colour has no class.</exception>
    /// <exception cref="ClassTableException">There are no colours, or one stands for two classes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LabelMap Load(string path, ClassTable colors, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(colors);
        return ColorLabels.Read(InputFile.ReadAllBytes(path), path, colors, cancel);
    }

    /// <summary>Reads a label PNG from a stream, from where it stands to its end; see <see cref="Load(string, CancellationToken)"/>.</summary>
    /// <param name="stream">A file, a download, an archive's entry; left open.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="cancel">Looked at between reads and once a row.</param>
    /// <exception cref="InputFileException">The stream cannot be read, or holds more than <see cref="InputFile.MaxBytes"/>.</exception>
    /// <exception cref="LabelFormatException">Not a PNG, damaged, too large, or of a kind that does not hold one class per pixel.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LabelMap Load(Stream stream, string name, CancellationToken cancel = default) => Decode(StreamBytes.Read(stream, name, cancel), name, cancel);

    /// <summary>Reads a label PNG held in memory; see <see cref="Load(string, CancellationToken)"/>.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="cancel">Looked at once a row.</param>
    /// <exception cref="LabelFormatException">Not a PNG, damaged, too large, or of a kind that does not hold one class per pixel.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LabelMap Decode(byte[] file, string name, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(name);
        RequirePng(file, name, " whose pixel values are class indices (palette or 8-bit grey); lossy formats change them");
        try
        {
            PngHeader header = PngFile.ReadHeader(file);
            if (PictureFormats.Problem(name, header.Claim(file.Length), file.Length) is { } problem) throw new LabelFormatException(problem);
            if (header.Channels > 1) throw ColorLabels.NotIndices(file, name, header.Channels, cancel);
            return Decode(file, name, PngImage.Read(file), cancel);
        }
        catch (InvalidDataException error)
        {
            throw new LabelFormatException($"{name} cannot be decoded: {error.Message}. Copy or make it again.", error);
        }
        catch (NotSupportedException error)
        {
            throw new LabelFormatException($"{name} is a PNG of a kind that is not read: {error.Message}. Save it as a palette or 8-bit grey PNG.", error);
        }
    }

    /// <summary>Writes a palette PNG whose indices are the classes.</summary>
    /// <param name="path">The file, whose extension is <c>.png</c>: formats with loss would change the classes.</param>
    /// <param name="palette">Colours to show the classes in; <see cref="Palette.Voc"/> if null.</param>
    /// <exception cref="OutputFileException">Another extension, or the file cannot be written; an earlier file of that name is unchanged.</exception>
    public void Save(string path, Palette? palette = null)
    {
        PngWriter.RequirePng(path, "Label maps");
        AtomicFile.Write(path, stream => Save(stream, palette));
    }

    /// <summary>Writes a palette PNG whose indices are the classes.</summary>
    /// <param name="stream">Receives the file; left open.</param>
    /// <param name="palette">Colours to show the classes in; <see cref="Palette.Voc"/> if null.</param>
    public void Save(Stream stream, Palette? palette = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PngWriter.WriteIndexed(stream, Height, Width, Labels, palette ?? Palette.Voc);
    }

    /// <summary>Makes sure that a file begins as a PNG.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="kind">Which PNGs labels are, and why no others.</param>
    /// <exception cref="LabelFormatException">It is empty or not a PNG.</exception>
    internal static void RequirePng(byte[] file, string name, string kind)
    {
        if (file.Length == 0) throw new LabelFormatException($"{name} is empty (0 bytes). Copy or make it again.");
        if (!PngFile.IsPng(file)) throw new LabelFormatException($"{name} is not a PNG. Labels are PNGs{kind}.");
    }

    private static LabelMap Decode(byte[] file, string name, PngImage image, CancellationToken cancel)
    {
        (int width, int height) = (image.Header.Width, image.Header.Height);
        PngValueSink sink = PngRows.Read(file, image, () => new PngValueSink(image.Header), cancel);
        if (sink.TooLarge is { } place)
        {
            throw new LabelFormatException(
                $"{name} has the label {place.Value} at row {place.Row}, column {place.Column}; labels are 0 to 255. "
                + "It may hold instances rather than classes; save the classes as a palette or 8-bit grey PNG.");
        }

        byte[] values = Orientation.Apply(sink.Values, 1, ref width, ref height, image.Orientation, cancel);
        return new LabelMap(values, width, height);
    }
}

/// <summary>The stored values of a picture of one channel: palette indices stay indices, grey is not stretched.</summary>
internal sealed class PngValueSink(PngHeader header) : IPngSink
{
    public byte[] Values { get; } = new byte[(long)header.Height * header.Width];

    /// <summary>A value of more than 8 bits and its place, if there is one.</summary>
    public (int Value, int Row, int Column)? TooLarge { get; private set; }

    public void Row(ReadOnlySpan<byte> line, int y, int firstX, int stepX, int count)
    {
        Span<byte> to = Values.AsSpan(y * header.Width, header.Width);
        for (int i = 0; i < count; i++)
        {
            int value = header.BitDepth == 16 ? BinaryPrimitives.ReadUInt16BigEndian(line[(i * 2)..]) : PackedBits.Value(line, i, header.BitDepth);
            if (value > byte.MaxValue) TooLarge ??= (value, y, firstX + i * stepX);
            to[firstX + i * stepX] = (byte)value;
        }
    }
}
