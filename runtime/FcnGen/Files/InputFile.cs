using System;
using System.IO;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace FcnGen;

/// <summary>
/// Opens files that others supply. Only regular files are read (links to them too), never a pipe, a device or a folder, so that reading
/// always comes to an end and opening never waits.
/// </summary>
public static class InputFile
{
    /// <summary>The most bytes that <see cref="ReadAllBytes"/> takes unless it is told otherwise: 1 GiB.</summary>
    public const long MaxBytes = 1L << 30;

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">Larger files are refused before anything is read.</param>
    /// <exception cref="InputFileException">It does not exist, is no regular file, is larger, or cannot be read.</exception>
    public static byte[] ReadAllBytes(string path, long maxBytes = MaxBytes)
    {
        using SafeFileHandle file = OpenHandle(path);
        try
        {
            long length = RandomAccess.GetLength(file);
            long most = Math.Min(maxBytes, Array.MaxLength);
            if (length > most) throw new InputFileException(FormattableString.Invariant($"{path} has {length} bytes; at most {most} are read. Make it smaller."));
            return ReadAll(file, length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputFileException($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads a text file (UTF-8, or what its byte-order mark says) as lines.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">Larger files are refused before anything is read.</param>
    /// <exception cref="InputFileException">It does not exist, is no regular file, is larger, or cannot be read.</exception>
    internal static string[] ReadAllLines(string path, long maxBytes = MaxBytes)
    {
        using var reader = new StreamReader(new MemoryStream(ReadAllBytes(path, maxBytes)), Encoding.UTF8);
        var lines = new System.Collections.Generic.List<string>();
        while (reader.ReadLine() is { } line) lines.Add(line);
        return [.. lines];
    }

    /// <summary>Opens a file as a stream that can seek.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputFileException">It does not exist, is no regular file, or cannot be read.</exception>
    public static FileStream OpenRead(string path) => new(OpenHandle(path), FileAccess.Read);

    /// <summary>Opens a file for <see cref="RandomAccess"/>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputFileException">It does not exist, is no regular file, or cannot be read.</exception>
    public static SafeFileHandle OpenHandle(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafeFileHandle? file = null;
        try
        {
            // A device is not even opened: opening some of them does something.
            RequireRegular(path, FileStatus.Of(path) ?? throw new InputFileException($"{path} does not exist."));
            file = OperatingSystem.IsWindows() ? File.OpenHandle(path) : UnixFiles.OpenForReading(Path.GetFullPath(path));
            RequireRegular(path, FileStatus.Of(file));
            return file;
        }
        catch (Exception error)
        {
            file?.Dispose();
            throw error switch
            {
                FileNotFoundException or DirectoryNotFoundException => new InputFileException($"{path} does not exist.", error),
                IOException or UnauthorizedAccessException or NotSupportedException => new InputFileException($"{path} cannot be read: {error.Message}", error),
                _ => error,
            };
        }
    }

    /// <summary>Reads a file of a length, or what is left of it if it became shorter meanwhile.</summary>
    internal static byte[] ReadAll(SafeFileHandle file, long length)
    {
        var bytes = new byte[length];
        int done = 0;
        while (done < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(done), done) is > 0 and var count) done += count;
        return done == bytes.Length ? bytes : bytes[..done];
    }

    private static void RequireRegular(string path, FileStatus status)
    {
        if (status.Kind == FileKind.Regular) return;
        throw new InputFileException(status.Kind == FileKind.Folder
            ? $"{path} does not exist as a file: it is a folder."
            : $"{path} is {status.KindText}, not a regular file, so reading it might never end. Copy what it holds into a file.");
    }
}
