using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace FcnGen;

/// <summary>The files of a sample as they were when it was read.</summary>
internal sealed record FileStamp(SampleFiles Files, long PictureBytes, long PictureTime, long LabelBytes, long LabelTime)
{
    /// <summary>Bytes and times of <see cref="SampleFiles.Others"/>, as text.</summary>
    public string Others { get; init; } = "";

    /// <summary>The stamp of the files now; null where one is missing, so that reading it gives the error.</summary>
    public static FileStamp? Of(SampleFiles files)
    {
        try
        {
            var picture = new FileInfo(files.Picture);
            var labels = new FileInfo(files.Labels);
            FileInfo[] others = [.. files.Others.Select(path => new FileInfo(path))];
            SampleFiles full = files with { Picture = picture.FullName, Labels = labels.FullName, Others = [.. others.Select(file => file.FullName)] };
            return new FileStamp(full, picture.Length, picture.LastWriteTimeUtc.Ticks, labels.Length, labels.LastWriteTimeUtc.Ticks)
            {
                Others = string.Join(';', others.Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}"))),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
