using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace FcnGen;

/// <summary>What a check keeps of an input.</summary>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Channels">Values of a pixel.</param>
/// <param name="IsPicture">True if it was made of a picture, of which an input may take the luma.</param>
internal sealed record InputFacts(string Name, int Channels, bool IsPicture);

/// <summary>What a check keeps of a label map.</summary>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Pixels">The labels that occur, ascending, and their pixels.</param>
internal sealed record LabelFacts(string Name, IReadOnlyList<(byte Label, int Pixels)> Pixels);

/// <summary>What a check keeps of a sample that it read.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Inputs">Its inputs in the order of their names.</param>
/// <param name="Labels">Its label maps in the order of their names.</param>
/// <param name="Sha256">The hash of size, inputs and labels as they were decoded.</param>
internal sealed record SampleFacts(int Height, int Width, IReadOnlyList<InputFacts> Inputs, IReadOnlyList<LabelFacts> Labels, string Sha256)
{
    /// <summary>True for a picture and a label map without names.</summary>
    public bool IsPair => Inputs is [{ Name: Sample.Unnamed, IsPicture: true }] && Labels is [{ Name: Sample.Unnamed }];

    /// <exception cref="FcnGenException">The parts of the sample differ in size.</exception>
    public static SampleFacts Of(Sample sample)
    {
        sample.CheckSizes();
        return new SampleFacts(
            sample.Height, sample.Width,
            [.. sample.Rasters.Select(input => new InputFacts(input.Key, input.Value.Channels, input.Value.Picture is not null))],
            [.. sample.Maps.Select(map => new LabelFacts(map.Key, Histogram(map.Value.Labels)))],
            Hash(sample));
    }

    private static List<(byte Label, int Pixels)> Histogram(byte[] map)
    {
        var counts = new int[256];
        foreach (byte label in map) counts[label]++;
        var labels = new List<(byte, int)>();
        for (int label = 0; label < counts.Length; label++)
        {
            if (counts[label] > 0) labels.Add(((byte)label, counts[label]));
        }

        return labels;
    }

    private static string Hash(Sample sample)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, sample.Height, sample.Width);
        // Pairs of pictures and labels have the hash that checkpoints have always kept.
        bool isPair = sample.Maps.Names is [Sample.Unnamed] && sample.Rasters is { Names: [Sample.Unnamed], All: [{ Channels: 3, BitDepth: 8 }] };
        foreach ((string name, Raster input) in sample.Rasters)
        {
            if (!isPair) Append(hash, name, input.Channels, input.BitDepth);
            hash.AppendData(input.Values8 is { } bytes ? bytes : MemoryMarshal.AsBytes<ushort>(input.Values16));
        }

        foreach ((string name, LabelMap map) in sample.Maps)
        {
            if (!isPair) Append(hash, name, 1, 0);
            hash.AppendData(map.Labels);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string name, int channels, int bits)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        Append(hash, text.Length, 0);
        hash.AppendData(text);
        Append(hash, channels, bits);
    }

    private static void Append(IncrementalHash hash, int first, int second)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, first);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], second);
        hash.AppendData(bytes);
    }
}
