using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen;

/// <summary>A file below a folder.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Its name below the folder, without the folder, with <c>/</c> between folders and in one Unicode form (NFC).</param>
public readonly record struct DataFile(string Path, string Name)
{
    /// <summary><see cref="Name"/> up to the extension, which is what a picture and its label have in common.</summary>
    public string Stem => Name[..^System.IO.Path.GetExtension(Name).Length];

    /// <summary>
    /// False if the name on the disk is not valid UTF-8: .NET then shows U+FFFD in the place of the bytes and cannot open the file.
    /// </summary>
    public bool HasReadableName => !Path.Contains('\uFFFD') || System.IO.Path.Exists(Path);
}

/// <summary>
/// The files of a folder and of the folders in it that a user would count. Left out is what systems leave beside data: names that
/// begin with a dot (<c>.DS_Store</c>, <c>._a.png</c> of macOS), files that are hidden or belong to the system, and folders of archives,
/// servers and recycle bins such as <c>__MACOSX</c>. Sorted by name, the same on every machine.
/// </summary>
public sealed class DataFolder
{
    /// <summary>
    /// Extensions that pictures have: those of <see cref="PictureFormats.Extensions"/>, and of formats that are refused with advice, for who
    /// left one in a folder meant it as a picture.
    /// </summary>
    public static IReadOnlyList<string> PictureExtensions =>
        [.. PictureFormats.Extensions.Union([".tif", ".tiff", ".gif", ".webp", ".tga", ".psd", ".heic", ".heif", ".avif"])];

    private static readonly string[] SystemNames =
        ["__MACOSX", "@eaDir", "$RECYCLE.BIN", "System Volume Information", "Thumbs.db", "ehthumbs.db", "desktop.ini"];

    private DataFolder(List<DataFile> files, List<DataFile> others)
    {
        Files = files;
        Others = others;
    }

    /// <summary>Files with one of the extensions.</summary>
    public IReadOnlyList<DataFile> Files { get; }

    /// <summary>The rest, files that are left out as hidden excepted.</summary>
    public IReadOnlyList<DataFile> Others { get; }

    /// <summary>Reads the folder and those in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="extensions">Extensions to look for, in any case; <see cref="PictureExtensions"/> if null.</param>
    /// <exception cref="DatasetException">A folder does not exist or cannot be read.</exception>
    public static DataFolder Read(string folder, IReadOnlyList<string>? extensions = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        extensions ??= PictureExtensions;
        List<DataFile> files = [], others = [];
        try
        {
            if (!Directory.Exists(folder)) throw new DatasetException($"The folder {folder} does not exist.");
            Collect(folder, "", [], file => (IsOneOf(file.Path, extensions) ? files : others).Add(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{folder} cannot be read: {error.Message}", error);
        }

        files.Sort(ByName);
        others.Sort(ByName);
        return new DataFolder(files, others);
    }

    /// <summary>Adds the paths of a folder's files by their stem; what an earlier folder brought stays.</summary>
    /// <returns>The folder's other files.</returns>
    /// <exception cref="DatasetException">The folder cannot be read, or holds two files of one stem.</exception>
    internal static IReadOnlyList<DataFile> ByStem(string folder, IReadOnlyList<string> extensions, IDictionary<string, string> into)
    {
        DataFolder found = Read(folder, extensions);
        var here = new HashSet<string>(StringComparer.Ordinal);
        foreach (DataFile file in found.Files)
        {
            if (into.TryAdd(file.Stem, file.Path)) here.Add(file.Stem);
            else if (here.Contains(file.Stem))
            {
                throw new DatasetException(
                    $"{folder} holds two files named {file.Stem}: {into[file.Stem]} and {file.Path}; "
                    + "names must differ by more than the extension or the Unicode form.");
            }
        }

        return found.Others;
    }

    /// <summary>True for the name of a file or folder that a user would not count: hidden, or left by a system.</summary>
    internal static bool HasHiddenName(string name) => name.StartsWith('.') || SystemNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    internal static bool IsOneOf(string path, IReadOnlyList<string> extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static bool IsHidden(FileSystemInfo entry) =>
        HasHiddenName(entry.Name)
        || (OperatingSystem.IsWindows() && (entry.Attributes & (FileAttributes.Hidden | FileAttributes.System)) != 0);

    private static int ByName(DataFile one, DataFile other) => string.CompareOrdinal(one.Name, other.Name);

    private static void Collect(string folder, string prefix, HashSet<FileIdentity> above, Action<DataFile> found)
    {
        // A link to a folder that holds it would never end. Its path does not tell: a folder above may be a link, too.
        FileIdentity identity = FileIdentity.Of(folder);
        if (!above.Add(identity)) return;
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (IsHidden(entry)) continue;
            string path = Path.Combine(folder, entry.Name), name = prefix + CanonicalName.Of(entry.Name);
            if (entry is DirectoryInfo && Directory.Exists(path)) Collect(path, name + "/", above, found);
            else found(new DataFile(path, name));
        }

        above.Remove(identity);
    }
}
