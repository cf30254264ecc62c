using System;
using System.IO;

namespace FcnGen;

// What processes leave behind that are killed while they write.
public static partial class AtomicFile
{
    private static readonly TimeSpan s_young = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Deletes the temporary files that processes left in a folder when they were killed while writing: those of this user, older than a
    /// minute, that no process has open.
    /// </summary>
    /// <param name="folder">The folder; nothing happens if it does not exist.</param>
    public static void RemoveOrphans(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        try
        {
            foreach (string path in Directory.EnumerateFiles(folder, TemporaryFile.Prefix + "*" + TemporaryFile.Suffix))
            {
                if (IsOrphan(path)) TemporaryFile.TryDelete(path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // They cost disk space and nothing else.
        }
    }

    private static bool IsOrphan(string path)
    {
        ReadOnlySpan<char> digits = Path.GetFileName(path.AsSpan())[TemporaryFile.Prefix.Length..^TemporaryFile.Suffix.Length];
        if (digits.Length != TemporaryFile.Digits || digits.ContainsAnyExcept("0123456789abcdef")) return false;
        try
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) < s_young) return false;
            if (FileStatus.Of(path, followLink: false) is not { Kind: FileKind.Regular, Names: 1 } status) return false;
            if (!OperatingSystem.IsWindows() && status.Owner != UnixFiles.User) return false;
            // A process that still writes it holds it for itself.
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
