using System;
using System.Collections.Generic;
using System.IO;

namespace FcnGen;

/// <summary>Finds files by paths that were written on another machine: other separators, other folders above, another Unicode form.</summary>
internal sealed class NamedFiles
{
    private readonly Dictionary<string, Dictionary<string, string>> _listed = [];

    /// <summary>The file, as written or by its last components below <paramref name="folder"/>; null if there is none.</summary>
    public string? Find(string folder, string entry)
    {
        string written = Path.Combine(folder, entry);
        if (File.Exists(written)) return written;
        string[] components = entry.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        for (int first = 0; first < components.Length; first++)
        {
            if (Below(folder, components.AsSpan(first)) is { } found) return found;
        }

        return null;
    }

    private string? Below(string folder, ReadOnlySpan<string> components)
    {
        string path = Path.Combine([folder, .. components]);
        if (File.Exists(path)) return path;
        if (System.Text.Ascii.IsValid(string.Concat(components))) return null;
        path = folder;
        foreach (string component in components)
        {
            if (component is "." or "..") path = Path.Combine(path, component);
            else if (Names(path).TryGetValue(CanonicalName.Of(component), out string? name)) path = Path.Combine(path, name);
            else return null;
        }

        return File.Exists(path) ? path : null;
    }

    /// <summary>What a folder holds, by name in one Unicode form.</summary>
    private Dictionary<string, string> Names(string folder)
    {
        if (_listed.TryGetValue(folder, out Dictionary<string, string>? names)) return names;
        names = [];
        if (Directory.Exists(folder))
        {
            foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos()) names.TryAdd(CanonicalName.Of(entry.Name), entry.Name);
        }

        return _listed[folder] = names;
    }
}
