using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace FcnGen.Formats;

/// <summary>
/// The header of a NumPy array file, <see href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">format 1.0 to 3.0</see>:
/// a magic number, a version, a length, and a Python dictionary as text.
/// </summary>
/// <param name="Type">The type of the values as NumPy spells it, such as <c>&lt;f4</c>.</param>
/// <param name="FortranOrder">True if the first dimension is the fastest.</param>
/// <param name="Shape">Extents; none for a single value.</param>
/// <param name="DataStart">Bytes from the start of the file to the values.</param>
internal sealed record NpyHeader(string Type, bool FortranOrder, IReadOnlyList<long> Shape, long DataStart)
{
    // What NumPy can make arrays of; 1.0 has no longer header, and plain types have one of less than 2000 bytes.
    private const int MaxDimensions = 64, MaxHeader = ushort.MaxValue;

    /// <summary>Magic, version, and the shorter of the two lengths.</summary>
    private const int ShortPrefix = 10;

    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The type, if its values are read as weights.</summary>
    public FloatType? FloatType => Type switch
    {
        "<f4" => Formats.FloatType.Float32,
        "<f8" => Formats.FloatType.Float64,
        "<f2" => Formats.FloatType.Float16,
        _ => null,
    };

    /// <summary>The array as a tensor.</summary>
    public WeightTensor Tensor(string name) => new(name, Shape, Type)
    {
        Obstacle = FloatType is null ? $"is of type {Type}; <f4, <f8 and <f2 are read (in Python: a.astype('<f4'))"
            // One dimension has one order.
            : FortranOrder && Shape.Count > 1 ? "is stored in Fortran order; C order is read (in Python: numpy.ascontiguousarray(a))"
            : null,
    };

    /// <summary>Reads a header and compares the shape with the size of the file, exactly where the type is one of weights.</summary>
    /// <exception cref="InvalidDataException">The file breaks the format; the message is the reason.</exception>
    public static NpyHeader Read(ByteSource bytes)
    {
        Span<byte> prefix = stackalloc byte[ShortPrefix + 2];
        prefix = prefix[..(int)Math.Min(bytes.Length, prefix.Length)];
        bytes.ReadFully(prefix, 0);
        if (!prefix.StartsWith(Magic)) throw new InvalidDataException("it does not start as a NumPy array file does");
        if (prefix.Length < ShortPrefix) throw new InvalidDataException("it is cut short before the header");
        (int major, int minor) = (prefix[6], prefix[7]);
        if (major is < 1 or > 3 || minor != 0) throw new InvalidDataException($"it is of version {major}.{minor}; 1.0, 2.0 and 3.0 are read");
        int start = major == 1 ? ShortPrefix : ShortPrefix + 2;
        if (prefix.Length < start) throw new InvalidDataException("it is cut short before the header");
        long length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        if (length > MaxHeader) throw new InvalidDataException($"its header has {length} bytes; at most {MaxHeader} are read, and arrays of plain numbers need few");
        if (length > bytes.Length - start) throw new InvalidDataException($"it is cut short: a header of {length} bytes is announced, {bytes.Length - start} follow");
        var text = new byte[length];
        bytes.ReadFully(text, start);
        // 3.0 may hold UTF-8, but only within types of fields, which are refused.
        (string type, bool fortranOrder, List<long> shape) = new NpyDictionary(Encoding.Latin1.GetString(text), MaxDimensions).Parse();
        var header = new NpyHeader(type, fortranOrder, shape, start + length);
        header.CheckSize(bytes.Length - header.DataStart);
        return header;
    }

    /// <summary>Writes a header of format 1.0 for float32 in C order; the values follow.</summary>
    /// <exception cref="ArgumentException">NumPy has no such shape.</exception>
    public static void Write(Stream stream, IReadOnlyList<int> shape)
    {
        CheckShape(shape);
        string extents = string.Join(", ", shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({extents}{(shape.Count == 1 ? "," : "")}), }}";
        // The prefix, the text and a newline end on a multiple of 64, so that the values can be mapped into memory.
        header = header.PadRight((ShortPrefix + header.Length + 1 + 63) / 64 * 64 - ShortPrefix - 1) + '\n';
        stream.Write(Magic);
        stream.Write([1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header));
    }

    /// <summary>Refuses shapes that NumPy doesn't have.</summary>
    /// <exception cref="ArgumentException">Too many dimensions, or a negative extent.</exception>
    public static void CheckShape(IReadOnlyList<int> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Count > MaxDimensions) throw new ArgumentException($"The shape has {shape.Count} dimensions; arrays of NumPy have at most {MaxDimensions}.", nameof(shape));
        if (shape.Any(extent => extent < 0)) throw new ArgumentException($"The shape ({string.Join(", ", shape)}) has a negative extent.", nameof(shape));
    }

    private void CheckSize(long there)
    {
        long needed = FloatType is { } type ? FloatValues.SizeOf(type) : 1;
        try
        {
            foreach (long extent in Shape) needed = checked(needed * extent);
        }
        catch (OverflowException)
        {
            throw new InvalidDataException($"its shape ({string.Join(", ", Shape)}) is larger than any file");
        }

        if (FloatType is null) return;
        if (there < needed) throw new InvalidDataException($"it is cut short: {Type} of shape ({string.Join(", ", Shape)}) takes {needed} bytes, {there} follow the header");
        if (there > needed) throw new InvalidDataException($"{there - needed} bytes follow the array, {Type} of shape ({string.Join(", ", Shape)})");
    }
}
