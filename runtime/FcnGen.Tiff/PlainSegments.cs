using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;

namespace FcnGen;

/// <summary>
/// Strips and tiles that are not compressed or are compressed by PackBits. The library reads a literal of PackBits on behind the end of
/// its strip, and needs rows that end where runs do.
/// </summary>
internal static class PlainSegments
{
    /// <summary>Hands all rows of the first planes to <paramref name="sink"/>.</summary>
    /// <exception cref="InvalidDataException">A strip or tile ends before its last row.</exception>
    public static void Read(byte[] file, TiffLayout layout, int planes, TiffRowSink sink)
    {
        var line = new byte[layout.RowBytes];
        for (int index = 0; index < layout.SegmentsInPlane * planes; index++)
        {
            var runs = new PackBits(file.AsSpan((int)layout.Offsets[index], (int)layout.ByteCounts[index]), layout.FillOrder == 2);
            (int top, int left, int plane) = layout.PlaceOf(index);
            int rows = layout.RowsInPicture(index);
            for (int row = 0; row < rows; row++)
            {
                if (!(layout.Compression == TiffCompression.None ? runs.Copy(line) : runs.Fill(line)))
                    throw new InvalidDataException($"its pixels end inside row {top + row} of {layout.Height}");
                if (layout.Bits == 16 && layout.BigEndian == BitConverter.IsLittleEndian)
                {
                    Span<ushort> values = MemoryMarshal.Cast<byte, ushort>(line.AsSpan());
                    BinaryPrimitives.ReverseEndianness(values, values);
                }

                sink(line, top + row, left, plane);
            }
        }
    }

    /// <summary>The bytes of a strip from its start.</summary>
    private ref struct PackBits(ReadOnlySpan<byte> packed, bool mirrored)
    {
        private readonly ReadOnlySpan<byte> _packed = packed;
        private int _position;
        private int _literal;
        private int _repeat;
        private byte _value;

        /// <summary>Bytes as they are; false if there are fewer.</summary>
        public bool Copy(Span<byte> line)
        {
            if (_packed.Length - _position < line.Length) return false;
            Take(line);
            return true;
        }

        /// <summary>Bytes unpacked; a run may go on in the next row. False if there are fewer.</summary>
        public bool Fill(Span<byte> line)
        {
            for (int i = 0; i < line.Length;)
            {
                if (_repeat > 0)
                {
                    int count = Math.Min(_repeat, line.Length - i);
                    line.Slice(i, count).Fill(_value);
                    (i, _repeat) = (i + count, _repeat - count);
                }
                else if (_literal > 0)
                {
                    int count = Math.Min(Math.Min(_literal, line.Length - i), _packed.Length - _position);
                    if (count == 0) return false;
                    Take(line.Slice(i, count));
                    (i, _literal) = (i + count, _literal - count);
                }
                else
                {
                    if (_position + 1 >= _packed.Length) return false;
                    int code = (sbyte)Next();
                    if (code >= 0) _literal = code + 1;
                    else if (code != -128) (_repeat, _value) = (1 - code, Next());
                }
            }

            return true;
        }

        private byte Next()
        {
            byte value = _packed[_position++];
            return mirrored ? Mirror(value) : value;
        }

        private void Take(Span<byte> to)
        {
            _packed.Slice(_position, to.Length).CopyTo(to);
            _position += to.Length;
            if (!mirrored) return;
            foreach (ref byte value in to) value = Mirror(value);
        }

        private static byte Mirror(byte value) => (byte)((value * 0x0202020202ul & 0x010884422010ul) % 1023);
    }
}
