using System;
using System.IO;
using System.Threading;

namespace FcnGen;

/// <summary>Reads streams that others supply, which may have no length, no end, or fail.</summary>
internal static class StreamBytes
{
    /// <summary>Everything from where the stream stands.</summary>
    /// <exception cref="InputFileException">It cannot be read, or holds more than <see cref="InputFile.MaxBytes"/>.</exception>
    public static byte[] Read(Stream stream, string name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            using MemoryStream bytes = Copy(stream, InputFile.MaxBytes, cancel) ?? throw new InputFileException(
                $"{name} holds more than {InputFile.MaxBytes} bytes, which are the most that is read. Make it smaller.");
            return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
        }
        catch (IOException error)
        {
            throw new InputFileException($"{name} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Everything from where the stream stands; null if it holds more than so many bytes.</summary>
    public static MemoryStream? Copy(Stream stream, long most, CancellationToken cancel = default)
    {
        var bytes = new MemoryStream(stream.CanSeek ? (int)Math.Clamp(stream.Length - stream.Position, 0, most) : 0);
        var buffer = new byte[1 << 16];
        while (stream.Read(buffer) is > 0 and var count)
        {
            cancel.ThrowIfCancellationRequested();
            if (bytes.Length + count > most) return null;
            bytes.Write(buffer, 0, count);
        }

        return bytes;
    }
}
