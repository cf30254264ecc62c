using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen.Samples.Fcn.Segmentation;

/// <summary>One picture to segment and where its results go; null for results that were not asked for.</summary>
internal sealed record SegmentJob(string Input, string? Labels, string? Overlay, string? Scores)
{
    /// <summary>Works out the jobs of a command line; writes nothing.</summary>
    /// <exception cref="ProgramException">There is no picture, or nothing to write.</exception>
    public static IReadOnlyList<SegmentJob> Plan(string input, string? labels, string? overlay, string? scores)
    {
        if (labels is null && overlay is null && scores is null)
            throw new ProgramException("Nothing to write: give --output for labels, --overlay for overlays or --scores for raw scores.");
        return Directory.Exists(input) ? PlanFolder(input, labels, overlay, scores) : PlanFile(input, labels, overlay, scores);
    }

    /// <summary>Makes the folders of the results, and makes sure that all can be written and nothing is lost by it.</summary>
    /// <exception cref="ProgramException">A result would replace an input, another result or a file of the user's, or cannot be written.</exception>
    public static void Prepare(IReadOnlyList<SegmentJob> jobs, string weights, bool force)
    {
        var files = new RunFiles();
        files.Reads(weights, "the weights");
        foreach (SegmentJob job in jobs) files.Reads(job.Input, "the picture");
        foreach (SegmentJob job in jobs)
        {
            foreach ((string path, _) in job.Outputs) files.Writes(path, $"a result of \"{job.Input}\"");
        }

        var folders = new HashSet<string>();
        foreach ((string path, DerivedKind kind) in jobs.SelectMany(job => job.Outputs))
        {
            // A folder is tried once; a file that is there already, each.
            if (folders.Add(Path.GetDirectoryName(Path.GetFullPath(path))!) || Path.Exists(path)) OutputFile.Prepare(path, kind, force);
        }
    }

    private static SegmentJob[] PlanFile(string input, string? labels, string? overlay, string? scores)
    {
        if (!File.Exists(input)) throw new ProgramException($"There is no picture or folder \"{input}\".");
        string name = Path.GetFileNameWithoutExtension(input);
        var job = new SegmentJob(input, Resolve(labels, name + ".png"), Resolve(overlay, name + ".png"), Resolve(scores, name + ".npy"));
        return [job];
    }

    private static SegmentJob[] PlanFolder(string input, string? labels, string? overlay, string? scores)
    {
        string[] outputs = [.. new[] { labels, overlay, scores }.OfType<string>()];
        // Results of an earlier run may lie in a folder inside.
        DataFile[] pictures = [.. DataFolder.Read(input).Files.Where(file => file.HasReadableName && !outputs.Any(folder => FileIdentity.IsWithin(file.Path, folder) && !FileIdentity.IsWithin(input, folder)))];
        if (pictures.Length == 0)
            throw new ProgramException($"The folder \"{input}\" has no pictures ({string.Join(", ", DataFolder.PictureExtensions)}), nor do the folders in it.");
        foreach (string folder in outputs)
        {
            if (File.Exists(folder)) throw new ProgramException($"Cannot write into the output folder \"{folder}\": it is a file. For a folder of pictures a folder is needed.");
        }

        return [.. pictures.Select(file => new SegmentJob(
            file.Path, Inside(labels, file.Stem + ".png"), Inside(overlay, file.Stem + ".png"), Inside(scores, file.Stem + ".npy")))];
    }

    private IEnumerable<(string Path, DerivedKind Kind)> Outputs
    {
        get
        {
            if (Labels is not null) yield return (Labels, DerivedKind.Labels);
            if (Overlay is not null) yield return (Overlay, DerivedKind.Picture);
            if (Scores is not null) yield return (Scores, DerivedKind.Scores);
        }
    }

    private static string? Inside(string? folder, string name) => folder is null ? null : Path.Combine(folder, name);

    private static string? Resolve(string? path, string name) =>
        path is not null && (Directory.Exists(path) || Path.EndsInDirectorySeparator(path)) ? Path.Combine(path, name) : path;
}
