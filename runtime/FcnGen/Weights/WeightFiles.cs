using System;
using System.IO;
using FcnGen.Formats;

namespace FcnGen;

/// <summary>Opens weight files of every format that is read: safetensors, and folders of <c>.npy</c> files.</summary>
public static class WeightFiles
{
    /// <summary>
    /// Opens a file, or a folder with a file <c>NAME.npy</c> per tensor. All headers are checked against the sizes of their files. What a file
    /// holds decides its format, not how it is called.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <returns>To be disposed of after use.</returns>
    /// <exception cref="WeightFileException">Missing, unreadable, cut short, or of no format that is read; the file is named.</exception>
    public static IWeightSource Open(string path) => WeightFormats.Open(path);

    /// <summary>
    /// Reads what a stream holds from where it stands to its end. One that can seek is read in place, whenever values are asked for, and must
    /// stay open as long; one that can't is copied into memory now. The stream is not closed.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <returns>To be disposed of after use.</returns>
    /// <exception cref="WeightFileException">Unreadable, cut short, of no format that is read, or too large for memory.</exception>
    public static IWeightSource Open(Stream stream, string name = "the stream") => WeightFormats.Open(stream, name);
}
