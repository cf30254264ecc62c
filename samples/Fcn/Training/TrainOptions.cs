using System.CommandLine;
using FcnGen.Samples.Fcn.Commands;

namespace FcnGen.Samples.Fcn.Training;

/// <summary>The options of <c>fcn train</c>, and what they say together.</summary>
internal sealed class TrainOptions
{
    // Less than one in float32.
    private const double LargestShare = 0.9999999;

    public Option<string> Net { get; } = CommonOptions.Net();

    public Option<string> Data { get; } = CheckedOptions.Needed("--data", $"Labelled pictures to train on: {DataSource.Layouts}.", "PATH");

    public Option<string?> Validation { get; } = CheckedOptions.TextOrNone("--val", "Labelled pictures to score on. Without it, every 5th of --data by sorted name is held out (PASCAL VOC: the list val).", "PATH");

    public Option<string> Split { get; } = CheckedOptions.Text("--split", "For PASCAL VOC: the list to train on.", "NAME", "train");

    public LabelOptions Labels { get; } = new();

    public Option<string> Output { get; } = CheckedOptions.Needed("--output", "Folder for checkpoint, weights, loss curve.", "DIR");

    public Option<string?> Init { get; } = CheckedOptions.TextOrNone("--init", "Weights to start from: a .safetensors file or a folder of .npy files. Tensors whose name and shape fit are taken; the rest is listed.", "PATH");

    public Option<bool> Strict { get; } = new("--strict") { Description = "With --init: every tensor must fit." };

    public Option<bool> Resume { get; } = new("--resume") { Description = "Continue from the checkpoint in the output folder, exactly as if training had not stopped." };

    public Option<int> Iterations { get; } = CheckedOptions.Whole("--iterations", "Steps in all.", 1000, 0);

    public Option<SolverAlgorithm> Algorithm { get; } = CheckedOptions.Choice("--solver", "How gradients change parameters: gradient descent with momentum, or Adam with an L2 penalty or with decoupled weight decay.", SolverAlgorithm.Sgd);

    public Option<double> Rate { get; } = CheckedOptions.Real("--rate", "Learning rate at the start.", 1e-4);

    public Option<LearningRatePolicy> Policy { get; } = CheckedOptions.Choice("--policy", "How the rate changes.", LearningRatePolicy.Fixed);

    public Option<double> Gamma { get; } = CheckedOptions.Real("--gamma", "Factor of the step policy.", 0.1);

    public Option<int> StepSize { get; } = CheckedOptions.Whole("--step", "Iterations per step of the step policy.", 10_000, 1);

    public Option<double> Power { get; } = CheckedOptions.Real("--power", "Exponent of the poly policy.", 0.9);

    public Option<double> Momentum { get; } = CheckedOptions.Real("--momentum", "Share of the last step that is kept, of Sgd.", 0.9);

    public Option<double> Beta1 { get; } = CheckedOptions.Real("--beta1", "Share of the mean of the gradients that is kept, of Adam.", 0.9, 0, LargestShare);

    public Option<double> Beta2 { get; } = CheckedOptions.Real("--beta2", "Share of the mean of the squared gradients that is kept, of Adam.", 0.999, 0, LargestShare);

    public Option<double> Epsilon { get; } = CheckedOptions.Real("--epsilon", "Added to what Adam divides by.", 1e-8, SolverOptions.MinEpsilon);

    public Option<double> ClipGradients { get; } = CheckedOptions.Real("--clip-gradients", "Largest norm of the gradient of a step; 0 for no bound.", 0, 0);

    public Option<double> Decay { get; } = CheckedOptions.Real("--decay", "Weight decay.", 5e-4);

    public Option<int> Batch { get; } = CommonOptions.Batch("Pictures per batch.");

    public Option<int> IterSize { get; } = CheckedOptions.Whole("--iter-size", "Batches per step.", 1, 1);

    public Option<PictureSize> Crop { get; } = CommonOptions.Size("--crop", "Train on random parts of this size; larger batches of unequal pictures need it.");

    public Option<bool> Mirror { get; } = new("--mirror") { Description = "Mirror half of the pictures." };

    public Option<int> Jitter { get; } = CheckedOptions.Whole("--jitter", "Largest random shift in pixels.", 0, 0);

    public Option<int> Seed { get; } = CommonOptions.Seed();

    public Option<Snapshots> Snapshot { get; } = Snapshots.Option("--snapshot");

    public Option<bool> NoCheck { get; } = new("--no-check") { Description = "Don't read every pair before the first iteration." };

    public Option<bool> Force { get; } = CheckedOptions.Force("a run, weights or curves in the output folder");

    public DeviceOptions Device { get; } = new();

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[]
        {
            Net, Data, Validation, Split, Output, Init, Strict, Resume, Iterations, Algorithm, Rate, Policy, Gamma, StepSize, Power, Momentum,
            Beta1, Beta2, Epsilon, Decay, ClipGradients, Batch, IterSize, Crop, Mirror, Jitter, Seed, Snapshot, NoCheck, Force,
        })
        {
            command.Add(option);
        }

        Labels.AddTo(command);
        Device.AddTo(command);
    }

    public SolverOptions Solver(ParseResult parsed)
    {
        RefuseUnused(parsed);
        PictureSize crop = parsed.GetValue(Crop);
        Snapshots snapshots = parsed.GetValue(Snapshot);
        return new SolverOptions
        {
            Algorithm = parsed.GetValue(Algorithm),
            BaseRate = parsed.GetValue(Rate),
            Policy = parsed.GetValue(Policy),
            Gamma = parsed.GetValue(Gamma),
            StepSize = parsed.GetValue(StepSize),
            Power = parsed.GetValue(Power),
            Momentum = parsed.GetValue(Momentum),
            Beta1 = parsed.GetValue(Beta1),
            Beta2 = parsed.GetValue(Beta2),
            Epsilon = parsed.GetValue(Epsilon),
            WeightDecay = parsed.GetValue(Decay),
            ClipGradients = parsed.GetValue(ClipGradients),
            BatchSize = parsed.GetValue(Batch),
            IterSize = parsed.GetValue(IterSize),
            MaxIterations = parsed.GetValue(Iterations),
            Seed = parsed.GetValue(Seed),
            Crop = crop == default ? null : (crop.Height, crop.Width),
            Augmentation = new MirrorAndJitter(parsed.GetValue(Mirror), parsed.GetValue(Jitter)),
            SnapshotEvery = snapshots.Every,
            SnapshotInterval = snapshots.Interval,
            CheckData = !parsed.GetValue(NoCheck),
            CheckpointFolder = System.IO.Path.Combine(parsed.GetRequiredValue(Output), "checkpoint"),
        };
    }

    /// <summary>Numbers of one solver say nothing to another: whoever gives them means that one.</summary>
    private void RefuseUnused(ParseResult parsed)
    {
        SolverAlgorithm algorithm = parsed.GetValue(Algorithm);
        bool sgd = algorithm == SolverAlgorithm.Sgd;
        foreach (Option option in sgd ? new Option[] { Beta1, Beta2, Epsilon } : [Momentum])
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw new ProgramException($"{option.Name} is for {(sgd ? "--solver Adam or AdamW" : "--solver Sgd")}; this run takes {algorithm}.");
        }
    }
}
