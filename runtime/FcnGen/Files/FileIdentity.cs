using System;
using System.IO;

namespace FcnGen;

/// <summary>
/// Which file or folder a path leads to, whatever the path looks like: device and inode on Linux and macOS, volume and file index on
/// Windows. Two paths with the same identity are one file, through links, <c>..</c> or another spelling.
/// </summary>
/// <param name="Volume">The file system.</param>
/// <param name="Index">The file in it.</param>
public readonly record struct FileIdentity(ulong Volume, ulong Index)
{
    /// <summary>The identity of what is there, links followed.</summary>
    /// <param name="path">The path of a file or folder.</param>
    /// <returns>Null if nothing of that name exists, or the system does not say.</returns>
    public static FileIdentity? Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return FileStatus.Of(path)?.Identity;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// True if two paths lead to the same file or folder, or would once it is made: then the folder that exists must be the same, and the
    /// rest of the path equal.
    /// </summary>
    /// <param name="first">A path.</param>
    /// <param name="second">Another.</param>
    public static bool AreSame(string first, string second)
    {
        (FileIdentity? firstFolder, string firstRest) = Nearest(first);
        (FileIdentity? secondFolder, string secondRest) = Nearest(second);
        return firstFolder == secondFolder && string.Equals(firstRest, secondRest, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The nearest part of a path that exists, and the rest below it.</summary>
    internal static (FileIdentity? Existing, string Below) Nearest(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), rest = "";
        while (true)
        {
            if (Of(full) is { } identity) return (identity, rest);
            if (Path.GetDirectoryName(full) is not { } folder) return (null, full + rest);
            rest = Path.Combine(Path.GetFileName(full), rest);
            full = folder;
        }
    }
}
