using System;
using System.Collections.Generic;
using System.IO;

namespace FcnGen.Formats;

/// <summary>The formats of weights. What a file holds decides how it is read, the path how it is written.</summary>
internal static class WeightFormats
{
    private const int StartBytes = 16;

    private static readonly SafeTensorsFormat s_standard = new();

    // In the order in which they are asked.
    private static readonly WeightFormat[] s_others = [new NpyFormat()];

    /// <summary>Opens a file or a folder.</summary>
    /// <exception cref="WeightFileException">Missing, unreadable, cut short, or of no format that is read.</exception>
    public static IWeightSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileKind? kind = WeightFormat.Read(path, s_standard.Name, () => FileStatus.Of(path)?.Kind);
        if (kind == FileKind.Folder)
        {
            foreach (WeightFormat format in s_others)
            {
                if (format.OpenFolder(path) is { } source) return source;
            }
        }

        return Open(path, () => ByteSource.Of(path));
    }

    /// <summary>Reads what a stream holds from where it stands.</summary>
    /// <exception cref="WeightFileException">Unreadable, cut short, of no format that is read, or too large for memory.</exception>
    public static IWeightSource Open(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        if (!stream.CanRead) throw new ArgumentException("The stream can't be read.", nameof(stream));
        return Open(name, () => ByteSource.Of(stream, name));
    }

    /// <summary>Writes weights in the format that the path means; safetensors if it means none.</summary>
    /// <exception cref="OutputFileException">They cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<TensorToWrite> tensors, IReadOnlyDictionary<string, string>? metadata) =>
        (Array.Find(s_others, format => format.IsMeantBy(path)) ?? s_standard).Save(path, tensors, metadata);

    private static IWeightSource Open(string name, Func<ByteSource> open)
    {
        ByteSource bytes = WeightFormat.Read(name, s_standard.Name, open);
        try
        {
            WeightFormat format = WeightFormat.Read(name, s_standard.Name, () => Recognize(bytes));
            return WeightFormat.Read(name, format.Name, () => format.Open(bytes));
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private static WeightFormat Recognize(ByteSource bytes)
    {
        var start = new byte[Math.Min(bytes.Length, StartBytes)];
        bytes.ReadFully(start, 0);
        return Array.Find(s_others, format => format.Recognizes(start)) ?? s_standard;
    }
}
