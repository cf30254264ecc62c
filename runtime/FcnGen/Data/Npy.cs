using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Formats;

namespace FcnGen;

/// <summary>Writes NumPy array files (format 1.0, little-endian float32, C order).</summary>
public static class Npy
{
    /// <summary>Writes an array.</summary>
    /// <param name="path">The file.</param>
    /// <param name="values">The values, the last dimension fastest.</param>
    /// <param name="shape">The extents, none negative, 64 at most; their product is the number of values.</param>
    /// <exception cref="ArgumentException">The shape has another number of values, or is none.</exception>
    /// <exception cref="OutputFileException">The file cannot be written; an earlier file of that name is unchanged.</exception>
    public static unsafe void Save(string path, ReadOnlySpan<float> values, params IReadOnlyList<int> shape)
    {
        NpyHeader.CheckShape(shape);
        if (shape.Aggregate(1.0, (count, extent) => count * extent) != values.Length)
            throw new ArgumentException($"The shape ({string.Join(", ", shape)}) does not have {values.Length} values.", nameof(shape));
        fixed (float* pointer = values)
        {
            // A span cannot be captured, its address can: the file is complete before this method returns.
            nint address = (nint)pointer;
            int length = values.Length;
            AtomicFile.Write(path, stream =>
            {
                NpyHeader.Write(stream, shape);
                FloatTensor.Write(stream, new ReadOnlySpan<float>((void*)address, length));
            });
        }
    }
}
