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

    /// <summary>A file of the folder: see <see cref="Npy(byte[])"/>.</summary>
    public static Array4 Npy(string name) => Npy(File.ReadAllBytes(Shared.At(Folder, name)));

    /// <summary>A little-endian array of four axes in C order, of float32 or float64.</summary>
    public static Array4 Npy(byte[] bytes)
    {
        int header = BitConverter.ToUInt16(bytes, 8);
        string text = System.Text.Encoding.ASCII.GetString(bytes, 10, header);
        Assert.Matches("'descr': '<f[48]'", text);
        Assert.Contains("'fortran_order': False", text, StringComparison.Ordinal);
        int[] shape = Regex.Match(text, @"\(([^)]*)\)").Groups[1].Value
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(4, shape.Length);
        ReadOnlySpan<byte> values = bytes.AsSpan(10 + header);
        if (text.Contains("<f4", StringComparison.Ordinal)) return Array4.Of(MemoryMarshal.Cast<byte, float>(values), shape[0], shape[1], shape[2], shape[3]);
        var array = new Array4(shape[0], shape[1], shape[2], shape[3]);
        MemoryMarshal.Cast<byte, double>(values).CopyTo(array.Values);
        return array;
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
