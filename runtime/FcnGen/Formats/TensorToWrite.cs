using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace FcnGen.Formats;

/// <summary>A tensor to write: its values are put down little endian, the last dimension fastest, in every format.</summary>
internal abstract class TensorToWrite(string name, IReadOnlyList<int> shape)
{
    public string Name => name;

    public IReadOnlyList<int> Shape => shape;

    public long Count => shape.Aggregate(1L, (count, extent) => count * extent);

    public abstract FloatType Type { get; }

    public abstract void WriteTo(Stream stream);
}

/// <summary>A float32 tensor whose values are fetched when its turn comes, so that one tensor at a time is in memory.</summary>
internal sealed class FloatTensor(string name, IReadOnlyList<int> shape, Action<float[]> fetch) : TensorToWrite(name, shape)
{
    public override FloatType Type => FloatType.Float32;

    public override void WriteTo(Stream stream)
    {
        var values = new float[Count];
        fetch(values);
        Write(stream, values);
    }

    /// <summary>Writes values in pieces: a span of bytes cannot be longer than 2^31 - 1.</summary>
    public static void Write(Stream stream, ReadOnlySpan<float> values)
    {
        const int piece = 1 << 20;
        int[] swapped = BitConverter.IsLittleEndian ? [] : new int[Math.Min(piece, values.Length)];
        while (values.Length > 0)
        {
            ReadOnlySpan<int> bits = MemoryMarshal.Cast<float, int>(values[..Math.Min(piece, values.Length)]);
            values = values[bits.Length..];
            if (!BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.ReverseEndianness(bits, swapped);
                bits = swapped.AsSpan(0, bits.Length);
            }

            stream.Write(MemoryMarshal.AsBytes(bits));
        }
    }
}

/// <summary>A float64 vector.</summary>
internal sealed class DoubleTensor(string name, double[] values) : TensorToWrite(name, [values.Length])
{
    public override FloatType Type => FloatType.Float64;

    public override void WriteTo(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
