using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using FcnGen.Formats;

namespace FcnGen;

/// <summary>
/// How the files of checkpoints are called: <c>iter_00000012.safetensors</c> and <c>iter_00000012.solver.safetensors</c>, with <c>_2</c> and so
/// on where the name was taken. What is not called like that is never deleted.
/// </summary>
internal static partial class CheckpointNames
{
    public const string WeightsExtension = ".safetensors", SolverExtension = ".solver.safetensors";

    /// <summary>True if a checkpoint could have a file of this name.</summary>
    public static bool IsOne(string name) => Pattern().IsMatch(name);

    /// <summary>A path without extension that no file has: never the files that the manifest names, which must stay good until it names others.</summary>
    public static string FreeStem(string folder, long iteration)
    {
        string stem = Path.Combine(folder, FormattableString.Invariant($"iter_{iteration:D8}")), free = stem;
        for (int copy = 2; File.Exists(free + WeightsExtension) || File.Exists(free + SolverExtension); copy++)
            free = FormattableString.Invariant($"{stem}_{copy}");
        return free;
    }

    /// <summary>
    /// Deletes what saves that were killed left behind: files of such a name that say of themselves that they are of that iteration, and that
    /// the manifest does not name. A crash before the manifest was replaced leaves the new ones, one after it the old ones.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="manifest">The manifest that is there; null if there is none.</param>
    public static void RemoveOrphans(string folder, CheckpointManifest? manifest)
    {
        AtomicFile.RemoveOrphans(folder);
        try
        {
            foreach (string path in Directory.EnumerateFiles(folder, "iter_*" + WeightsExtension))
            {
                string name = Path.GetFileName(path);
                if (name != manifest?.Weights.Name && name != manifest?.Solver.Name && IsOrphan(path, name)) Delete(folder, name);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // They cost disk space and nothing else.
        }
    }

    /// <summary>Deletes files; what cannot be deleted stays.</summary>
    public static void Delete(string folder, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            try
            {
                File.Delete(Path.Combine(folder, name));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A leftover costs disk space and nothing else.
            }
        }
    }

    private static bool IsOrphan(string path, string name)
    {
        if (Pattern().Match(name) is not { Success: true } match) return false;
        try
        {
            if (FileStatus.Of(path, followLink: false) is not { Kind: FileKind.Regular, Names: 1 }) return false;
            using SafeTensorsFile file = SafeTensorsFile.Open(path);
            return file.Metadata.ContainsKey("network")
                && long.TryParse(file.Metadata.GetValueOrDefault("iteration"), NumberStyles.None, CultureInfo.InvariantCulture, out long inside)
                && long.TryParse(match.Groups["iteration"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long outside)
                && inside == outside;
        }
        catch (Exception error) when (error is WeightFileException or IOException or UnauthorizedAccessException)
        {
            // Files of ours are whole, since they are renamed when they are.
            return false;
        }
    }

    [GeneratedRegex(@"\Aiter_(?<iteration>[0-9]{8,19})(_[0-9]{1,9})?(\.solver)?\.safetensors\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
