using System.Collections.Generic;

namespace FcnGen.Samples;

/// <summary>
/// The files of one run: no result may replace a file that the run reads, or another result, whatever their paths look like. What is
/// read is named first.
/// </summary>
public sealed class RunFiles
{
    private readonly Dictionary<FileIdentity, string> _names = [];

    /// <summary>Notes a file or folder that the run reads.</summary>
    /// <param name="path">Its path; nothing happens if it is null.</param>
    /// <param name="what">What it is, such as "the weights".</param>
    public void Reads(string? path, string what)
    {
        if (path is not null) _names.TryAdd(FileIdentity.Of(path), $"{what} (\"{path}\")");
    }

    /// <summary>Notes a file that the run writes.</summary>
    /// <param name="path">Its path; nothing happens if it is null.</param>
    /// <param name="what">What it is, such as "the overlay".</param>
    /// <exception cref="ProgramException">It is one of the others.</exception>
    public void Writes(string? path, string what)
    {
        if (path is null || _names.TryAdd(FileIdentity.Of(path), $"{what} (\"{path}\")")) return;
        throw new ProgramException($"{Sentence(what)} (\"{path}\") would replace {_names[FileIdentity.Of(path)]}. Choose another folder or name.");
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
