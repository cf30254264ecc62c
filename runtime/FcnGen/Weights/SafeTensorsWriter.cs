using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace FcnGen;

/// <summary>A tensor to write.</summary>
internal abstract class TensorToWrite(string name, IReadOnlyList<int> shape)
{
    public string Name => name;

    public IReadOnlyList<int> Shape => shape;

    public long Count => shape.Aggregate(1L, (count, extent) => count * extent);

    public abstract string DataType { get; }

    public abstract void WriteTo(Stream stream);
}

/// <summary>A float32 tensor whose values are fetched when its turn comes, so that one tensor at a time is in memory.</summary>
internal sealed class FloatTensor(string name, IReadOnlyList<int> shape, Action<float[]> fetch) : TensorToWrite(name, shape)
{
    public override string DataType => "F32";

    public override void WriteTo(Stream stream)
    {
        var values = new float[Count];
        fetch(values);
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> bits = MemoryMarshal.Cast<float, int>(values.AsSpan());
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }

        SafeTensorsWriter.WriteInPieces(stream, MemoryMarshal.Cast<float, int>(values.AsSpan()));
    }
}

/// <summary>A float64 vector.</summary>
internal sealed class DoubleTensor(string name, double[] values) : TensorToWrite(name, [values.Length])
{
    public override string DataType => "F64";

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

/// <summary>Writes safetensors files.</summary>
internal static class SafeTensorsWriter
{
    /// <summary>Replaces a file; the earlier one stays until the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors, in the order of their data.</param>
    /// <param name="metadata">Free text entries; null for none.</param>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<TensorToWrite> tensors, IReadOnlyDictionary<string, string>? metadata) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes a whole file into a stream, from front to back.</summary>
    public static void Write(Stream stream, IReadOnlyList<TensorToWrite> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        byte[] header = Header(tensors, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (TensorToWrite tensor in tensors) tensor.WriteTo(stream);
    }

    // A span of bytes cannot be longer than 2^31 - 1, so the bytes of a large tensor are written in pieces.
    internal static void WriteInPieces(Stream stream, ReadOnlySpan<int> values)
    {
        const int piece = 1 << 22;
        for (int start = 0; start < values.Length; start += piece)
            stream.Write(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(piece, values.Length - start))));
    }

    private static byte[] Header(IReadOnlyList<TensorToWrite> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(SafeTensorsHeader.MetadataName);
                foreach (KeyValuePair<string, string> entry in metadata) json.WriteString(entry.Key, entry.Value);
                json.WriteEndObject();
            }

            long offset = 0;
            foreach (TensorToWrite tensor in tensors)
            {
                long end = offset + tensor.Count * SafeTensor.SizeOf(tensor.DataType);
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.DataType);
                json.WriteStartArray("shape");
                foreach (int extent in tensor.Shape) json.WriteNumberValue(extent);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                offset = end;
            }

            json.WriteEndObject();
        }

        // Blanks after the JSON align the data.
        while (buffer.Length % 8 != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }
}
