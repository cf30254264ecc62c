using System;
using System.IO;
using System.Text;

namespace FcnGen;

/// <summary>
/// Writes files so that a reader sees the old content or the new, never a part: to a temporary name beside the target, to the disk,
/// then renamed.
/// </summary>
public static class AtomicFile
{
    private const string TemporarySuffix = ".partial";

    /// <summary>Replaces a file by what <paramref name="write"/> puts into the stream. The folder is made if it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Called once.</param>
    /// <exception cref="OutputFileException">The folder or the file cannot be written; an earlier file of that name is unchanged.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = path + TemporarySuffix;
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error)
        {
            TryDelete(temporary);
            if (error is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                throw new OutputFileException(
                    $"Cannot write {path}: {error.Message} Choose a folder that can be written and has space left.", error);
            }

            throw;
        }
    }

    /// <summary>Replaces a text file (UTF-8 without a byte-order mark).</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error that led here is the one to report.
        }
    }
}
