using System;
using System.IO;

namespace FcnGen;

/// <summary>
/// Unpacks run-length coded pixels. Every pixel must be there: files that skip some leave it to the reader what they look like, and are
/// refused.
/// </summary>
internal static class BmpRunLength
{
    /// <summary>Palette indices, bottom row first, a byte each.</summary>
    /// <exception cref="InvalidDataException">The codes end before the picture does, or go beyond it.</exception>
    /// <exception cref="NotSupportedException">Pixels are skipped.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> codes, int width, int height, bool four)
    {
        // A first walk proves that the codes fill the picture, before anything of its size is allocated, if that is much.
        if (!PictureFormats.IsLittle(width, height)) Walk(codes, [], width, height, four);
        var indices = new byte[width * height];
        Walk(codes, indices, width, height, four);
        return indices;
    }

    private static void Walk(ReadOnlySpan<byte> codes, Span<byte> to, int width, int height, bool four)
    {
        int position = 0, x = 0, y = 0;
        while (true)
        {
            if (position + 2 > codes.Length)
            {
                // Some writers leave the end mark out.
                if (y == height - 1 && x == width) return;
                throw CutShort();
            }

            int count = codes[position], value = codes[position + 1];
            position += 2;
            if (count == 0 && value == 0)
            {
                RequireFull(x, width);
                (x, y) = (0, y + 1);
            }
            else if (count == 0 && value == 1)
            {
                if (y < height - 1 || (y == height - 1 && x < width)) throw CutShort();
                return;
            }
            else if (count == 0 && value == 2)
            {
                throw new NotSupportedException("its run-length codes skip pixels, whose colours it does not state");
            }
            else
            {
                bool run = count > 0;
                int pixels = run ? count : value, bytes = run ? 0 : (four ? (pixels + 1) / 2 : pixels);
                if (position + bytes > codes.Length) throw CutShort();
                if (y >= height || x + pixels > width) throw new InvalidDataException("a run-length code goes beyond its row");
                if (to.Length > 0) Put(to.Slice(y * width + x, pixels), run, value, codes.Slice(position, bytes), four);
                x += pixels;
                // Stored pixels end at an even place.
                position += bytes + (bytes & 1);
            }
        }
    }

    private static void Put(Span<byte> to, bool run, int value, ReadOnlySpan<byte> stored, bool four)
    {
        if (!four && run)
        {
            to.Fill((byte)value);
            return;
        }

        if (!four)
        {
            stored.CopyTo(to);
            return;
        }

        for (int i = 0; i < to.Length; i++)
        {
            int pair = run ? value : stored[i / 2];
            to[i] = (byte)(i % 2 == 0 ? pair >> 4 : pair & 15);
        }
    }

    private static void RequireFull(int x, int width)
    {
        if (x < width) throw new NotSupportedException("its run-length codes skip pixels, whose colours it does not state");
    }

    private static InvalidDataException CutShort() => new("it is cut short (its run-length codes end before the picture does)");
}
