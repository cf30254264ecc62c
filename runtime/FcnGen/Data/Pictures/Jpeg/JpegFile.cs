using System;
using System.Buffers.Binary;
using System.IO;
using System.Threading;

namespace FcnGen;

/// <summary>
/// Reads a JPEG marker by marker (ITU T.81, annex B) and proves that all of its compressed pixels are there. What the decoder then gets is
/// a <see cref="JpegCopy"/>.
/// </summary>
internal sealed class JpegFile
{
    private const int MaxScans = 256;
    private readonly JpegTables _tables = new();
    private readonly JpegCopy _copy = new();
    private byte[] _quantizationOf = [];
    private int _restartInterval, _scans;

    private JpegFile()
    {
    }

    public JpegFrame? Frame { get; private set; }

    /// <summary>From EXIF, 1 to 8.</summary>
    public int Orientation { get; private set; } = 1;

    /// <summary>A JPEG of the same pixels for the decoder.</summary>
    public byte[] ToDecode() => _copy.ToFile(Frame!);

    /// <summary>Reads up to the frame header: <see cref="Frame"/> is set.</summary>
    public static JpegFile ReadHeader(ReadOnlySpan<byte> file) => Read(file, wholly: false, default);

    /// <summary>Reads everything.</summary>
    /// <exception cref="InvalidDataException">The file is cut short or damaged.</exception>
    /// <exception cref="NotSupportedException">A kind of JPEG that is not read.</exception>
    public static JpegFile ReadAll(ReadOnlySpan<byte> file, CancellationToken cancel) => Read(file, wholly: true, cancel);

    /// <summary>
    /// Where the next marker stands; the file's length if there is none. Bytes between segments that belong to none are passed over, as
    /// other readers do.
    /// </summary>
    public static int FindMarker(ReadOnlySpan<byte> file, int from)
    {
        for (int position = from; position + 1 < file.Length; position++)
        {
            if (file[position] == 0xFF && file[position + 1] is not (0 or 0xFF)) return position;
        }

        return file.Length;
    }

    private static JpegFile Read(ReadOnlySpan<byte> file, bool wholly, CancellationToken cancel)
    {
        var jpeg = new JpegFile();
        int position = 2;
        while ((position = FindMarker(file, position)) < file.Length)
        {
            byte marker = file[position + 1];
            position += 2;
            if (marker == 0xD9)
            {
                jpeg.RequireComplete();
                return jpeg;
            }

            if (marker is 1 or (>= 0xD0 and <= 0xD7)) continue;
            if (marker == 0xD8) throw new InvalidDataException("it holds a start marker twice");
            if (position + 2 > file.Length) break;
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[position..]);
            if (length < 2) throw new InvalidDataException($"a segment (marker {marker:X2}) states no valid length");
            if (position + length > file.Length) break;
            ReadOnlySpan<byte> segment = file.Slice(position + 2, length - 2);
            position += length;
            jpeg.Take(marker, segment);
            if (jpeg.Frame is not null && !wholly) return jpeg;
            if (marker != 0xDA) continue;
            cancel.ThrowIfCancellationRequested();
            (int used, int next) = jpeg.StartScan(segment).Walk(file, position, cancel);
            // Not what may lie behind: the decoder takes some of it for markers and then ends early, without a word.
            jpeg._copy.AddPixels(file[position..used]);
            position = next;
        }

        throw new InvalidDataException("it is cut short (no end-of-image marker)");
    }

    private void Take(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2:
                TakeFrame(marker, segment);
                break;
            case 0xC4:
                _tables.TakeHuffman(segment);
                _copy.Add(marker, segment);
                break;
            case 0xDB:
                // Progressive files are scaled at the end, by the tables that are there then.
                if (_scans > 0 && Frame is { Progressive: true }) throw new NotSupportedException("it changes its quantization between scans");
                _tables.TakeQuantization(segment);
                _copy.Add(marker, segment);
                break;
            case 0xDD:
                if (segment.Length != 2) throw new InvalidDataException("its restart interval is damaged");
                _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                _copy.Add(marker, segment);
                break;
            case 0xDC:
                throw new NotSupportedException("it states its height behind its pixels (DNL)");
            case 0xE0 or 0xEE:
                _copy.Note(marker, segment);
                break;
            case 0xE1:
                if (Orientation == 1 && segment.StartsWith("Exif\0\0"u8)) Orientation = Math.Max(1, Exif.FindOrientation(segment));
                break;
            default:
                if (Refused(marker) is { } kind) throw new NotSupportedException(kind);
                break;
        }
    }

    private static string? Refused(byte marker) => marker switch
    {
        0xC3 => "it is lossless JPEG",
        0xC5 or 0xC6 or 0xC7 or 0xDE or 0xDF => "it is hierarchical JPEG",
        0xC9 or 0xCA or 0xCC => "it is compressed by arithmetic coding",
        0xCB or 0xCD or 0xCE or 0xCF => "it is lossless or hierarchical JPEG with arithmetic coding",
        0xC8 => "it uses a JPEG extension",
        0xF7 or 0xF8 => "it is JPEG-LS",
        _ => null,
    };

    private void TakeFrame(byte marker, ReadOnlySpan<byte> segment)
    {
        if (Frame is not null) throw new InvalidDataException("it holds two frames");
        if (segment.Length < 6) throw new InvalidDataException("its frame header is damaged");
        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), count = segment[5];
        if (segment[0] != 8) throw new NotSupportedException($"it has {segment[0]} bits a sample");
        if (height == 0) throw new NotSupportedException("it states its height behind its pixels (DNL)");
        if (width == 0 || segment.Length != 6 + 3 * count) throw new InvalidDataException("its frame header is damaged");
        if (count is not (1 or 3 or 4)) throw new NotSupportedException($"it has {count} colour channels");
        var components = new JpegComponent[count];
        _quantizationOf = new byte[count];
        byte[] clean = segment.ToArray();
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = segment.Slice(6 + 3 * i, 3);
            if (entry[1] >> 4 is 0 or > 4 || (entry[1] & 15) is 0 or > 4 || entry[2] > 3) throw new InvalidDataException("its frame header is damaged");
            // A channel alone has no other to be smaller than.
            components[i] = count == 1 ? new JpegComponent(entry[0], 1, 1) : new JpegComponent(entry[0], entry[1] >> 4, entry[1] & 15);
            if (count == 1) clean[7] = 0x11;
            for (int earlier = 0; earlier < i; earlier++)
            {
                if (components[earlier].Id == entry[0]) throw new InvalidDataException("its frame header names a colour channel twice");
            }

            _quantizationOf[i] = entry[2];
            clean[6 + 3 * i] = (byte)(i + 1);
        }

        Frame = new JpegFrame { Width = width, Height = height, Progressive = marker == 0xC2, Components = components };
        if (!Frame.Measure()) throw new NotSupportedException("its colour channels have sizes that do not divide each other");
        _copy.Add(marker, clean);
    }

    private JpegScan StartScan(ReadOnlySpan<byte> segment)
    {
        if (Frame is null) throw new InvalidDataException("its pixels begin before its frame header");
        int count = segment.Length > 0 ? segment[0] : 0;
        if (count is 0 or > 4 || segment.Length != 4 + 2 * count) throw new InvalidDataException("a scan header is damaged");
        if (++_scans > MaxScans) throw new NotSupportedException($"it has more than {MaxScans} scans");
        var components = new JpegComponent[count];
        var dc = new JpegHuffman?[count];
        var ac = new JpegHuffman?[count];
        byte[] clean = segment.ToArray();
        for (int i = 0; i < count; i++)
        {
            int index = Find(segment[1 + 2 * i]), tables = segment[2 + 2 * i];
            components[i] = Frame.Components[index];
            if (components.AsSpan(0, i).Contains(components[i]) || tables >> 4 > 3 || (tables & 15) > 3) throw new InvalidDataException("a scan header is damaged");
            if (!_tables.HasQuantization(_quantizationOf[index])) throw new InvalidDataException("a quantization table is missing");
            (dc[i], ac[i]) = (_tables.Dc[tables >> 4], _tables.Ac[tables & 15]);
            clean[1 + 2 * i] = (byte)(index + 1);
        }

        ReadOnlySpan<byte> band = segment[(1 + 2 * count)..];
        (int first, int last, int high, int low) = Frame.Progressive ? (band[0], band[1], band[2] >> 4, band[2] & 15) : (0, 63, 0, 0);
        (clean[^3], clean[^2], clean[^1]) = ((byte)first, (byte)last, (byte)(high << 4 | low));
        _copy.Add(0xDA, clean);
        var scan = new JpegScan
        {
            Frame = Frame, Components = components, Dc = dc, Ac = ac, First = first, Last = last, High = high, Low = low, RestartInterval = _restartInterval,
        };
        scan.Begin();
        return scan;
    }

    private int Find(byte id)
    {
        int index = Array.FindIndex(Frame!.Components, component => component.Id == id);
        return index >= 0 ? index : throw new InvalidDataException("a scan header names a colour channel that the frame does not have");
    }

    private void RequireComplete()
    {
        if (Frame is null) throw new InvalidDataException("it is cut short (no frame header)");
        foreach (JpegComponent component in Frame.Components)
        {
            if (component.LowBit.AsSpan().ContainsAnyExcept(0)) throw new InvalidDataException("it is cut short (not all scans are there)");
        }
    }
}
