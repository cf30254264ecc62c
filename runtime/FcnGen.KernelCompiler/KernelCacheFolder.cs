using System;
using System.IO;
using System.Text;

namespace FcnGen.KernelCompiler;

/// <summary>
/// Making and removing the folders of a kernel cache. A folder that was made here holds a file that says so; nothing is ever removed from
/// a folder without it, nor through a link, nor a file that is not a compiled kernel.
/// </summary>
internal static class KernelCacheFolder
{
    /// <summary>The file that marks a folder as one of the cache.</summary>
    public const string MarkerName = "fcngen-kernel-cache.txt";

    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(30);

    private static readonly byte[] s_marker = Encoding.ASCII.GetBytes(
        "GPU kernels that FcnGen has compiled, one file each. They can be deleted at any time. FcnGen deletes them itself when it has\n"
        + "added nothing here for a month; it deletes no other file, and none at all once this file is gone or changed.\n");

    // "// ", a SHA-256 in hexadecimal digits and a newline, as the cache begins its files.
    private const int HeaderBytes = 3 + 64 + 1;

    /// <summary>Makes the folder of a build, for this user alone.</summary>
    public static void Create(string folder)
    {
        PrivateFile.CreateFolder(folder);
        PrivateFile.Write(Path.Combine(folder, MarkerName), s_marker);
    }

    /// <summary>Removes the folders that builds of long ago have made.</summary>
    /// <param name="root">Where they are. If others can write there, everything stays: they could exchange folders meanwhile.</param>
    /// <param name="prefix">How their names begin.</param>
    public static void RemoveOld(string root, string prefix)
    {
        if (!PrivateFile.IsFolder(Path.TrimEndingDirectorySeparator(root))) return;
        foreach (string folder in Directory.GetDirectories(root, prefix + "*"))
        {
            try
            {
                if (IsOld(folder) && IsMarked(folder)) Remove(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Of another user, or in use: it stays.
            }
        }
    }

    private static bool IsOld(string folder) => DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) > s_lifetime;

    private static bool IsMarked(string folder) =>
        PrivateFile.IsFolder(folder)
        && PrivateFile.TryRead(Path.Combine(folder, MarkerName), s_marker.Length) is { } content && content.AsSpan().SequenceEqual(s_marker);

    private static void Remove(string folder)
    {
        AtomicFile.RemoveOrphans(folder);
        bool others = false;
        foreach (string path in Directory.GetFileSystemEntries(folder))
        {
            if (Path.GetFileName(path) == MarkerName) continue;
            if (IsKernel(path)) File.Delete(path);
            else others = true;
        }

        if (others) return;
        File.Delete(Path.Combine(folder, MarkerName));
        Directory.Delete(folder, recursive: false);
    }

    private static bool IsKernel(string path)
    {
        if (Path.GetExtension(path) is not (".ptx" or ".cl")) return false;
        return PrivateFile.TryRead(path, KernelCache.MaxBytes) is { Length: >= HeaderBytes } content
            && content.AsSpan(0, 3).SequenceEqual("// "u8)
            && !content.AsSpan(3, 64).ContainsAnyExcept("0123456789abcdef"u8)
            && content[HeaderBytes - 1] == '\n';
    }
}
