using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen.Samples.Fcn.Segmentation;

/// <summary>What a command line asks to segment: a picture, or the pictures of a folder.</summary>
internal sealed record SegmentPlan
{
    /// <summary>A job per picture.</summary>
    public required IReadOnlyList<SegmentJob> Jobs { get; init; }

    /// <summary>True for the pictures of a folder.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Files of the folder that are no pictures.</summary>
    public IReadOnlyList<DataFile> LeftOut { get; init; } = [];

    /// <summary>Pictures of the folder that cannot be opened by their name.</summary>
    public IReadOnlyList<DataFile> Unreadable { get; init; } = [];

    /// <summary>Works out the jobs of a command line; writes nothing.</summary>
    /// <exception cref="ProgramException">There is no picture, or nothing to write.</exception>
    public static SegmentPlan Of(string input, string? labels, string? overlay, string? scores)
    {
        if (labels is null && overlay is null && scores is null)
            throw new ProgramException("Nothing to write: give --output for labels, --overlay for overlays or --scores for raw scores.");
        return Directory.Exists(input) ? OfFolder(input, labels, overlay, scores) : OfFile(input, labels, overlay, scores);
    }

    /// <summary>Notes the pictures and their results among the files of the run.</summary>
    /// <exception cref="ProgramException">A result would replace a file that the run reads, or another result.</exception>
    public void Note(RunFiles files)
    {
        foreach (SegmentJob job in Jobs) files.Reads(job.Input, "the picture");
        foreach (SegmentJob job in Jobs)
        {
            foreach ((string path, _) in job.Outputs) files.Writes(path, $"a result of \"{job.Input}\"");
        }
    }

    /// <summary>Makes the folders of the results, and makes sure that all can be written and nothing is lost by it.</summary>
    /// <param name="force">True to replace files that are no results of an earlier run.</param>
    /// <exception cref="ProgramException">A result would replace a file of the user's, or cannot be written.</exception>
    public void Prepare(bool force)
    {
        var folders = new HashSet<string>();
        foreach ((string path, DerivedKind kind) in Jobs.SelectMany(job => job.Outputs))
        {
            // A folder is tried once; a file that is there already, each.
            if (folders.Add(Path.GetDirectoryName(Path.GetFullPath(path))!) || Path.Exists(path)) OutputFile.Prepare(path, kind, force);
        }
    }

    private static SegmentPlan OfFile(string input, string? labels, string? overlay, string? scores)
    {
        if (!File.Exists(input)) throw new ProgramException($"There is no picture or folder \"{input}\".");
        string name = Path.GetFileNameWithoutExtension(input);
        return new SegmentPlan { Jobs = [new SegmentJob(input, Resolve(labels, name + ".png"), Resolve(overlay, name + ".png"), Resolve(scores, name + ".npy"))] };
    }

    private static SegmentPlan OfFolder(string input, string? labels, string? overlay, string? scores)
    {
        string[] outputs = [.. new[] { labels, overlay, scores }.OfType<string>()];
        // Results of an earlier run may lie in a folder inside.
        FileIdentity[] inside = [.. outputs.Select(FileIdentity.Of).Where(folder => !FileIdentity.IsWithin(input, folder))];
        bool IsInput(DataFile file) => !inside.Any(folder => FileIdentity.IsWithin(file.Path, folder));
        DataFolder all = DataFolder.Read(input);
        ILookup<bool, DataFile> pictures = all.Files.ToLookup(file => file.HasReadableName);
        SegmentJob[] jobs = [.. pictures[true].Where(IsInput).Select(file => new SegmentJob(
            file.Path, Inside(labels, file.Stem + ".png"), Inside(overlay, file.Stem + ".png"), Inside(scores, file.Stem + ".npy")))];
        if (jobs.Length == 0)
            throw new ProgramException($"The folder \"{input}\" has no pictures ({string.Join(", ", DataFolder.PictureExtensions)}), nor do the folders in it.");
        foreach (string folder in outputs)
        {
            if (File.Exists(folder)) throw new ProgramException($"Cannot write into the output folder \"{folder}\": it is a file. For a folder of pictures a folder is needed.");
        }

        return new SegmentPlan { Jobs = jobs, IsFolder = true, LeftOut = [.. all.Others.Where(IsInput)], Unreadable = [.. pictures[false]] };
    }

    private static string? Inside(string? folder, string name) => folder is null ? null : Path.Combine(folder, name);

    private static string? Resolve(string? path, string name) =>
        path is not null && (Directory.Exists(path) || Path.EndsInDirectorySeparator(path)) ? Path.Combine(path, name) : path;
}
