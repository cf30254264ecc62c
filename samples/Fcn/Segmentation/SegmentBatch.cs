using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace FcnGen.Samples.Fcn.Segmentation;

/// <summary>
/// Segments the pictures of a command line and reads the next while the network works. In a folder, a picture that cannot be read or
/// segmented does not stop the others; the end says which failed and what was left out.
/// </summary>
internal sealed class SegmentBatch(Segmenter segmenter, string input, PictureOptions options, CancellationToken cancel)
{
    private const int MostNames = 20;

    private readonly bool _isFolder = Directory.Exists(input);
    private readonly List<string> _failed = [];

    /// <summary>Runs all jobs.</summary>
    /// <exception cref="ProgramException">Some pictures of the folder failed; the others are done.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; a picture that is being read may be read to its end on another thread.</exception>
    public void Run(IReadOnlyList<SegmentJob> jobs)
    {
        Task<Picture>? reading = jobs.Count > 0 ? Read(jobs[0]) : null;
        for (int i = 0; i < jobs.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            Task<Picture> picture = reading!;
            try
            {
                Picture read = picture.WaitAsync(cancel).GetAwaiter().GetResult();
                reading = Next(jobs, i);
                segmenter.Run(jobs[i], read);
                Console.WriteLine(FormattableString.Invariant($"{Path.GetFileName(jobs[i].Input)}  {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms"));
            }
            catch (Exception error) when (_isFolder && IsOfThePicture(error))
            {
                if (reading == picture) reading = Next(jobs, i);
                string message = ProgramRunner.Describe(error);
                _failed.Add(message.Contains(jobs[i].Input, StringComparison.Ordinal) ? message : $"{jobs[i].Input}: {message}");
                Console.WriteLine($"{Path.GetFileName(jobs[i].Input)}  failed");
            }
        }

        if (_isFolder) Summarise(jobs.Count);
    }

    private Task<Picture>? Next(IReadOnlyList<SegmentJob> jobs, int index) => index + 1 < jobs.Count ? Read(jobs[index + 1]) : null;

    private Task<Picture> Read(SegmentJob job) => Task.Run(() => Picture.Load(job.Input, options, cancel), CancellationToken.None);

    // A full disk or a lost device would fail for all that follow.
    private static bool IsOfThePicture(Exception error) =>
        error is PictureFormatException or InputFileException or ProgramException or DeviceMemoryException or OutOfMemoryException;

    private void Summarise(int jobs)
    {
        DataFolder folder = DataFolder.Read(input);
        if (folder.Others.Count > 0) Console.WriteLine("Left out as no pictures: " + Some([.. folder.Others.Select(file => file.Name)], ", "));
        string[] unreadable = [.. folder.Files.Where(file => !file.HasReadableName).Select(file =>
            $"{file.Path}: its name is not valid UTF-8, so it cannot be opened. Rename it.")];
        _failed.AddRange(unreadable);
        int count = jobs + unreadable.Length;
        if (_failed.Count > 0) throw new ProgramException($"{_failed.Count} of {count} pictures failed, the others are done:\n  {Some(_failed, "\n  ")}");
    }

    private static string Some(IReadOnlyList<string> names, string between) =>
        string.Join(between, names.Count <= MostNames ? names : names.Take(MostNames).Append($"and {names.Count - MostNames} more"));
}
