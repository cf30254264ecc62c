using System.CommandLine;
using FcnGen.Samples.Fcn.Commands;

namespace FcnGen.Samples.Fcn.Training;

/// <summary>The options of <c>fcn train</c>, and what they say together.</summary>
internal sealed class TrainOptions
{
    public Option<string> Net { get; } = CommonOptions.Net();

    public Option<string> Data { get; } = Text("--data", $"Labelled pictures to train on: {DataSource.Layouts}.", "PATH", required: true);

    public Option<string?> Validation { get; } = new("--val") { Description = "Labelled pictures to score on. Without it, every 5th of --data by sorted name is held out (PASCAL VOC: the list val).", HelpName = "PATH" };

    public Option<string> Split { get; } = Text("--split", "For PASCAL VOC: the list to train on.", "NAME", "train");

    public Option<int> Void { get; } = CommonOptions.VoidLabel();

    public Option<string> Output { get; } = Text("--output", "Folder for checkpoint, weights, loss curve.", "DIR", required: true);

    public Option<string?> Init { get; } = new("--init") { Description = "Weights to start from (.safetensors). Tensors whose name and shape fit are taken; the rest is listed.", HelpName = "FILE" };

    public Option<bool> Strict { get; } = new("--strict") { Description = "With --init: every tensor must fit." };

    public Option<bool> Resume { get; } = new("--resume") { Description = "Continue from the checkpoint in the output folder, exactly as if training had not stopped." };

    public Option<int> Iterations { get; } = Whole("--iterations", "Steps in all.", 1000, 0);

    public Option<double> Rate { get; } = Real("--rate", "Learning rate at the start.", 1e-4);

    public Option<LearningRatePolicy> Policy { get; } = new("--policy") { Description = "How the rate changes.", DefaultValueFactory = _ => LearningRatePolicy.Fixed };

    public Option<double> Gamma { get; } = Real("--gamma", "Factor of the step policy.", 0.1);

    public Option<int> StepSize { get; } = Whole("--step", "Iterations per step of the step policy.", 10_000, 1);

    public Option<double> Power { get; } = Real("--power", "Exponent of the poly policy.", 0.9);

    public Option<double> Momentum { get; } = Real("--momentum", "Share of the last step that is kept.", 0.9);

    public Option<double> Decay { get; } = Real("--decay", "Weight decay.", 5e-4);

    public Option<int> Batch { get; } = Whole("--batch", "Pictures per batch.", 1, 1);

    public Option<int> IterSize { get; } = Whole("--iter-size", "Batches per step.", 1, 1);

    public Option<PictureSize> Crop { get; } = CommonOptions.Size("--crop", "Train on random parts of this size; larger batches of unequal pictures need it.");

    public Option<bool> Mirror { get; } = new("--mirror") { Description = "Mirror half of the pictures." };

    public Option<int> Jitter { get; } = Whole("--jitter", "Largest random shift in pixels.", 0, 0);

    public Option<int> Seed { get; } = CommonOptions.Seed();

    public Option<int> Snapshot { get; } = Whole("--snapshot", "Iterations between checkpoints; 0: at the end and on Ctrl-C.", 0, 0);

    public DeviceOptions Device { get; } = new();

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[]
        {
            Net, Data, Validation, Split, Void, Output, Init, Strict, Resume, Iterations, Rate, Policy, Gamma, StepSize, Power, Momentum, Decay,
            Batch, IterSize, Crop, Mirror, Jitter, Seed, Snapshot,
        })
        {
            command.Add(option);
        }

        Device.AddTo(command);
    }

    public SolverOptions Solver(ParseResult parsed)
    {
        PictureSize crop = parsed.GetValue(Crop);
        return new SolverOptions
        {
            BaseRate = parsed.GetValue(Rate),
            Policy = parsed.GetValue(Policy),
            Gamma = parsed.GetValue(Gamma),
            StepSize = parsed.GetValue(StepSize),
            Power = parsed.GetValue(Power),
            Momentum = parsed.GetValue(Momentum),
            WeightDecay = parsed.GetValue(Decay),
            BatchSize = parsed.GetValue(Batch),
            IterSize = parsed.GetValue(IterSize),
            MaxIterations = parsed.GetValue(Iterations),
            Seed = parsed.GetValue(Seed),
            Crop = crop == default ? null : (crop.Height, crop.Width),
            Augmentation = new MirrorAndJitter(parsed.GetValue(Mirror), parsed.GetValue(Jitter)),
            SnapshotEvery = parsed.GetValue(Snapshot),
            CheckpointFolder = System.IO.Path.Combine(parsed.GetRequiredValue(Output), "checkpoint"),
        };
    }

    private static Option<string> Text(string name, string description, string helpName, string? standard = null, bool required = false)
    {
        var option = new Option<string>(name) { Description = description, HelpName = helpName, Required = required };
        if (standard is not null) option.DefaultValueFactory = _ => standard;
        return option;
    }

    private static Option<int> Whole(string name, string description, int standard, int least)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard, HelpName = "N" };
        CommonOptions.AtLeast(option, least);
        return option;
    }

    private static Option<double> Real(string name, string description, double standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard, HelpName = "X" };
}
