using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FcnGen.Formats;

namespace FcnGen;

/// <summary>What a solver knows besides the weights.</summary>
internal sealed record SolverState
{
    public required long Iteration { get; init; }

    public required long NetworkIteration { get; init; }

    public required int NetworkSeed { get; init; }

    /// <summary>The samples that were seen.</summary>
    public required DatasetIdentity Data { get; init; }

    public required double[] Losses { get; init; }
}

/// <summary>
/// Checkpoints of a folder: <c>iter_N.safetensors</c> (weights, loadable by themselves), <c>iter_N.solver.safetensors</c> and the
/// manifest that names them. A crash at any moment leaves the earlier checkpoint readable.
/// </summary>
internal static class Checkpoint
{
    private const string OptionPrefix = "option.", LossesName = "losses";

    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, CheckpointManifest.FileName));

    /// <summary>
    /// Writes a checkpoint and then deletes the one before it. If that fails, nothing of the new one is left.
    /// </summary>
    /// <exception cref="OutputFileException">The folder cannot be written; the earlier checkpoint is unchanged.</exception>
    public static void Save(string folder, Network network, Optimizer optimizer, SolverOptions options, SolverState state)
    {
        using IDisposable saving = CheckpointLock.Take(folder);
        CheckpointManifest? earlier = TryLoad(folder);
        // A manifest that cannot be read may name any of them.
        if (earlier is not null || !Exists(folder)) CheckpointNames.RemoveOrphans(folder, earlier);
        string stem = CheckpointNames.FreeStem(folder, state.Iteration);
        string weights = stem + CheckpointNames.WeightsExtension, solverFile = stem + CheckpointNames.SolverExtension;
        try
        {
            Write(weights, solverFile, network, optimizer, options, state);
            new CheckpointManifest(state.Iteration, CheckpointFile.Of(weights), CheckpointFile.Of(solverFile)).Save(folder);
        }
        catch
        {
            // It may have been replaced before the error came.
            if (TryLoad(folder)?.Weights.Name != Path.GetFileName(weights)) CheckpointNames.Delete(folder, Path.GetFileName(weights), Path.GetFileName(solverFile));
            throw;
        }

        if (earlier is not null) CheckpointNames.Delete(folder, earlier.Weights.Name, earlier.Solver.Name);
    }

    private static void Write(string weights, string solverFile, Network network, Optimizer optimizer, SolverOptions options, SolverState state)
    {
        var metadata = new Dictionary<string, string>
        {
            ["network"] = network.Description.Name,
            ["iteration"] = Text(state.Iteration),
        };
        network.ParameterSet.Save(weights, metadata);
        metadata["network_iteration"] = Text(state.NetworkIteration);
        metadata["network_seed"] = Text(state.NetworkSeed);
        metadata["dataset"] = state.Data.Names;
        metadata["dataset_content"] = state.Data.Content;
        foreach ((string name, string value) in options.Describe()) metadata[OptionPrefix + name] = value;
        SafeTensorsWriter.Save(
            solverFile,
            [
                .. optimizer.States.Select(state => new FloatTensor(NameOf(state), state.Parameter.Info.Shape, values => state.Buffer.Read(values))),
                new DoubleTensor(LossesName, state.Losses),
            ],
            metadata);
    }

    /// <summary>Restores weights and what the optimiser keeps, and returns the rest. Nothing is changed unless all of it can be restored.</summary>
    /// <exception cref="CheckpointException">Missing, cut short, damaged, or of another network or other settings.</exception>
    public static SolverState Restore(string folder, Network network, Optimizer optimizer, SolverOptions options)
    {
        CheckpointManifest manifest = CheckpointManifest.Load(folder);
        try
        {
            string weights = manifest.Weights.Verify(folder), solverPath = manifest.Solver.Verify(folder);
            using SafeTensorsFile file = SafeTensorsFile.Open(solverPath);
            SolverState state = ReadState(file, manifest);
            CheckOptions(folder, file, options);
            WeightTensor[] states = [.. optimizer.States.Select(state => Find(file, state, network))];
            network.ParameterSet.Load(weights);
            for (int i = 0; i < states.Length; i++)
            {
                var values = new float[states[i].Count];
                file.Read(states[i].Name, values);
                optimizer.States[i].Buffer.Write(values);
            }

            return state;
        }
        catch (Exception error) when (error is WeightFileException or WeightMismatchException or WeightValueException or InputFileException)
        {
            throw new CheckpointException($"The checkpoint in {folder} cannot be used: {error.Message}", error);
        }
    }

    private static SolverState ReadState(SafeTensorsFile file, CheckpointManifest manifest)
    {
        WeightTensor? losses = file.Find(LossesName);
        if (losses is not { Obstacle: null }) throw NoState(file, "it holds no losses");
        if (Whole("iteration", 0, long.MaxValue) != manifest.Iteration || losses.Count != manifest.Iteration)
        {
            throw NoState(file, FormattableString.Invariant(
                $"it is of iteration {Whole("iteration", 0, long.MaxValue)} and has {losses.Count} losses, while the manifest says iteration {manifest.Iteration}"));
        }

        return new SolverState
        {
            Iteration = manifest.Iteration,
            NetworkIteration = Whole("network_iteration", 0, long.MaxValue),
            NetworkSeed = (int)Whole("network_seed", int.MinValue, int.MaxValue),
            // Empty where the data were not checked.
            Data = new DatasetIdentity(Text("dataset"), Text("dataset_content")),
            Losses = file.ReadDoubles(LossesName),
        };

        string Text(string name) => file.Metadata.GetValueOrDefault(name) ?? throw NoState(file, $"its metadata lack {name}");

        long Whole(string name, long least, long most) =>
            long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most
                ? value
                : throw NoState(file, $"{name} is \"{Text(name)}\", not a whole number from {least.ToString(CultureInfo.InvariantCulture)} on");
    }

    private static CheckpointException NoState(SafeTensorsFile file, string reason) =>
        new($"{file.Name} is not the solver state of a checkpoint: {reason}. Restore it, or start again without the checkpoint.");

    private static void CheckOptions(string folder, SafeTensorsFile file, SolverOptions options)
    {
        SortedDictionary<string, string> now = options.Describe();
        string[] differences =
        [
            .. now.Where(setting => file.Metadata.GetValueOrDefault(OptionPrefix + setting.Key) != setting.Value)
                .Select(setting => $"{setting.Key} was {file.Metadata.GetValueOrDefault(OptionPrefix + setting.Key, "not set")}, is {setting.Value}"),
            // Numbers of a schedule, or settings of an augmentation, that has fewer now.
            .. file.Metadata.Where(entry => entry.Key.StartsWith(OptionPrefix, StringComparison.Ordinal) && !now.ContainsKey(entry.Key[OptionPrefix.Length..]))
                .Select(entry => $"{entry.Key[OptionPrefix.Length..]} was {entry.Value}, is not set"),
        ];
        if (differences.Length > 0)
        {
            throw new CheckpointException(
                $"The checkpoint in {folder} was made with other settings: {string.Join("; ", differences)}. Use the same settings, "
                + "or start a new run from its weights.");
        }
    }

    private static string NameOf(OptimizerState state) => state.Name + "/" + state.Parameter.Info.Name;

    private static WeightTensor Find(SafeTensorsFile file, OptimizerState state, Network network)
    {
        ParameterInfo info = state.Parameter.Info;
        WeightTensor? tensor = file.Find(NameOf(state));
        if (tensor is { Obstacle: null } && tensor.Shape.SequenceEqual(info.Shape.Select(extent => (long)extent))) return tensor;
        throw new CheckpointException(
            $"{file.Name} has no {state.Name} of {info.Name} ({string.Join('x', info.Shape)}): the checkpoint is of another network than {network.Description.Name}, "
            + "or of one with other layers frozen. Start a new run from its weights.");
    }

    private static CheckpointManifest? TryLoad(string folder)
    {
        try
        {
            return Exists(folder) ? CheckpointManifest.Load(folder) : null;
        }
        catch (CheckpointException)
        {
            // Whatever is there is about to be replaced by a good one.
            return null;
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
