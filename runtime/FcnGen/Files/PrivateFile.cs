using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace FcnGen;

/// <summary>
/// Files and folders that nobody but this user can have written. On Unix: owned by the user of this process, writable by nobody else, and
/// no link. On Windows the rights of the folder decide, which in the user's profile are the user's own; a link is not followed there either.
/// </summary>
internal static class PrivateFile
{
    private const UnixFileMode OnlyUser = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>True for a folder as above.</summary>
    public static bool IsFolder(string path) => FileStatus.Of(path, followLink: false) is { Kind: FileKind.Folder } status && IsPrivate(status);

    /// <summary>Makes a folder that only the user can enter, with those above it.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OnlyUser | UnixFileMode.UserExecute);
    }

    /// <summary>The content of a file as above; never waits.</summary>
    /// <returns>Null if there is none, it is not private, or it is larger than asked for.</returns>
    public static byte[]? TryRead(string path, int maxBytes)
    {
        if (FileStatus.Of(path, followLink: false) is not { Kind: FileKind.Regular } status || !IsPrivate(status)) return null;
        using SafeFileHandle file = OperatingSystem.IsWindows() ? File.OpenHandle(path) : UnixFiles.OpenForReading(path, followLink: false);
        // What was opened may be another file than the one asked about.
        status = FileStatus.Of(file);
        if (status.Kind != FileKind.Regular || !IsPrivate(status)) return null;
        long length = RandomAccess.GetLength(file);
        return length <= maxBytes ? InputFile.ReadAll(file, length) : null;
    }

    /// <summary>Writes a file that only the user can read and write, whole or not at all. It need not survive a power cut.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var temporary = new TemporaryFile(Path.GetDirectoryName(path)!, OnlyUser);
        temporary.Stream.Write(content);
        temporary.Complete(flushToDisk: false);
        temporary.Rename(path);
    }

    private static bool IsPrivate(FileStatus status) =>
        OperatingSystem.IsWindows()
        || (status.Owner == UnixFiles.User && (status.Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0);
}
