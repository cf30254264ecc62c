using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace FcnGen;

/// <summary>What a solver knows besides the weights.</summary>
internal sealed record SolverState
{
    public required long Iteration { get; init; }

    public required long NetworkIteration { get; init; }

    public required int NetworkSeed { get; init; }

    /// <summary>Number and names of the samples, as a hash; empty if none was seen.</summary>
    public required string Dataset { get; init; }

    public required double[] Losses { get; init; }
}

/// <summary>
/// Checkpoints of a folder: <c>iter_N.safetensors</c> (weights, loadable by themselves), <c>iter_N.solver.safetensors</c> and the
/// manifest that names them. A crash at any moment leaves the earlier checkpoint readable.
/// </summary>
internal static class Checkpoint
{
    private const string VelocityPrefix = "velocity/", OptionPrefix = "option.", LossesName = "losses";

    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, CheckpointManifest.FileName));

    /// <summary>Writes a checkpoint and then deletes the one before it.</summary>
    /// <exception cref="OutputFileException">The folder cannot be written; the earlier checkpoint is unchanged.</exception>
    public static void Save(string folder, Network network, SgdSolver solver, SolverOptions options, SolverState state)
    {
        CheckpointManifest? earlier = TryLoad(folder);
        string stem = FreeStem(folder, state.Iteration);
        string weights = stem + ".safetensors", solverFile = stem + ".solver.safetensors";
        var metadata = new Dictionary<string, string>
        {
            ["network"] = network.Description.Name,
            ["iteration"] = Text(state.Iteration),
        };
        network.ParameterSet.Save(weights, metadata);
        metadata["network_iteration"] = Text(state.NetworkIteration);
        metadata["network_seed"] = Text(state.NetworkSeed);
        metadata["dataset"] = state.Dataset;
        foreach ((string name, string value) in options.Describe()) metadata[OptionPrefix + name] = value;
        SafeTensorsWriter.Save(
            solverFile,
            [
                .. solver.Velocities.Select(pair => new FloatTensor(VelocityPrefix + pair.Parameter.Info.Name, pair.Parameter.Info.Shape, values => pair.Velocity.Read(values))),
                new DoubleTensor(LossesName, state.Losses),
            ],
            metadata);
        new CheckpointManifest(state.Iteration, CheckpointFile.Of(weights), CheckpointFile.Of(solverFile)).Save(folder);
        if (earlier is not null) Delete(folder, earlier.Weights.Name, earlier.Solver.Name);
    }

    /// <summary>Restores weights and velocities and returns the rest. Nothing is changed unless all of it can be restored.</summary>
    /// <exception cref="CheckpointException">Missing, cut short, damaged, or of another network or other settings.</exception>
    public static SolverState Restore(string folder, Network network, SgdSolver solver, SolverOptions options)
    {
        CheckpointManifest manifest = CheckpointManifest.Load(folder);
        string weights = manifest.Weights.Verify(folder), solverPath = manifest.Solver.Verify(folder);
        try
        {
            using SafeTensorsFile file = SafeTensorsFile.Open(solverPath);
            CheckOptions(folder, file, options);
            SafeTensor[] velocities = [.. solver.Velocities.Select(pair => FindVelocity(file, pair.Parameter.Info, network))];
            SafeTensor losses = file.Find(LossesName) ?? throw new CheckpointException(
                $"{solverPath} holds no losses, "
                + "so it is not a solver state.");
            var state = new SolverState
            {
                Iteration = manifest.Iteration,
                NetworkIteration = long.Parse(file.Metadata["network_iteration"], CultureInfo.InvariantCulture),
                NetworkSeed = int.Parse(file.Metadata["network_seed"], CultureInfo.InvariantCulture),
                Dataset = file.Metadata["dataset"],
                Losses = file.ReadDoubles(losses),
            };
            network.ParameterSet.Load(weights);
            for (int i = 0; i < velocities.Length; i++)
            {
                var values = new float[velocities[i].Count];
                file.Read(velocities[i], values);
                solver.Velocities[i].Velocity.Write(values);
            }

            return state;
        }
        catch (Exception error) when (error is WeightFileException or WeightMismatchException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw new CheckpointException($"The checkpoint in {folder} cannot be used: {error.Message}", error);
        }
    }

    private static void CheckOptions(string folder, SafeTensorsFile file, SolverOptions options)
    {
        SortedDictionary<string, string> now = options.Describe();
        string[] differences =
        [
            .. now.Where(setting => file.Metadata.GetValueOrDefault(OptionPrefix + setting.Key) != setting.Value)
                .Select(setting => $"{setting.Key} was {file.Metadata.GetValueOrDefault(OptionPrefix + setting.Key, "not set")}, is {setting.Value}"),
        ];
        if (differences.Length > 0)
        {
            throw new CheckpointException(
                $"The checkpoint in {folder} was made with other settings: {string.Join("; ", differences)}. Use the same settings, "
                + "or start a new run from its weights.");
        }
    }

    private static SafeTensor FindVelocity(SafeTensorsFile file, ParameterInfo info, Network network)
    {
        SafeTensor? tensor = file.Find(VelocityPrefix + info.Name);
        if (tensor is not null && tensor.Shape.SequenceEqual(info.Shape.Select(extent => (long)extent))) return tensor;
        throw new CheckpointException(
            $"{file.Path} has no velocity of {info.Name} ({string.Join('x', info.Shape)}): the checkpoint is of another network than {network.Description.Name}, "
            + "or of one with other layers frozen. Start a new run from its weights.");
    }

    // Never the files that the manifest names: they must stay good until it names others.
    private static string FreeStem(string folder, long iteration)
    {
        string stem = Path.Combine(folder, FormattableString.Invariant($"iter_{iteration:D8}")), free = stem;
        for (int copy = 2; File.Exists(free + ".safetensors") || File.Exists(free + ".solver.safetensors"); copy++)
            free = FormattableString.Invariant($"{stem}_{copy}");
        return free;
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

    private static void Delete(string folder, params ReadOnlySpan<string> names)
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

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
