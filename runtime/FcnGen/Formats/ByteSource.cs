using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace FcnGen.Formats;

/// <summary>Where the bytes of a weight file come from: read at any place, as often as wanted.</summary>
/// <param name="name">What errors call it: the path, or what the stream was called.</param>
internal abstract class ByteSource(string name) : IDisposable
{
    /// <summary>What errors call it.</summary>
    public string Name => name;

    /// <summary>Bytes that there are.</summary>
    public abstract long Length { get; }

    /// <summary>Reads some bytes; 0 at the end.</summary>
    public abstract int Read(Span<byte> bytes, long offset);

    /// <summary>Reads as many bytes as there is room for.</summary>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public void ReadFully(Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            int count = Read(bytes, offset);
            if (count == 0) throw new InvalidDataException("it is cut short");
            bytes = bytes[count..];
            offset += count;
        }
    }

    /// <summary>Closes what this source has opened.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>A regular file, closed with the source.</summary>
    /// <exception cref="InputFileException">It does not exist, is no regular file, or cannot be read.</exception>
    public static ByteSource Of(string path) => new FileSource(path, InputFile.OpenHandle(path));

    /// <summary>
    /// A stream from where it stands to its end. One that can't seek (a download, an entry of a zip file) is copied into memory now.
    /// </summary>
    /// <exception cref="InvalidDataException">It can't seek and has more bytes than one array holds.</exception>
    public static ByteSource Of(Stream stream, string name)
    {
        if (stream.CanSeek) return new StreamSource(name, stream, stream.Position);
        MemoryStream copy = StreamBytes.Copy(stream, Array.MaxLength) ?? throw new InvalidDataException(
            $"the stream can't seek, and it has more than the {Array.MaxLength} bytes that are then held in memory; put it into a file first");
        return new StreamSource(name, copy, 0);
    }

    private sealed class FileSource(string name, SafeFileHandle file) : ByteSource(name)
    {
        public override long Length { get; } = RandomAccess.GetLength(file);

        public override int Read(Span<byte> bytes, long offset) => RandomAccess.Read(file, bytes, offset);

        public override void Dispose() => file.Dispose();
    }

    // The stream stays its owner's.
    private sealed class StreamSource(string name, Stream stream, long start) : ByteSource(name)
    {
        public override long Length => stream.Length - start;

        public override int Read(Span<byte> bytes, long offset)
        {
            stream.Position = start + offset;
            return stream.Read(bytes);
        }
    }
}
