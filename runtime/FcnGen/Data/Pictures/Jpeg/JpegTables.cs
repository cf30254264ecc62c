using System;
using System.IO;

namespace FcnGen;

/// <summary>The tables that a JPEG has given so far.</summary>
internal sealed class JpegTables
{
    private readonly bool[] _quantized = new bool[4];

    /// <summary>Huffman tables by number; null where there is none.</summary>
    public JpegHuffman?[] Dc { get; } = new JpegHuffman?[4];

    public JpegHuffman?[] Ac { get; } = new JpegHuffman?[4];

    /// <summary>Whether there is the quantization table of a number.</summary>
    public bool HasQuantization(int number) => _quantized[number];

    /// <exception cref="InvalidDataException">A table is damaged.</exception>
    public void TakeHuffman(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            if (segment.Length < 17 || segment[0] >> 4 > 1 || (segment[0] & 15) > 3) throw new InvalidDataException("a Huffman table is damaged");
            int count = 0;
            foreach (byte codes in segment.Slice(1, 16)) count += codes;
            if (count > 256 || segment.Length < 17 + count) throw new InvalidDataException("a Huffman table is damaged");
            var table = new JpegHuffman(segment.Slice(1, 16), segment.Slice(17, count));
            (segment[0] >> 4 == 0 ? Dc : Ac)[segment[0] & 15] = table;
            segment = segment[(17 + count)..];
        }
    }

    /// <exception cref="InvalidDataException">A table is damaged.</exception>
    public void TakeQuantization(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            int length = segment[0] >> 4 == 0 ? 65 : 129;
            if (segment[0] >> 4 > 1 || (segment[0] & 15) > 3 || segment.Length < length) throw new InvalidDataException("a quantization table is damaged");
            _quantized[segment[0] & 15] = true;
            segment = segment[length..];
        }
    }
}
