using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using FcnGen.Tests;
using Google.Protobuf;

namespace FcnGen.Cpu.Tests;

/// <summary>Layer outputs that Caffe computed, in <c>shared/data</c> beside the repository; tests that need them are skipped where the folder is absent.</summary>
internal static class Goldens
{
    /// <summary>Where they are, for <see cref="SharedFactAttribute"/>.</summary>
    public const string Folder = "data/caffe-layer-goldens";

    /// <summary>A little-endian float32 array in C order.</summary>
    public static Array4 Npy(string name)
    {
        byte[] bytes = File.ReadAllBytes(Shared.At(Folder, name));
        int header = BitConverter.ToUInt16(bytes, 8);
        string text = System.Text.Encoding.ASCII.GetString(bytes, 10, header);
        Assert.Contains("'descr': '<f4'", text, StringComparison.Ordinal);
        Assert.Contains("'fortran_order': False", text, StringComparison.Ordinal);
        int[] shape = Regex.Match(text, @"\(([^)]*)\)").Groups[1].Value
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(4, shape.Length);
        return Array4.Of(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(10 + header)), shape[0], shape[1], shape[2], shape[3]);
    }

    /// <summary>The parameters of the only layer of a <c>.caffemodel</c>, in order: NetParameter.layer = 100, LayerParameter.blobs = 7, BlobProto.data = 5.</summary>
    public static IReadOnlyList<float[]> Blobs(string name)
    {
        byte[] net = File.ReadAllBytes(Shared.At(Folder, name));
        return Messages(net, 100).SelectMany(layer => Messages(layer, 7)).Select(Floats).ToList();
    }

    private static IEnumerable<byte[]> Messages(byte[] message, int field)
    {
        var input = new CodedInputStream(message);
        var found = new List<byte[]>();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagFieldNumber(tag) == field) found.Add(input.ReadBytes().ToByteArray());
            else input.SkipLastField();
        }

        return found;
    }

    private static float[] Floats(byte[] blob)
    {
        byte[] packed = Messages(blob, 5).Single();
        return MemoryMarshal.Cast<byte, float>(packed).ToArray();
    }
}
