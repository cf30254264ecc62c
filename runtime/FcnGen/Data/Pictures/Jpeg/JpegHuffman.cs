using System;
using System.IO;

namespace FcnGen;

/// <summary>A Huffman table (ITU T.81, annex C): 16 bits looked at give a symbol and its length.</summary>
internal sealed class JpegHuffman
{
    private const int FastBits = 9;
    private readonly short[] _fast = new short[1 << FastBits];
    private readonly int[] _limits = new int[17], _offsets = new int[17];
    private readonly byte[] _symbols;

    /// <param name="counts">How many codes of each length, 1 to 16.</param>
    /// <param name="symbols">Their symbols, the shortest codes first.</param>
    /// <exception cref="InvalidDataException">There are more codes than the lengths allow.</exception>
    public JpegHuffman(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        _fast.AsSpan().Fill(-1);
        int code = 0, first = 0;
        for (int length = 1; length <= 16; length++)
        {
            _offsets[length] = first - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, first++)
            {
                if (length > FastBits) continue;
                int shift = FastBits - length;
                if ((code + 1) << shift <= 1 << FastBits) _fast.AsSpan(code << shift, 1 << shift).Fill((short)(length << 8 | symbols[first]));
            }

            if (code > 1 << length) throw new InvalidDataException("a Huffman table has more codes than fit");
            // The first 16 bits that no code of this length begins.
            _limits[length] = code << 16 - length;
            code <<= 1;
        }
    }

    /// <summary>The next symbol.</summary>
    /// <exception cref="InvalidDataException">The bits are no code of the table, or there are none left.</exception>
    public int Read(ref JpegBits bits)
    {
        int next = bits.Peek16();
        int fast = _fast[next >> 16 - FastBits];
        if (fast >= 0)
        {
            bits.Skip(fast >> 8);
            return fast & 255;
        }

        int length = FastBits + 1;
        while (length <= 16 && next >= _limits[length]) length++;
        if (length > 16)
        {
            bits.RequireMore();
            throw new InvalidDataException("its compressed pixels are damaged (a code that the Huffman table does not have)");
        }

        bits.Skip(length);
        return _symbols[(next >> 16 - length) + _offsets[length]];
    }
}
