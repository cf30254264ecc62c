using System;
using System.Collections.Generic;
using System.IO;

namespace FcnGen;

/// <summary>The compressed pixels, whose pieces lie in several chunks of the file.</summary>
internal sealed class PngDataStream(byte[] file, List<Range> pieces) : Stream
{
    private int _piece, _done;

    /// <summary>True once more was asked for than there is: the compressed data do not end by themselves.</summary>
    public bool Exhausted { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_piece < pieces.Count)
        {
            ReadOnlySpan<byte> rest = file.AsSpan(pieces[_piece])[_done..];
            if (rest.Length == 0)
            {
                (_piece, _done) = (_piece + 1, 0);
                continue;
            }

            int count = Math.Min(rest.Length, buffer.Length);
            rest[..count].CopyTo(buffer);
            _done += count;
            return count;
        }

        Exhausted = true;
        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
