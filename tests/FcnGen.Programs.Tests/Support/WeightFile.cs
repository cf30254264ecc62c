using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;

namespace FcnGen.Programs.Tests.Support;

/// <summary>The tensors of a safetensors file, read and written independently of the library: length, JSON header, values.</summary>
internal sealed class WeightFile
{
    public Dictionary<string, (long[] Shape, byte[] Values)> Tensors { get; } = [];

    public static WeightFile Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        var result = new WeightFile();
        foreach ((string name, JsonNode? tensor) in JsonNode.Parse(Encoding.UTF8.GetString(file, 8, length))!.AsObject())
        {
            if (name == "__metadata__") continue;
            long[] shape = [.. tensor!["shape"]!.AsArray().Select(extent => extent!.GetValue<long>())];
            int[] offsets = [.. tensor["data_offsets"]!.AsArray().Select(offset => offset!.GetValue<int>())];
            result.Tensors.Add(name, (shape, file[(8 + length + offsets[0])..(8 + length + offsets[1])]));
        }

        return result;
    }

    /// <summary>Writes a file <c>NAME.npy</c> per tensor into a new folder.</summary>
    public void WriteArrays(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, (long[] shape, byte[] values)) in Tensors)
        {
            string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({string.Concat(shape.Select(extent => $"{extent}, "))}), }}\n";
            File.WriteAllBytes(
                Path.Combine(folder, name + ".npy"),
                [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. values]);
        }
    }

    public void Write(string path)
    {
        var header = new JsonObject();
        long at = 0;
        foreach ((string name, (long[] shape, byte[] values)) in Tensors)
        {
            header[name] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray([.. shape.Select(extent => JsonValue.Create(extent))]),
                ["data_offsets"] = new JsonArray(at, at + values.Length),
            };
            at += values.Length;
        }

        byte[] text = Encoding.UTF8.GetBytes(header.ToJsonString());
        byte[] padded = [.. text, .. Enumerable.Repeat((byte)' ', (8 - text.Length % 8) % 8)];
        var size = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(size, padded.Length);
        File.WriteAllBytes(path, [.. size, .. padded, .. Tensors.Values.SelectMany(tensor => tensor.Values)]);
    }
}
