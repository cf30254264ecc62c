using System;
using System.IO;

namespace FcnGen;

/// <summary>
/// Which file or folder a path leads to, whatever the path looks like: device and inode on Linux and macOS, volume and file index on
/// Windows. Two paths with the same identity are one file, through links, <c>..</c> or another spelling. What does not exist yet is
/// identified by the nearest folder above it that does, and the rest of the path.
/// </summary>
/// <param name="Volume">The file system.</param>
/// <param name="Index">The file in it.</param>
/// <param name="Below">The part of the path that does not exist; empty for what does.</param>
public readonly record struct FileIdentity(ulong Volume, ulong Index, string Below)
{
    /// <summary>The identity of what is at a path, or would be.</summary>
    /// <param name="path">The path of a file or folder. Links are followed.</param>
    public static FileIdentity Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string existing = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), below = "";
        while (true)
        {
            if (Find(existing) is { } identity) return identity with { Below = Fold(below) };
            // No drive of that name, say.
            if (Path.GetDirectoryName(existing) is not { } folder) return new FileIdentity(0, 0, Fold(Path.Combine(existing, below)));
            below = below.Length == 0 ? Path.GetFileName(existing) : Path.Combine(Path.GetFileName(existing), below);
            existing = folder;
        }
    }

    /// <summary>True if two paths lead to the same file or folder, or would.</summary>
    /// <param name="first">A path.</param>
    /// <param name="second">Another.</param>
    public static bool AreSame(string first, string second) => Of(first) == Of(second);

    /// <summary>True if a path leads into a folder or to the folder itself.</summary>
    /// <param name="path">The path of a file or folder.</param>
    /// <param name="folder">The folder.</param>
    public static bool IsWithin(string path, string folder) => IsWithin(path, Of(folder));

    /// <summary>True if a path leads into a folder or to the folder itself; for many paths and one folder.</summary>
    /// <param name="path">The path of a file or folder.</param>
    /// <param name="folder">The folder.</param>
    public static bool IsWithin(string path, FileIdentity folder)
    {
        for (string? at = Path.GetFullPath(path); at is not null; at = Path.GetDirectoryName(at))
        {
            if (Of(at) == folder) return true;
        }

        return false;
    }

    private static FileIdentity? Find(string path)
    {
        try
        {
            return FileStatus.Of(path)?.Identity;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Names that differ in case alone are one file on the usual file systems of Windows and macOS.
    private static string Fold(string name) => OperatingSystem.IsLinux() ? name : name.ToUpperInvariant();
}
