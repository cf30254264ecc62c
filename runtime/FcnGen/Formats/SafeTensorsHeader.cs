using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace FcnGen.Formats;

/// <summary>The JSON header of a safetensors file: parsed, and checked against the size of the file.</summary>
internal static class SafeTensorsHeader
{
    public const string MetadataName = "__metadata__";

    /// <summary>Parses a header.</summary>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataLength">Bytes that follow it.</param>
    /// <param name="metadata">Receives the free text entries.</param>
    /// <exception cref="InvalidDataException">The header breaks the format; the message is the reason.</exception>
    public static List<SafeTensor> Parse(ReadOnlyMemory<byte> json, long dataLength, Dictionary<string, string> metadata)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new InvalidDataException("its header is not a JSON object");
            var tensors = new List<SafeTensor>();
            var names = new HashSet<string>();
            foreach (JsonProperty entry in document.RootElement.EnumerateObject())
            {
                if (!names.Add(entry.Name)) throw new InvalidDataException($"its header has \"{entry.Name}\" twice");
                if (entry.Name != MetadataName)
                {
                    tensors.Add(ParseTensor(entry));
                    continue;
                }

                foreach (JsonProperty text in entry.Value.EnumerateObject()) metadata[text.Name] = text.Value.GetString() ?? "";
            }

            CheckLayout(tensors, dataLength);
            return tensors;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw new InvalidDataException($"its header is not as the format says ({error.Message})", error);
        }
    }

    private static SafeTensor ParseTensor(JsonProperty entry)
    {
        string type = entry.Value.GetProperty("dtype").GetString() ?? "";
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64())];
        long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        int size = SafeTensor.SizeOf(type);
        if (size == 0) throw new InvalidDataException($"{entry.Name} has the unknown type {type}");
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) throw new InvalidDataException($"{entry.Name} has no valid place in the file");
        if (shape.Any(extent => extent < 0)) throw new InvalidDataException($"{entry.Name} has a negative extent");
        string? obstacle = SafeTensor.Parse(type) is null ? $"is of type {type}; F32, F64, F16 and BF16 are read" : null;
        var tensor = new SafeTensor(new WeightTensor(entry.Name, shape, type) { Obstacle = obstacle }, offsets[0], offsets[1] - offsets[0]);
        if (checked(tensor.Info.Count * size) != tensor.Length)
        {
            throw new InvalidDataException(
                $"{entry.Name} ({type} {tensor.Info.ShapeText}) takes {tensor.Info.Count * size} bytes, "
                + $"but {tensor.Length} are set aside for it");
        }

        return tensor;
    }

    // The format wants the tensors to fill the data without gaps or overlaps.
    private static void CheckLayout(List<SafeTensor> tensors, long dataLength)
    {
        tensors.Sort((a, b) => a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : a.Length.CompareTo(b.Length));
        long end = 0;
        foreach (SafeTensor tensor in tensors)
        {
            if (tensor.Offset < end) throw new InvalidDataException($"{tensor.Info.Name} overlaps the tensor before it");
            if (tensor.Offset > end) throw new InvalidDataException($"there is a gap of {tensor.Offset - end} bytes before {tensor.Info.Name}");
            end = tensor.Offset + tensor.Length;
        }

        if (dataLength < end) throw new InvalidDataException($"it is cut short: {end} bytes of tensors are announced, {dataLength} are there");
        if (dataLength > end) throw new InvalidDataException($"{dataLength - end} bytes follow the last tensor");
    }
}
