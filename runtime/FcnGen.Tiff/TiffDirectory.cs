using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace FcnGen;

/// <summary>
/// The first directory of a TIFF or BigTIFF file in either byte order. Nothing is allocated for what an entry merely claims: values are
/// read when they are asked for, and only if the file holds them.
/// </summary>
internal readonly ref struct TiffDirectory
{
    private readonly ReadOnlySpan<byte> _file;
    private readonly bool _big;
    private readonly Dictionary<TiffTag, Entry> _entries;

    /// <summary>Reads the header and the entries of the first directory.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InvalidDataException">The header or the directory is damaged.</exception>
    public TiffDirectory(ReadOnlySpan<byte> file)
    {
        _file = file;
        _entries = [];
        if (!IsTiff(file)) throw new InvalidDataException("it does not begin as a TIFF");
        BigEndian = file[0] == 'M';
        _big = Number(2, 2) == 43;
        Need(0, _big ? 16 : 8, "header");
        if (_big && (Number(4, 2) != 8 || Number(6, 2) != 0)) throw new InvalidDataException("its BigTIFF header is damaged");
        ReadEntries(_big ? Number(8, 8) : Number(4, 4));
    }

    /// <summary>Whether numbers are stored with the most significant byte first.</summary>
    public bool BigEndian { get; }

    /// <summary>Whether a file begins as a TIFF or BigTIFF does.</summary>
    public static bool IsTiff(ReadOnlySpan<byte> file) =>
        file is [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..];

    /// <summary>Whether the directory has the tag.</summary>
    public bool Has(TiffTag tag) => _entries.ContainsKey(tag);

    /// <summary>How many values the tag has; 0 if it is absent.</summary>
    public long Count(TiffTag tag) => _entries.TryGetValue(tag, out Entry entry) ? entry.Count : 0;

    /// <summary>The first value of a tag, or <paramref name="otherwise"/> if it is absent.</summary>
    /// <exception cref="InvalidDataException">The value is not a whole number or lies behind the end of the file.</exception>
    public long Value(TiffTag tag, long otherwise) => Has(tag) ? Values(tag, 1)[0] : otherwise;

    /// <summary>The value of a tag that has to be there.</summary>
    /// <exception cref="InvalidDataException">It is not, or not a whole number, or lies behind the end of the file.</exception>
    public long Required(TiffTag tag) => Values(tag, 1)[0];

    /// <summary>The first values of a tag.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="InvalidDataException">There are fewer, they are not whole numbers, or they lie behind the end of the file.</exception>
    public long[] Values(TiffTag tag, long count)
    {
        if (!_entries.TryGetValue(tag, out Entry entry)) throw new InvalidDataException($"its directory has no {tag}");
        if (entry.Type is not (1 or 3 or 4 or 13 or 16 or 18)) throw new InvalidDataException($"its {tag} is not a whole number (type {entry.Type})");
        if (entry.Count < count) throw new InvalidDataException($"its {tag} has {entry.Count} values where {count} are needed");
        int size = Size(entry.Type);
        Need(entry.Position, (Int128)count * size, tag.ToString());
        var values = new long[count];
        for (int i = 0; i < values.Length; i++)
        {
            ulong value = Number(entry.Position + (long)i * size, size);
            values[i] = value <= long.MaxValue ? (long)value : throw new InvalidDataException($"its {tag} is {value}");
        }

        return values;
    }

    /// <summary>The bytes of a tag of bytes; null if it is absent.</summary>
    /// <exception cref="InvalidDataException">They lie behind the end of the file.</exception>
    public byte[]? Bytes(TiffTag tag)
    {
        if (!_entries.TryGetValue(tag, out Entry entry)) return null;
        if (entry.Type is not (1 or 7)) throw new InvalidDataException($"its {tag} are not bytes (type {entry.Type})");
        Need(entry.Position, entry.Count, tag.ToString());
        return _file.Slice((int)entry.Position, (int)entry.Count).ToArray();
    }

    private void ReadEntries(ulong start)
    {
        int head = _big ? 8 : 2, size = _big ? 20 : 12, inline = _big ? 8 : 4;
        if (start < 8 || start > (ulong)_file.Length) throw new InvalidDataException($"its directory would begin at byte {start} of {_file.Length}; it is cut short or damaged");
        var position = (long)start;
        Need(position, head, "directory");
        ulong count = Number(position, head);
        Need(position + head, (Int128)count * size, "directory");
        position += head;
        for (ulong i = 0; i < count; i++, position += size)
        {
            var tag = (TiffTag)Number(position, 2);
            var type = (int)Number(position + 2, 2);
            ulong values = Number(position + 4, inline);
            long field = position + 4 + inline;
            // An offset that is out of reach only matters if the tag is asked for, and fails then.
            bool fits = values <= (ulong)inline && (long)values * Size(type) <= inline;
            ulong at = fits ? (ulong)field : Number(field, inline);
            _entries.TryAdd(tag, new Entry(type, (long)Math.Min(values, long.MaxValue), (long)Math.Min(at, long.MaxValue)));
        }
    }

    private static int Size(int type) => type switch
    {
        1 or 2 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        _ => 8,
    };

    private ulong Number(long position, int size)
    {
        ReadOnlySpan<byte> at = _file.Slice((int)position, size);
        return size switch
        {
            1 => at[0],
            2 => BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at),
            4 => BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at),
            _ => BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(at) : BinaryPrimitives.ReadUInt64LittleEndian(at),
        };
    }

    private void Need(long position, Int128 bytes, string what)
    {
        if (position + bytes > _file.Length)
            throw new InvalidDataException($"it is cut short: its {what} would end at byte {position + bytes} of {_file.Length}");
    }

    private readonly record struct Entry(int Type, long Count, long Position);
}
