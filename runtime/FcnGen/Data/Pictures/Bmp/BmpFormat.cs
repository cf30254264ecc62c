using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Threading;

namespace FcnGen;

/// <summary>BMP of Windows and OS/2: 1 to 32 bits a pixel, plain, run-length coded or with colours of any bits; alpha is left out.</summary>
internal sealed class BmpFormat : IPictureFormat
{
    public string Name => "BMP";

    public IReadOnlyList<string> Extensions { get; } = [".bmp", ".dib"];

    public bool Recognises(ReadOnlySpan<byte> file) => file is [(byte)'B', (byte)'M', ..];

    public PictureClaim ReadClaim(ReadOnlySpan<byte> file) => BmpHeader.Read(file).Claim(file.Length);

    public DecodedPicture Decode(byte[] file, CancellationToken cancel)
    {
        BmpHeader header = BmpHeader.Read(file);
        (int width, int height) = (header.Width, header.Height);
        byte[]? indices = header.Packing is BmpPacking.RunLength4 or BmpPacking.RunLength8
            ? BmpRunLength.Unpack(file.AsSpan(header.Start), width, height, header.Packing == BmpPacking.RunLength4) : null;
        // The last row may lack the bytes that fill it up.
        if (indices is null && header.Start + header.Stride * (height - 1) + ((long)width * header.Bits + 7) / 8 > file.Length)
            throw new InvalidDataException("it is cut short");
        var pixels = new byte[width * height * 3];
        for (int row = 0; row < height; row++)
        {
            cancel.ThrowIfCancellationRequested();
            int y = header.TopDown ? row : height - 1 - row;
            Span<byte> to = pixels.AsSpan(y * width * 3, width * 3);
            if (indices is not null)
            {
                Indexed(indices.AsSpan(row * width, width), 8, header.Palette, to);
                continue;
            }

            ReadOnlySpan<byte> line = file.AsSpan((int)(header.Start + header.Stride * row));
            if (header.Bits <= 8) Indexed(line, header.Bits, header.Palette, to);
            else if (header.Bits == 24) Plain24(line, to);
            else Masked(line, header, to);
        }

        return DecodedPicture.Rgb(pixels, width, height);
    }

    private static void Indexed(ReadOnlySpan<byte> line, int bits, byte[] palette, Span<byte> to)
    {
        for (int x = 0; x * 3 < to.Length; x++)
        {
            int index = PackedBits.Value(line, x, bits);
            if (index * 3 >= palette.Length) throw new InvalidDataException($"a pixel has the colour {index} of a palette of {palette.Length / 3}");
            palette.AsSpan(index * 3, 3).CopyTo(to[(x * 3)..]);
        }
    }

    private static void Plain24(ReadOnlySpan<byte> line, Span<byte> to)
    {
        for (int i = 0; i < to.Length; i += 3) (to[i], to[i + 1], to[i + 2]) = (line[i + 2], line[i + 1], line[i]);
    }

    private static void Masked(ReadOnlySpan<byte> line, BmpHeader header, Span<byte> to)
    {
        for (int c = 0; c < 3; c++)
        {
            uint mask = header.Masks[c];
            if (mask == 0) continue;
            int shift = BitOperations.TrailingZeroCount(mask);
            ulong most = mask >> shift;
            for (int x = 0; x * 3 < to.Length; x++)
            {
                uint pixel = header.Bits == 16
                    ? BinaryPrimitives.ReadUInt16LittleEndian(line[(x * 2)..]) : BinaryPrimitives.ReadUInt32LittleEndian(line[(x * 4)..]);
                to[x * 3 + c] = (byte)((ulong)((pixel & mask) >> shift) * 255 / most);
            }
        }
    }
}
