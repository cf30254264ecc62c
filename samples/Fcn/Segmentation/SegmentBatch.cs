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
internal sealed class SegmentBatch(Segmenter segmenter, SegmentPlan plan, PictureOptions options, CancellationToken cancel)
{
    private const int MostNames = 20;

    private readonly List<string> _failed = [];

    /// <summary>Runs all jobs.</summary>
    /// <exception cref="ProgramException">Some pictures of the folder failed; the others are done.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; a picture that is being read may be read to its end on another thread.</exception>
    public void Run()
    {
        IReadOnlyList<SegmentJob> jobs = plan.Jobs;
        Task<Picture>? reading = jobs.Count > 0 ? Read(jobs[0]) : null;
        for (int i = 0; i < jobs.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            Task<Picture> picture = reading!;
            try
            {
                Picture read = picture.WaitAsync(cancel).GetAwaiter().GetResult();
                reading = Next(i);
                segmenter.Run(jobs[i], read);
                Console.WriteLine(FormattableString.Invariant($"{Path.GetFileName(jobs[i].Input)}  {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms"));
            }
            catch (Exception error) when (plan.IsFolder && IsOfThePicture(error))
            {
                if (reading == picture) reading = Next(i);
                string message = ProgramRunner.Describe(error);
                _failed.Add(message.Contains(jobs[i].Input, StringComparison.Ordinal) ? message : $"{jobs[i].Input}: {message}");
                Console.WriteLine($"{Path.GetFileName(jobs[i].Input)}  failed");
            }
        }

        if (plan.IsFolder) Summarise();
    }

    private Task<Picture>? Next(int index) => index + 1 < plan.Jobs.Count ? Read(plan.Jobs[index + 1]) : null;

    private Task<Picture> Read(SegmentJob job) => Task.Run(() => Picture.Load(job.Input, options, cancel), CancellationToken.None);

    // A full disk or a lost device would fail for all that follow.
    private static bool IsOfThePicture(Exception error) =>
        error is PictureFormatException or InputFileException or ProgramException or DeviceMemoryException or OutOfMemoryException;

    private void Summarise()
    {
        if (plan.LeftOut.Count > 0) Console.WriteLine("Left out as no pictures: " + Some([.. plan.LeftOut.Select(file => file.Name)], ", "));
        _failed.AddRange(plan.Unreadable.Select(file => $"{file.Path}: its name is not valid UTF-8, so it cannot be opened. Rename it."));
        int count = plan.Jobs.Count + plan.Unreadable.Count;
        if (_failed.Count > 0) throw new ProgramException($"{_failed.Count} of {count} pictures failed, the others are done:\n  {Some(_failed, "\n  ")}");
    }

    private static string Some(IReadOnlyList<string> names, string between) =>
        string.Join(between, names.Count <= MostNames ? names : names.Take(MostNames).Append($"and {names.Count - MostNames} more"));
}
