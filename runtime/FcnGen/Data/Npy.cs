using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace FcnGen;

/// <summary>Writes NumPy array files (format 1.0, little-endian float32, C order).</summary>
public static class Npy
{
    /// <summary>Writes an array.</summary>
    /// <param name="path">The file.</param>
    /// <param name="values">The values, the last dimension fastest.</param>
    /// <param name="shape">The extents; their product is the number of values.</param>
    /// <exception cref="ArgumentException">The shape has another number of values.</exception>
    /// <exception cref="OutputFileException">The file cannot be written; an earlier file of that name is unchanged.</exception>
    public static unsafe void Save(string path, ReadOnlySpan<float> values, params IReadOnlyList<int> shape)
    {
        if (shape.Aggregate(1L, (count, extent) => count * extent) != values.Length)
            throw new ArgumentException($"The shape ({string.Join(", ", shape)}) does not have {values.Length} values.", nameof(shape));
        string extents = string.Concat(shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture) + ", ")).TrimEnd();
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({(shape.Count > 1 ? extents.TrimEnd(',') : extents)}), }}";
        // Magic (6), version (2), length (2), text and a newline end on a multiple of 64.
        header = header.PadRight((10 + header.Length + 1 + 63) / 64 * 64 - 11) + '\n';
        fixed (float* pointer = values)
        {
            // A span cannot be captured, its address can: the file is complete before this method returns.
            nint address = (nint)pointer;
            int length = values.Length;
            AtomicFile.Write(path, stream =>
            {
                stream.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
                stream.Write(Encoding.ASCII.GetBytes(header));
                WriteValues(stream, new ReadOnlySpan<float>((void*)address, length));
            });
        }
    }

    private static void WriteValues(Stream stream, ReadOnlySpan<float> values)
    {
        const int piece = 1 << 20;
        for (int start = 0; start < values.Length; start += piece)
            stream.Write(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(piece, values.Length - start))));
    }
}
