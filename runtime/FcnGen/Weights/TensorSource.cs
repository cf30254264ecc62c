using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace FcnGen;

/// <summary>Where a safetensors file's bytes come from: read at any place, as often as wanted.</summary>
internal abstract class TensorSource : IDisposable
{
    /// <summary>Bytes that there are.</summary>
    public abstract long Length { get; }

    /// <summary>Reads some bytes; 0 at the end.</summary>
    public abstract int Read(Span<byte> bytes, long offset);

    /// <summary>Closes what this source has opened.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>A file, closed with the source.</summary>
    public static TensorSource Of(SafeFileHandle file) => new FileSource(file);

    /// <summary>
    /// A stream from where it stands to its end. One that can't seek (a download, an entry of a zip file) is copied into memory now.
    /// </summary>
    /// <exception cref="InvalidDataException">It can't seek and has more bytes than one array holds.</exception>
    public static TensorSource Of(Stream stream)
    {
        if (stream.CanSeek) return new StreamSource(stream, stream.Position);
        MemoryStream copy = StreamBytes.Copy(stream, Array.MaxLength) ?? throw new InvalidDataException(
            $"the stream can't seek, and it has more than the {Array.MaxLength} bytes that are then held in memory; put it into a file first");
        return new StreamSource(copy, 0);
    }

    private sealed class FileSource(SafeFileHandle file) : TensorSource
    {
        public override long Length { get; } = RandomAccess.GetLength(file);

        public override int Read(Span<byte> bytes, long offset) => RandomAccess.Read(file, bytes, offset);

        public override void Dispose() => file.Dispose();
    }

    // The stream stays its owner's.
    private sealed class StreamSource(Stream stream, long start) : TensorSource
    {
        public override long Length => stream.Length - start;

        public override int Read(Span<byte> bytes, long offset)
        {
            stream.Position = start + offset;
            return stream.Read(bytes);
        }
    }
}
