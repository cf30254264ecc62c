using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;

namespace FcnGen;

/// <summary>What a check keeps of a sample that it read.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Labels">The labels that occur, ascending, and their pixels.</param>
/// <param name="Sha256">The hash of size, picture and labels as they were decoded.</param>
internal sealed record SampleFacts(int Height, int Width, IReadOnlyList<(byte Label, int Pixels)> Labels, string Sha256)
{
    public static SampleFacts Of(Sample sample)
    {
        var counts = new int[256];
        foreach (byte label in sample.Labels.Labels) counts[label]++;
        var labels = new List<(byte, int)>();
        for (int label = 0; label < counts.Length; label++)
        {
            if (counts[label] > 0) labels.Add(((byte)label, counts[label]));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> size = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(size, sample.Picture.Height);
        BinaryPrimitives.WriteInt32LittleEndian(size[4..], sample.Picture.Width);
        hash.AppendData(size);
        hash.AppendData(sample.Picture.Pixels);
        hash.AppendData(sample.Labels.Labels);
        return new SampleFacts(sample.Picture.Height, sample.Picture.Width, labels, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}

/// <summary>The files of a sample as they were when it was read.</summary>
internal sealed record FileStamp(SampleFiles Files, long PictureBytes, long PictureTime, long LabelBytes, long LabelTime)
{
    /// <summary>The stamp of the files now; null where one is missing, so that reading it gives the error.</summary>
    public static FileStamp? Of(SampleFiles files)
    {
        try
        {
            var picture = new FileInfo(files.Picture);
            var labels = new FileInfo(files.Labels);
            var full = files with { Picture = picture.FullName, Labels = labels.FullName };
            return new FileStamp(full, picture.Length, picture.LastWriteTimeUtc.Ticks, labels.Length, labels.LastWriteTimeUtc.Ticks);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
