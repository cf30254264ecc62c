using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace FcnGen;

/// <summary>What a data set is checked for beyond being readable, and how.</summary>
public sealed record DatasetCheckOptions
{
    /// <summary>The network that the samples are for: labels and sizes must fit it. Null to read only.</summary>
    public NetworkDescription? Network { get; init; }

    /// <summary>Settings that samples of a network must fit when it is trained (crop and batch size); null for evaluation.</summary>
    public SolverOptions? Solver { get; init; }

    /// <summary>Without <see cref="Solver"/>: the output of the network that is evaluated.</summary>
    public int Output { get; init; }

    /// <summary>Without <see cref="Solver"/>: the label that is not scored; null for the one that the network's loss ignores.</summary>
    public byte? IgnoreLabel { get; init; }

    /// <summary>
    /// A file that remembers what was found, by path, size and time of the files, so that a later check decodes only what changed;
    /// null for none.
    /// </summary>
    public string? MemoryFile { get; init; }

    /// <summary>Threads that decode; 0 for one per core. Data sets that are not files are read by one.</summary>
    public int Threads { get; init; }
}

/// <summary>
/// Reads every pair of a data set before long work starts, so that a bad one is found now and not after an hour. A data set that is not
/// files is read once in its life.
/// </summary>
public static class DatasetCheck
{
    /// <summary>The usual name of <see cref="DatasetCheckOptions.MemoryFile"/>.</summary>
    public const string MemoryFileName = "data-check.json";

    private static readonly ConditionalWeakTable<IDataset, KnownSamples> s_known = [];

    /// <summary>Reads and checks all samples.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="options">What they must fit; null to read only.</param>
    /// <param name="progress">Told after every sample, by one thread at a time.</param>
    /// <param name="cancel">
    /// Ends the check at once; samples that are being decoded are decoded to their end on other threads and dropped. What was found is
    /// remembered.
    /// </param>
    /// <returns>All that is wrong, and which labels there are. Problems are reported, not thrown.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static DatasetReport Run(
        IDataset dataset, DatasetCheckOptions? options = null, IProgress<DatasetCheckProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new DatasetCheckOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads);
        cancel.ThrowIfCancellationRequested();
        var pass = new Pass(dataset, options, s_known.GetValue(dataset, set => new KnownSamples(set.Count)), progress);
        return pass.Run(cancel);
    }

    // What this process knows of a data set.
    private sealed class KnownSamples(int count)
    {
        public SampleFacts?[] Facts { get; } = new SampleFacts?[count];

        public FileStamp?[] Stamps { get; } = new FileStamp?[count];

        // The thread of a check that was cancelled, which may still read.
        public Task Reading { get; set; } = Task.CompletedTask;
    }

    private sealed class Pass(IDataset dataset, DatasetCheckOptions options, KnownSamples known, IProgress<DatasetCheckProgress>? progress)
    {
        private readonly CheckMemory? _memory = options.MemoryFile is { } path ? new CheckMemory(path) : null;
        private readonly DatasetRequirements _requirements = new(options);
        private readonly int _count = Math.Min(dataset.Count, known.Facts.Length);
        private readonly SampleFacts?[] _facts = new SampleFacts?[dataset.Count];
        private readonly List<DatasetProblem> _problems = [];
        private readonly Lock _lock = new();
        private int _next = -1, _done, _decoded;
        private volatile bool _stop;

        public DatasetReport Run(CancellationToken cancel)
        {
            bool parallel = Enumerable.Range(0, _count).All(i => dataset.FilesOf(i) is not null);
            int threads = parallel ? Math.Clamp(options.Threads == 0 ? Environment.ProcessorCount : options.Threads, 1, Math.Max(1, _count)) : 1;
            try
            {
                if (!parallel) ((Task)Task.WhenAny(known.Reading)).WaitAsync(cancel).GetAwaiter().GetResult();
                known.Reading = Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
                    Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
                known.Reading.WaitAsync(cancel).GetAwaiter().GetResult();
            }
            finally
            {
                _stop = true;
                lock (_lock) _memory?.Save();
            }

            _problems.AddRange(_requirements.Together(dataset, _facts));
            return Report();
        }

        private void Work()
        {
            try
            {
                while (!_stop && Interlocked.Increment(ref _next) is var index && index < _count) Check(index);
            }
            catch
            {
                _stop = true;
                throw;
            }
        }

        private void Check(int index)
        {
            SampleFiles? files = dataset.FilesOf(index);
            FileStamp? stamp = files is null ? null : FileStamp.Of(files);
            SampleFacts? facts = Known(index, files is not null, stamp);
            bool decoded = facts is null;
            Exception? error = null;
            try
            {
                Sample? sample = null;
                if (facts is null)
                {
                    sample = dataset.Load(index);
                    facts = SampleFacts.Of(sample);
                }

                _requirements.Check(facts, dataset.NameOf(index), () => sample ?? dataset.Load(index));
            }
            catch (Exception found) when (found is FcnGenException or IOException or UnauthorizedAccessException)
            {
                error = found;
            }

            lock (_lock)
            {
                // After a cancellation nobody reads this any more.
                if (_stop) return;
                if (decoded) _decoded++;
                if (error is not null) _problems.Add(new DatasetProblem(index, dataset.NameOf(index), error));
                (_facts[index], known.Facts[index], known.Stamps[index]) = (facts, facts, stamp);
                if (facts is not null && stamp is not null && decoded) _memory?.Add(stamp, facts);
                progress?.Report(new DatasetCheckProgress(++_done, _count));
            }
        }

        private SampleFacts? Known(int index, bool isFile, FileStamp? stamp)
        {
            if (!isFile) return known.Facts[index];
            if (stamp is null) return null;
            return known.Stamps[index] == stamp && known.Facts[index] is { } facts ? facts : _memory?.Find(stamp);
        }

        private DatasetReport Report()
        {
            var counts = new SortedDictionary<string, long[]>(StringComparer.Ordinal);
            var pictures = new int[256];
            foreach (SampleFacts facts in _facts.OfType<SampleFacts>())
            {
                foreach (LabelFacts map in facts.Labels)
                {
                    if (!counts.TryGetValue(map.Name, out long[]? ofMap)) counts.Add(map.Name, ofMap = new long[256]);
                    foreach ((byte label, int pixels) in map.Pixels) ofMap[label] += pixels;
                }

                foreach (byte label in facts.Labels.SelectMany(map => map.Pixels).Select(entry => entry.Label).Distinct()) pictures[label]++;
            }

            return new DatasetReport(dataset.Count, [.. _problems.OrderBy(problem => problem.Index)])
            {
                Decoded = _decoded,
                Readable = _facts.Count(facts => facts is not null),
                LabelCounts = [.. Enumerable.Range(0, 256).Select(label => counts.Values.Sum(ofMap => ofMap[label]))],
                LabelCountsByName = counts.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<long>)entry.Value),
                PicturesWithLabel = pictures,
                Identity = _facts.All(facts => facts is not null) ? DatasetIdentity.OfContent(dataset, _facts!) : "",
            };
        }
    }
}
