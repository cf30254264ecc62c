using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Threading;

namespace FcnGen;

/// <summary>Takes the rows of a PNG, of which interlaced files have seven times as many small ones.</summary>
internal interface IPngSink
{
    /// <param name="line">The stored bytes of the row, unfiltered.</param>
    /// <param name="y">The picture's row.</param>
    /// <param name="firstX">The column of the first pixel.</param>
    /// <param name="stepX">Columns from one pixel to the next.</param>
    /// <param name="count">Pixels in <paramref name="line"/>.</param>
    void Row(ReadOnlySpan<byte> line, int y, int firstX, int stepX, int count);
}

/// <summary>Unpacks the pixels of a PNG row by row (ISO/IEC 15948, clauses 8 to 10), interlaced or not, and undoes the filters of rows.</summary>
internal static class PngRows
{
    // Where the passes of Adam7 begin and how far their pixels lie apart.
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private static readonly (int X, int Y, int StepX, int StepY)[] Whole = [(0, 0, 1, 1)];

    /// <summary>
    /// Gives every row to a sink. <paramref name="newSink"/> is called once it is likely that all rows are there, or memory does not matter:
    /// data so dense that a small file could claim a lot of memory are unpacked once for nothing before.
    /// </summary>
    /// <exception cref="InvalidDataException">There are too few pixels, or the compressed data are damaged or do not end.</exception>
    public static TSink Read<TSink>(byte[] file, PngImage image, Func<TSink> newSink, CancellationToken cancel)
        where TSink : class, IPngSink
    {
        const int usualRatio = 32;
        PngHeader header = image.Header;
        if (!PictureFormats.IsLittle(header.Width, header.Height) && Unpacked(header) > (long)file.Length * usualRatio) Pass<TSink>(file, image, null, cancel);
        TSink sink = newSink();
        Pass(file, image, sink, cancel);
        return sink;
    }

    private static void Pass<TSink>(byte[] file, PngImage image, TSink? sink, CancellationToken cancel)
        where TSink : class, IPngSink
    {
        PngHeader header = image.Header;
        var packed = new PngDataStream(file, image.Data);
        using var inflater = new ZLibStream(packed, CompressionMode.Decompress);
        foreach ((int x, int y, int stepX, int stepY) in header.Interlaced ? Adam7 : Whole)
        {
            int count = Count(header.Width, x, stepX);
            if (count == 0) continue;
            if (header.RowBytes(count) >= Array.MaxLength) throw new NotSupportedException($"a row has {header.RowBytes(count)} bytes");
            var line = new byte[header.RowBytes(count) + 1];
            var above = new byte[line.Length];
            for (int row = y; row < header.Height; row += stepY)
            {
                cancel.ThrowIfCancellationRequested();
                if (Inflate(inflater, line) < line.Length)
                    throw new InvalidDataException("it holds fewer pixels than its header states");
                if (sink is null) continue;
                Unfilter(line[0], line.AsSpan(1), above.AsSpan(1), Math.Max(1, header.BitsPerPixel / 8));
                sink.Row(line.AsSpan(1), row, x, stepX, count);
                (line, above) = (above, line);
            }
        }

        ReadEnd(inflater);
        if (packed.Exhausted) throw new InvalidDataException("its compressed pixels are cut short");
    }

    // The check value of the compressed data is compared when their end is reached. Some writers leave a little more than the pixels.
    private static void ReadEnd(ZLibStream inflater)
    {
        const int most = 1 << 16;
        var rest = new byte[4096];
        int excess = 0;
        while (Inflate(inflater, rest) is > 0 and var count)
        {
            excess += count;
            if (excess > most) throw new InvalidDataException("it holds more pixels than its header states");
        }
    }

    /// <summary>The next bytes; fewer than asked for at the end.</summary>
    /// <exception cref="InvalidDataException">The compressed data are damaged.</exception>
    internal static int Inflate(ZLibStream inflater, Span<byte> to)
    {
        try
        {
            return inflater.ReadAtLeast(to, to.Length, throwOnEndOfStream: false);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            // The second where the data ask for a dictionary, which PNG does not have.
            throw new InvalidDataException("its compressed pixels are damaged", error);
        }
    }

    private static long Unpacked(PngHeader header)
    {
        long bytes = 0;
        foreach ((int x, int y, int stepX, int stepY) in header.Interlaced ? Adam7 : Whole)
        {
            int count = Count(header.Width, x, stepX);
            if (count > 0) bytes += (header.RowBytes(count) + 1) * Count(header.Height, y, stepY);
        }

        return bytes;
    }

    private static int Count(int side, int first, int step) => side <= first ? 0 : (side - first - 1) / step + 1;

    /// <summary>Undoes the filter of a row, which stores the difference from a guess made of neighbouring bytes.</summary>
    /// <param name="filter">0 none, 1 sub, 2 up, 3 average, 4 Paeth.</param>
    /// <param name="line">The row; unfiltered in place.</param>
    /// <param name="above">The row above, unfiltered; zeros for the first.</param>
    /// <param name="size">Bytes of a pixel, at least 1: the distance to the pixel on the left.</param>
    /// <exception cref="InvalidDataException">There is no such filter.</exception>
    private static void Unfilter(byte filter, Span<byte> line, ReadOnlySpan<byte> above, int size)
    {
        above = above[..line.Length];
        int start = Math.Min(size, line.Length);
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (int i = start; i < line.Length; i++) line[i] += line[i - size];
                break;
            case 2:
                for (int i = 0; i < line.Length; i++) line[i] += above[i];
                break;
            case 3:
                for (int i = 0; i < start; i++) line[i] += (byte)(above[i] / 2);
                for (int i = start; i < line.Length; i++) line[i] += (byte)((line[i - size] + above[i]) / 2);
                break;
            case 4:
                for (int i = 0; i < start; i++) line[i] += above[i];
                for (int i = start; i < line.Length; i++) line[i] += (byte)Paeth(line[i - size], above[i], above[i - size]);
                break;
            default:
                throw new InvalidDataException($"a row has the unknown filter {filter}");
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        int estimate = left + up - corner;
        int toLeft = Math.Abs(estimate - left), toUp = Math.Abs(estimate - up), toCorner = Math.Abs(estimate - corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}

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
