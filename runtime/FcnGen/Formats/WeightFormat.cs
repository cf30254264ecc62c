using System;
using System.Collections.Generic;
using System.IO;

namespace FcnGen.Formats;

/// <summary>A format of weights: one class each, named in the list of <see cref="WeightFormats"/>.</summary>
internal abstract class WeightFormat
{
    /// <summary>Its name in messages.</summary>
    public abstract string Name { get; }

    /// <summary>True if a file that begins like this is of the format; the one asked last need not know.</summary>
    /// <param name="start">The first bytes of the file, fewer only if it has fewer.</param>
    public virtual bool Recognizes(ReadOnlySpan<byte> start) => false;

    /// <summary>Reads the header of a file and checks it against the file's size.</summary>
    /// <param name="bytes">The file; the source that is returned disposes of it.</param>
    /// <exception cref="InvalidDataException">The file breaks the format; the message is the reason.</exception>
    public abstract IWeightSource Open(ByteSource bytes);

    /// <summary>Opens a folder; null if the format is none of folders.</summary>
    /// <exception cref="WeightFileException">There are no weights in it, or a file of them is damaged.</exception>
    public virtual IWeightSource? OpenFolder(string folder) => null;

    /// <summary>True if weights that are saved under this path are meant to be of the format.</summary>
    public virtual bool IsMeantBy(string path) => false;

    /// <summary>Writes weights, one tensor at a time; what was there is kept until the new is complete.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="tensors">The tensors, in order.</param>
    /// <param name="metadata">Free text entries; null for none.</param>
    /// <exception cref="OutputFileException">They cannot be written.</exception>
    /// <exception cref="NotSupportedException">The format is only read.</exception>
    public virtual void Save(string path, IReadOnlyList<TensorToWrite> tensors, IReadOnlyDictionary<string, string>? metadata) =>
        throw new NotSupportedException($"{Name} is only read.");

    /// <summary>Does what may fail as reading files does, and names the file and the format where it does.</summary>
    /// <exception cref="WeightFileException">It failed.</exception>
    public static T Read<T>(string name, string format, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or InputFileException)
        {
            throw error switch
            {
                InputFileException => new WeightFileException($"The weight file {error.Message}", error),
                InvalidDataException => new WeightFileException($"{name} cannot be read as {format}: {error.Message}. Copy or convert it again.", error),
                _ => new WeightFileException($"{name} cannot be read: {error.Message}", error),
            };
        }
    }
}
