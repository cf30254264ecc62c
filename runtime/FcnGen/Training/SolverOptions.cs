using System;
using System.Collections.Generic;
using System.Globalization;

namespace FcnGen;

/// <summary>
/// Settings of training. The defaults are stochastic gradient descent with momentum as in the paper for VGG networks (section 4.3), with a
/// mean loss, one picture at a time.
/// </summary>
public sealed record SolverOptions
{
    internal const string SchedulePrefix = "Schedule.";

    /// <summary>The smallest <see cref="Epsilon"/>: positive in float32 after every correction.</summary>
    public const double MinEpsilon = 1e-30;

    /// <summary>The largest <see cref="BatchSize"/>.</summary>
    public const int MaxBatchSize = 1 << 16;

    /// <summary>How gradients change parameters.</summary>
    public SolverAlgorithm Algorithm { get; init; } = SolverAlgorithm.Sgd;

    /// <summary>Learning rate at the start. Multiplied by each parameter's own multiplier.</summary>
    public double BaseRate { get; init; } = 1e-4;

    /// <summary>Share of the last step that is kept in the next. Of <see cref="SolverAlgorithm.Sgd"/>.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>How much of the running mean of the gradients is kept from one step to the next: β₁ of <see cref="SolverAlgorithm.Adam"/>.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>How much of the running mean of the squared gradients is kept from one step to the next: β₂ of <see cref="SolverAlgorithm.Adam"/>.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the mean square that <see cref="SolverAlgorithm.Adam"/> divides by: ε, at least <see cref="MinEpsilon"/>.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>
    /// L2 penalty: its derivative is part of the gradient; with <see cref="SolverAlgorithm.AdamW"/> the decoupled weight decay. Multiplied by each
    /// parameter's own multiplier.
    /// </summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>
    /// The largest Euclidean norm that the gradient of a step may have, over all trained parameters together; 0 for no bound. A larger gradient is
    /// scaled down to it. It is that of the mean over the batches of a step, without weight decay and the multipliers of parameters.
    /// </summary>
    public double ClipGradients { get; init; }

    /// <summary>Batches whose gradients are averaged in one step.</summary>
    public int IterSize { get; init; } = 1;

    /// <summary>Pictures per batch. More than one need equal sizes, or a <see cref="Crop"/>.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>How the learning rate changes.</summary>
    public LearningRatePolicy Policy { get; init; } = LearningRatePolicy.Fixed;

    /// <summary>Factor of <see cref="LearningRatePolicy.Step"/>.</summary>
    public double Gamma { get; init; } = 0.1;

    /// <summary>Iterations per step of <see cref="LearningRatePolicy.Step"/>.</summary>
    public long StepSize { get; init; } = 10_000;

    /// <summary>Exponent of <see cref="LearningRatePolicy.Poly"/>.</summary>
    public double Power { get; init; } = 0.9;

    /// <summary>A rule that takes the place of <see cref="Policy"/> and its numbers; null for those.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>Iterations in all.</summary>
    public long MaxIterations { get; init; } = 1000;

    /// <summary>Seed of the order of samples and of the augmentation.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The order of samples.</summary>
    public SampleOrder Order { get; init; } = SampleOrder.ShuffledEpochs;

    /// <summary>Random changes of every sample.</summary>
    public IAugmentation Augmentation { get; init; } = MirrorAndJitter.None;

    /// <summary>Size of a random part to cut from each sample; null for the whole.</summary>
    public (int Height, int Width)? Crop { get; init; }

    /// <summary>Losses over which the shown loss is averaged.</summary>
    public int AverageLoss { get; init; } = 20;

    /// <summary>Folder for checkpoints; null for none.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Iterations from one checkpoint to the next; 0 for none by number.</summary>
    public long SnapshotEvery { get; init; }

    /// <summary>
    /// Time from one checkpoint to the next, which is the most that is lost when the process is killed; zero for none by time. With neither,
    /// there is a checkpoint at the end, on a cancellation and after a failure only.
    /// </summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// True to read every sample before the first iteration (see <see cref="DatasetCheck"/>), so that a bad one is found at once and a run
    /// resumes only on the same pictures and labels. Without it, only number and names of the samples are compared: for data sets that
    /// make their samples anew on every read.
    /// </summary>
    public bool CheckData { get; init; } = true;

    /// <summary>The learning rate of an iteration, counted from 0.</summary>
    /// <exception cref="InvalidOperationException">A schedule of your own gives no finite number of at least 0.</exception>
    public double RateAt(long iteration)
    {
        LearningRateSchedule schedule = CurrentSchedule;
        double rate = schedule.RateAt(BaseRate, iteration);
        if (double.IsFinite(rate) && rate >= 0) return rate;
        throw new InvalidOperationException(FormattableString.Invariant(
            $"The schedule {schedule.Name} gives the learning rate {rate} for iteration {iteration}; a finite number of at least 0 is needed."));
    }

    private LearningRateSchedule CurrentSchedule => Schedule ?? Policy switch
    {
        LearningRatePolicy.Step => LearningRateSchedule.Step(Gamma, StepSize),
        LearningRatePolicy.Poly => LearningRateSchedule.Poly(Power, MaxIterations),
        _ => LearningRateSchedule.Fixed,
    };

    /// <summary>Throws if a setting makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the setting.</exception>
    /// <exception cref="ArgumentNullException">There is no augmentation (see <see cref="MirrorAndJitter.None"/>), or a schedule without a name.</exception>
    /// <param name="replicas">Networks that train together.</param>
    internal void Validate(int replicas = 1)
    {
        ArgumentNullException.ThrowIfNull(Augmentation);
        Require(Enum.IsDefined(Policy), nameof(Policy), Policy, "is one of " + string.Join(", ", Enum.GetNames<LearningRatePolicy>()));
        Require(Enum.IsDefined(Algorithm), nameof(Algorithm), Algorithm, "is one of " + string.Join(", ", Enum.GetNames<SolverAlgorithm>()));
        Require(Enum.IsDefined(Order), nameof(Order), Order, "is one of " + string.Join(", ", Enum.GetNames<SampleOrder>()));
        Require(double.IsFinite(BaseRate) && BaseRate >= 0, nameof(BaseRate), BaseRate, "is a finite number of at least 0");
        Require(Momentum is >= 0 and < 1, nameof(Momentum), Momentum, "lies in [0, 1)");
        Require(IsShare(Beta1), nameof(Beta1), Beta1, "lies in [0, 1) as a float32");
        Require(IsShare(Beta2), nameof(Beta2), Beta2, "lies in [0, 1) as a float32");
        Require(Epsilon >= MinEpsilon && float.IsFinite((float)Epsilon), nameof(Epsilon), Epsilon, FormattableString.Invariant($"is a finite float32 of at least {MinEpsilon}"));
        Require(double.IsFinite(ClipGradients) && ClipGradients >= 0, nameof(ClipGradients), ClipGradients, "is a finite number of at least 0");
        Require(double.IsFinite(WeightDecay) && WeightDecay >= 0, nameof(WeightDecay), WeightDecay, "is a finite number of at least 0");
        Require(IterSize >= 1, nameof(IterSize), IterSize, "is at least 1");
        Require(BatchSize is >= 1 and <= MaxBatchSize, nameof(BatchSize), BatchSize, FormattableString.Invariant($"lies in 1 to {MaxBatchSize}"));
        // Positions in the sequence of samples are counted in 64 bits.
        long most = long.MaxValue / IterSize / BatchSize / replicas;
        Require(MaxIterations >= 0 && MaxIterations < most, nameof(MaxIterations), MaxIterations, FormattableString.Invariant($"is at least 0 and less than {most}"));
        Require(StepSize >= 1, nameof(StepSize), StepSize, "is at least 1");
        Require(double.IsFinite(Gamma) && Gamma >= 0, nameof(Gamma), Gamma, "is a finite number of at least 0");
        Require(double.IsFinite(Power) && Power >= 0, nameof(Power), Power, "is a finite number of at least 0");
        Require(AverageLoss >= 1, nameof(AverageLoss), AverageLoss, "is at least 1");
        Require(SnapshotEvery >= 0, nameof(SnapshotEvery), SnapshotEvery, "is at least 0");
        Require(SnapshotInterval >= TimeSpan.Zero, nameof(SnapshotInterval), SnapshotInterval, "is at least 0");
        Augmentation.Validate();
        Require(Crop is null or { Height: >= 1, Width: >= 1 }, nameof(Crop), Crop, "has sides of at least 1");
        Require(Crop is not { } crop || (long)crop.Height * crop.Width <= Picture.MaxPixels, nameof(Crop), Crop, FormattableString.Invariant($"has at most {Picture.MaxPixels} pixels"));
        if (Schedule is null) return;
        ArgumentNullException.ThrowIfNull(Schedule.Name, nameof(Schedule));
        ArgumentNullException.ThrowIfNull(Schedule.Parameters, nameof(Schedule));
    }

    /// <summary>The settings on which the course of training depends, as text. A run resumes only under the same ones.</summary>
    internal SortedDictionary<string, string> Describe()
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [nameof(BaseRate)] = Text(BaseRate),
            [nameof(WeightDecay)] = Text(WeightDecay),
            [nameof(IterSize)] = Text(IterSize),
            [nameof(BatchSize)] = Text(BatchSize),
            [nameof(Policy)] = CurrentSchedule.Name,
            [nameof(Seed)] = Text(Seed),
            [nameof(Order)] = Order.ToString(),
            [nameof(Crop)] = Crop is { } crop ? $"{Text(crop.Height)}x{Text(crop.Width)}" : "none",
        };
        // Sgd has no name here: checkpoints of the time before there was a choice stay good.
        if (Algorithm == SolverAlgorithm.Sgd)
        {
            settings.Add(nameof(Momentum), Text(Momentum));
        }
        else
        {
            settings.Add(nameof(Algorithm), Algorithm.ToString());
            settings.Add(nameof(Beta1), Text(Beta1));
            settings.Add(nameof(Beta2), Text(Beta2));
            settings.Add(nameof(Epsilon), Text(Epsilon));
        }

        if (ClipGradients > 0) settings.Add(nameof(ClipGradients), Text(ClipGradients));
        foreach ((string name, string value) in Augmentation.Settings)
        {
            if (!settings.TryAdd(name, value)) throw new ArgumentException($"{nameof(Augmentation)} has a setting {name}, as the solver has; call it by another name.");
        }

        // Those of a policy lie beside the other settings.
        string prefix = Schedule is null || IsBuiltIn(Schedule) ? "" : SchedulePrefix;
        foreach ((string name, double value) in CurrentSchedule.Parameters) settings[prefix + name] = Text(value);
        return settings;
    }

    private static bool IsShare(double value) => value >= 0 && (float)value < 1;

    private static bool IsBuiltIn(LearningRateSchedule schedule) => schedule.GetType().DeclaringType == typeof(LearningRateSchedule);

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static void Require(bool holds, string name, object? value, string rule)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} {rule}; it is {value}."));
    }
}
