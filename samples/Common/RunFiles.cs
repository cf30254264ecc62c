using System;
using System.Collections.Generic;
using System.IO;

namespace FcnGen.Samples;

/// <summary>
/// The files of one run: no result may replace a file that the run reads, or another result, whatever their paths look like. What is
/// read is named first.
/// </summary>
public sealed class RunFiles
{
    private const string ArrayExtension = ".npy";

    private static readonly EnumerationOptions s_arrays = new() { MatchCasing = MatchCasing.CaseInsensitive };

    private readonly Dictionary<FileIdentity, string> _names = [];
    private string? _weightFolder;

    /// <summary>Notes a file or folder that the run reads.</summary>
    /// <param name="path">Its path; nothing happens if it is null.</param>
    /// <param name="what">What it is, such as "the weights".</param>
    public void Reads(string? path, string what)
    {
        if (path is not null) _names.TryAdd(FileIdentity.Of(path), $"{what} (\"{path}\")");
    }

    /// <summary>Notes the weights that the run reads: a file, or a folder and the <c>.npy</c> files in it.</summary>
    /// <param name="path">Its path; nothing happens if it is null.</param>
    public void ReadsWeights(string? path)
    {
        Reads(path, "the weights");
        if (path is null || !Directory.Exists(path)) return;
        _weightFolder = path;
        foreach (string file in Directory.EnumerateFiles(path, "*" + ArrayExtension, s_arrays)) Reads(file, "the weights");
    }

    /// <summary>Notes a file that the run writes.</summary>
    /// <param name="path">Its path; nothing happens if it is null.</param>
    /// <param name="what">What it is, such as "the overlay".</param>
    /// <exception cref="ProgramException">It is one of the others, or would become one of the weights.</exception>
    public void Writes(string? path, string what)
    {
        if (path is null) return;
        if (!_names.TryAdd(FileIdentity.Of(path), $"{what} (\"{path}\")"))
            throw new ProgramException($"{Sentence(what)} (\"{path}\") would replace {_names[FileIdentity.Of(path)]}. Choose another folder or name.");
        if (IsAmongWeights(path))
            throw new ProgramException($"{Sentence(what)} (\"{path}\") would be taken for one of the weights in \"{_weightFolder}\". Choose another folder or name.");
    }

    private bool IsAmongWeights(string path) => _weightFolder is not null
        && Path.GetExtension(path).Equals(ArrayExtension, StringComparison.OrdinalIgnoreCase)
        && FileIdentity.AreSame(Path.GetDirectoryName(Path.GetFullPath(path))!, _weightFolder);

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
