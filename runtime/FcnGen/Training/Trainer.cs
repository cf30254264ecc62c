using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;

namespace FcnGen;

/// <summary>
/// Trains a network by stochastic gradient descent or Adam, on samples whose inputs and label maps are bound to those of the network by name.
/// Everything random is a function of the seeds and the iteration, so a run that is stopped and resumed ends with the same bits as one that was not.
/// </summary>
public sealed class Trainer : IDisposable
{
    private readonly Optimizer _optimizer;
    private readonly IReplicas _replicas;
    private readonly ReplicaSums _sums;
    private DatasetIdentity _data = new("", "");
    private string? _checkpoint;
    private long _saved = -1;
    private Task _reading = Task.CompletedTask;
    private bool _stepping;
    private Exception? _saveError;
    private int _running;

    /// <summary>Prepares training from the network's present parameters.</summary>
    /// <param name="network">
    /// A network with at least one loss. A sample's only input and only label map need no name: they go to the only input and to every loss.
    /// Several have the names of the inputs and of the losses. Each loss has its own number of classes and ignored label, which is what it
    /// sees of pixels outside of a picture.
    /// </param>
    /// <param name="options">The settings.</param>
    /// <param name="replicas">
    /// Replicas that train together, each with a trainer and a network of its own that starts from the same parameters; null to train alone. Each takes its
    /// share of the samples, and all change their parameters alike by the mean over <c>IterSize · Count</c> batches. Only the first writes checkpoints.
    /// </param>
    /// <exception cref="ArgumentException">The network has no loss.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting makes no sense.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public Trainer(Network network, SolverOptions options, IReplicas? replicas = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        _replicas = replicas ?? SingleReplica.Instance;
        options.Validate(_replicas.Count);
        NetworkDescription description = network.Description;
        if (network.LossCount == 0)
        {
            throw new ArgumentException(
                $"{description.Name} declares no loss, "
                + "so it cannot be trained. Add a [SoftmaxLoss] or a [SigmoidLoss] layer.", nameof(network));
        }
        Network = network;
        Options = options;
        History = new LossHistory(options);
        _optimizer = new Optimizer(network.Device, network.ParameterSet, options);
        _sums = new ReplicaSums(_replicas, network.ParameterSet);
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The settings.</summary>
    public SolverOptions Options { get; }

    /// <summary>Iterations completed, those before a resume included.</summary>
    public long Iteration { get; private set; }

    /// <summary>Iterations that are saved in a checkpoint; null if there is none.</summary>
    public long? SavedIteration => _checkpoint is null ? null : _saved;

    /// <summary>The losses so far.</summary>
    public LossHistory History { get; }

    /// <summary>True if a folder holds a checkpoint to resume from.</summary>
    public static bool HasCheckpoint(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Checkpoint.Exists(folder);
    }

    /// <summary>
    /// Trains up to <see cref="SolverOptions.MaxIterations"/> on a background thread, after <see cref="SolverOptions.CheckData"/>. When it
    /// fails, whatever the reason, it goes back to the end of the last iteration and saves a checkpoint there, if there is a folder for it;
    /// only numbers that are not finite are not saved.
    /// </summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="progress">Told after every iteration, on the training thread.</param>
    /// <param name="cancel">
    /// Stops after the batch at hand. An iteration that was begun is undone, a checkpoint is saved if there is a folder for it, then
    /// <see cref="OperationCanceledException"/> is thrown. A sample that is being read may be read to its end on another thread. Training
    /// may be continued by calling this method again.
    /// </param>
    /// <exception cref="OperationCanceledException">Training was cancelled; the state is saved and consistent.</exception>
    /// <exception cref="TrainingDivergedException">The loss, or the norm of the gradients that is to be bounded, is not a finite number; the last checkpoint is kept.</exception>
    /// <exception cref="DatasetException">
    /// The data set is empty, several of its samples are bad, sizes differ within a batch, or it is not the one of the checkpoint.
    /// </exception>
    /// <exception cref="FcnGenException">A sample cannot be read or does not fit the network, or a checkpoint cannot be written.</exception>
    public Task FitAsync(IDataset dataset, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (Interlocked.Exchange(ref _running, 1) != 0) throw new InvalidOperationException("This trainer is training already.");
        // Not given the token: the task must run to save its state.
        return Task.Run(
            () =>
            {
                try
                {
                    Fit(dataset, progress, cancel);
                }
                finally
                {
                    Volatile.Write(ref _running, 0);
                }
            },
            CancellationToken.None);
    }

    /// <summary>
    /// Saves weights, velocities or moments, positions and losses. The checkpoint that was in the folder is deleted once the new one is complete.
    /// Not to be called while training.
    /// </summary>
    /// <param name="folder">The folder; made if missing.</param>
    /// <exception cref="TrainingDivergedException">A weight is not a finite number; the earlier checkpoint is kept.</exception>
    /// <exception cref="OutputFileException">The folder cannot be written; the earlier checkpoint is kept.</exception>
    public void SaveCheckpoint(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        CheckParameters();
        Checkpoint.Save(folder, Network, _optimizer, Options, new SolverState
        {
            Iteration = Iteration,
            NetworkIteration = Network.Iteration,
            NetworkSeed = Network.Seed,
            Data = _data,
            Losses = History.ToArray(),
        });
        (_checkpoint, _saved) = (folder, Iteration);
    }

    /// <summary>Goes back to the state of a checkpoint: the next iteration is the one that would have followed it.</summary>
    /// <param name="folder">The folder that <see cref="SaveCheckpoint"/> wrote.</param>
    /// <exception cref="CheckpointException">Missing, cut short, damaged, or of another network or other settings; nothing was changed.</exception>
    public void Resume(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        SolverState state = Checkpoint.Restore(folder, Network, _optimizer, Options);
        Network.Iteration = state.NetworkIteration;
        Network.Seed = state.NetworkSeed;
        Iteration = state.Iteration;
        History.Restore(state.Losses);
        _data = state.Data;
        _stepping = false;
        (_checkpoint, _saved) = (folder, Iteration);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It is training; nothing was released.</exception>
    public void Dispose()
    {
        if (Volatile.Read(ref _running) != 0)
            throw new InvalidOperationException("This trainer is training: cancel FitAsync and await it before the trainer is disposed.");
        _optimizer.Dispose();
    }

    private void Fit(IDataset dataset, IProgress<TrainingProgress>? progress, CancellationToken cancel)
    {
        if (dataset.Count == 0) throw new DatasetException("The data set to train on is empty.");
        // An earlier call was cancelled while a sample was read: not every data set can be read by two threads.
        ((Task)Task.WhenAny(_reading)).WaitAsync(cancel).GetAwaiter().GetResult();
        _data = _data.Verify(dataset, Network.Description, Options, Iteration, cancel);
        _sums.CheckSameParameters(Network.Description);
        using var batches = new BatchQueue(new BatchReader(Network.Description, dataset, Options, _replicas), Iteration * Options.IterSize, Options.MaxIterations * Options.IterSize);
        try
        {
            Iterate(batches, progress, cancel);
        }
        catch (Exception error)
        {
            _reading = batches.Reading;
            _replicas.Leave(error.Message);
            SaveAfter(error);
            throw;
        }

        SaveIfWanted();
    }

    private void Iterate(BatchQueue batches, IProgress<TrainingProgress>? progress, CancellationToken cancel)
    {
        var meter = new RateMeter();
        long lastSave = Stopwatch.GetTimestamp();
        while (Iteration < Options.MaxIterations)
        {
            double loss = Iterate(batches, cancel);
            History.Add(loss);
            Iteration++;
            if (progress is not null) Report(progress, meter.Tick());
            if (Iteration == Options.MaxIterations || !IsSnapshotDue(lastSave)) continue;
            SaveIfWanted();
            lastSave = Stopwatch.GetTimestamp();
        }
    }

    private bool IsSnapshotDue(long lastSave) =>
        (Options.SnapshotEvery > 0 && Iteration % Options.SnapshotEvery == 0)
        || (Options.SnapshotInterval > TimeSpan.Zero && Stopwatch.GetElapsedTime(lastSave) >= Options.SnapshotInterval);

    // One iteration. When it fails or is cancelled, everything is as before it, unless the optimiser's step itself failed.
    private double Iterate(BatchQueue batches, CancellationToken cancel)
    {
        long first = Network.Iteration;
        int together = Options.IterSize * _replicas.Count;
        double loss = 0;
        try
        {
            // A schedule that fails does so before any weight changes.
            _ = Options.RateAt(Iteration);
            for (int i = 0; i < Options.IterSize; i++)
            {
                if (cancel.IsCancellationRequested) throw new OperationCanceledException("Training was cancelled.", cancel);
                Batch batch = batches.Next(cancel);

                // Every batch of the iteration has coins of its own, whoever takes it.
                Network.Iteration = first + (long)i * _replicas.Count + _replicas.Rank;
                loss += Network.ForwardBackward(batch, accumulate: i > 0);
                if (_replicas.Count == 1) CheckFinite(loss); // replicas learn of it together, by their sum
            }

            loss = _sums.Sum(loss);
            CheckFinite(loss);
            _sums.SumGradients();
            Step(together);
        }
        catch
        {
            Network.Iteration = first;
            throw;
        }

        Network.Iteration = first + together;
        return loss / together;
    }

    private void Step(int batches)
    {
        _stepping = true;
        try
        {
            _optimizer.Step(Options, Iteration, batches);
        }
        catch (NotFiniteNumberException error)
        {
            _stepping = false; // it was found before anything changed
            throw Diverged(FormattableString.Invariant($"The norm of the gradients became {error.OffendingNumber}"));
        }

        _stepping = false;
    }

    private void CheckFinite(double loss)
    {
        if (!double.IsFinite(loss)) throw Diverged(FormattableString.Invariant($"The loss became {loss}"));
    }

    // What was learned is not lost with the run, whatever ended it.
    private void SaveAfter(Exception error)
    {
        if (_stepping || error is TrainingDivergedException || error == _saveError) return;
        try
        {
            SaveIfWanted();
        }
        catch (Exception) when (error is not OperationCanceledException)
        {
            // The error that led here is the one to report; SavedIteration tells what is saved.
        }
    }

    private void Report(IProgress<TrainingProgress> progress, double perSecond)
    {
        LossEntry entry = History[History.Count - 1];
        double left = Math.Min((Options.MaxIterations - Iteration) / perSecond, TimeSpan.MaxValue.TotalSeconds / 2);
        progress.Report(new TrainingProgress(
            Iteration, Options.MaxIterations, entry.Loss, entry.Smoothed, entry.LearningRate, perSecond, TimeSpan.FromSeconds(left)));
    }

    private void SaveIfWanted()
    {
        if (_replicas.Rank != 0 || Options.CheckpointFolder is not { } folder || (folder, Iteration) == (_checkpoint, _saved)) return;
        try
        {
            SaveCheckpoint(folder);
        }
        catch (Exception error)
        {
            _saveError = error;
            throw;
        }
    }

    private void CheckParameters()
    {
        foreach (Parameter parameter in Network.ParameterSet.All.Where(parameter => parameter.Info.IsTrained || parameter.Info.IsStatistic))
        {
            var values = new float[parameter.Info.Count];
            parameter.Values.Read(values);
            if (!TensorPrimitives.IsFiniteAll<float>(values)) throw Diverged($"A weight of {parameter.Info.Name} is not a finite number");
        }
    }

    private TrainingDivergedException Diverged(string what)
    {
        string kept = _checkpoint is { } folder ? $"The last good checkpoint is in {Path.GetFullPath(folder)}." : "No checkpoint was saved.";
        return new TrainingDivergedException(
            FormattableString.Invariant($"{what} in iteration {Iteration + 1}. {kept} Lower the learning rate, or check the scale of the input and of the loss (mean or sum)."), Iteration);
    }
}
