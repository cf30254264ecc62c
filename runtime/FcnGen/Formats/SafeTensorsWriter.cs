using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace FcnGen.Formats;

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
                long end = offset + tensor.Count * FloatValues.SizeOf(tensor.Type);
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", SafeTensor.Spell(tensor.Type));
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
