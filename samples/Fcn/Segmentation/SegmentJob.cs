using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen.Samples.Fcn.Segmentation;

/// <summary>One picture to segment and where its results go; null for results that were not asked for.</summary>
internal sealed record SegmentJob(string Input, string? Labels, string? Overlay, string? Scores)
{
    /// <summary>Works out the jobs of a command line; every output folder is there and writable when this returns.</summary>
    /// <exception cref="ProgramException">No picture, clashing names, or a place that cannot be written.</exception>
    public static IReadOnlyList<SegmentJob> Plan(string input, string? labels, string? overlay, string? scores)
    {
        if (labels is null && overlay is null && scores is null)
            throw new ProgramException("Nothing to write: give --output for labels, --overlay for overlays or --scores for raw scores.");
        return Directory.Exists(input) ? PlanFolder(input, labels, overlay, scores) : PlanFile(input, labels, overlay, scores);
    }

    private static SegmentJob[] PlanFile(string input, string? labels, string? overlay, string? scores)
    {
        if (!File.Exists(input)) throw new ProgramException($"There is no picture or folder \"{input}\".");
        string name = Path.GetFileNameWithoutExtension(input);
        var job = new SegmentJob(input, Resolve(labels, name + ".png"), Resolve(overlay, name + ".png"), Resolve(scores, name + ".npy"));
        foreach (string path in job.Outputs) OutputFile.PrepareFolderOf(path);
        CheckDistinct([job]);
        return [job];
    }

    private static SegmentJob[] PlanFolder(string input, string? labels, string? overlay, string? scores)
    {
        string[] outputs = [.. new[] { labels, overlay, scores }.OfType<string>()];
        // Results of an earlier run may lie in a folder inside.
        DataFile[] pictures = [.. DataFolder.Read(input).Files.Where(file => !outputs.Any(folder => IsBelow(file.Path, folder) && !IsBelow(input, folder)))];
        if (pictures.Length == 0)
            throw new ProgramException($"The folder \"{input}\" has no pictures ({string.Join(", ", DataFolder.PictureExtensions)}), nor do the folders in it.");
        foreach (string folder in outputs) OutputFile.PrepareFolder(folder);
        SegmentJob[] jobs = [.. pictures.Select(file => new SegmentJob(
            file.Path, Inside(labels, file.Stem + ".png"), Inside(overlay, file.Stem + ".png"), Inside(scores, file.Stem + ".npy")))];
        CheckDistinct(jobs);
        return jobs;
    }

    private IEnumerable<string> Outputs => new[] { Labels, Overlay, Scores }.OfType<string>();

    private static bool IsBelow(string path, string folder) =>
        (Path.GetFullPath(path) + Path.DirectorySeparatorChar).StartsWith(
            Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string? Inside(string? folder, string name) => folder is null ? null : Path.Combine(folder, name);

    private static string? Resolve(string? path, string name) =>
        path is not null && (Directory.Exists(path) || Path.EndsInDirectorySeparator(path)) ? Path.Combine(path, name) : path;

    private static void CheckDistinct(SegmentJob[] jobs)
    {
        var seen = jobs.ToDictionary(job => Path.GetFullPath(job.Input), job => job.Input);
        foreach (SegmentJob job in jobs)
        {
            foreach (string path in job.Outputs)
            {
                if (!seen.TryAdd(Path.GetFullPath(path), job.Input))
                {
                    throw new ProgramException(
                        $"The results of \"{job.Input}\" would replace \"{path}\", which is an input or the result of another picture. Choose another folder or name.");
                }
            }
        }
    }
}
