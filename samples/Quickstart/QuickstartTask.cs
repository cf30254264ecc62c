using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FcnGen.Networks;
using FcnGen.Samples.Quickstart.Shapes;

namespace FcnGen.Samples.Quickstart;

/// <summary>What the quickstart learns: pictures to train on and held-out ones, a network with enough classes, settings that suit them.</summary>
internal sealed record QuickstartTask
{
    private const int DrawnSide = 80;
    private const int DrawnTraining = 2000;
    private const int DrawnHeldOut = 60;

    public required string Title { get; init; }

    public required IDataset Training { get; init; }

    public required IDataset HeldOut { get; init; }

    /// <summary>Number of classes that occur or may.</summary>
    public required int Classes { get; init; }

    /// <summary>Names and colours of the classes, if they are known.</summary>
    public ClassTable? Names { get; init; }

    /// <summary>Pixels of each label, where the labels are not our own.</summary>
    public IReadOnlyList<long>? LabelCounts { get; init; }

    public required NetworkType Network { get; init; }

    public required SolverOptions Solver { get; init; }

    /// <summary>Training stops after so many minutes, however slow the machine is.</summary>
    public required double MostMinutes { get; init; }

    /// <summary>Training needs no more iterations than this.</summary>
    public long EnoughIterations { get; init; } = long.MaxValue;

    /// <summary>Drawn shapes; the held-out ones come from another series.</summary>
    public static QuickstartTask Drawn(int seed) => new()
    {
        Title = "drawn shapes",
        Training = new DrawnShapes(DrawnSide, DrawnTraining, seed, first: 0).Cached(),
        HeldOut = new DrawnShapes(DrawnSide, DrawnHeldOut, seed, first: 1_000_000).Cached(),
        Classes = Enum.GetValues<ShapeKind>().Length,
        Names = new ClassTable([.. Enum.GetValues<ShapeKind>().Select(kind => new ClassEntry((byte)kind, $"{kind}", null))]),
        Network = NetworkType.Of<QuickstartNet>(),
        MostMinutes = 1.75,
        EnoughIterations = 3000,
        Solver = new SolverOptions
        {
            BaseRate = 0.04,
            Policy = LearningRatePolicy.Poly,
            BatchSize = 4,
            Seed = seed,
            Augmentation = new MirrorAndJitter(Mirror: true),
        },
    };

    /// <summary>Labelled pictures, contrast stretched, every 5th by sorted name held out.</summary>
    /// <exception cref="OperationCanceledException">Interrupted while the pictures were read.</exception>
    /// <exception cref="ProgramException">The labels have more classes than any of the networks here.</exception>
    public static QuickstartTask Real(string folder, LabelReading labels, int seed, CancellationToken cancel)
    {
        const int side = 128;
        IDataset all = new StretchedContrast(labels.Open(folder, "train")).Cached();
        (IDataset training, IDataset heldOut) = all.Split(every: 5);
        long[] counts = Task.Run(() => CountLabels(all, cancel), cancel).WaitAsync(cancel).GetAwaiter().GetResult(); // a picture that is being decoded is not waited for
        int classes = Array.FindLastIndex(counts, ShapePainter.Void - 1, count => count > 0) + 1;
        return new QuickstartTask
        {
            Title = folder,
            Training = training,
            HeldOut = heldOut,
            Classes = classes,
            Names = labels.Names,
            LabelCounts = counts,
            Network = For(classes, folder),
            MostMinutes = 4,
            Solver = new SolverOptions
            {
                BaseRate = 0.015,
                Policy = LearningRatePolicy.Poly,
                BatchSize = 4,
                Seed = seed,
                Crop = (side, side),
                Augmentation = new MirrorAndJitter(Mirror: true, Jitter: 8),
            },
        };
    }

    private static NetworkType For(int classes, string folder)
    {
        if (classes <= QuickstartNet.Classes) return NetworkType.Of<QuickstartNet>();
        int most = CompactFcn.Definition.Outputs[0].Classes;
        if (classes <= most) return NetworkType.Of<CompactFcn>();
        throw new ProgramException(
            $"The labels in \"{folder}\" go up to {classes - 1}, so {classes} classes are needed; the quickstart's networks have {QuickstartNet.Classes} and {most}. " +
            "Classes are declared, not configured: raise QuickstartNet.Classes in samples/Quickstart/QuickstartNet.cs and run again. (Label 255 means void; --void names another, --classes the values that are classes.)");
    }

    private static long[] CountLabels(IDataset data, CancellationToken cancel)
    {
        var counts = new long[256];
        for (int i = 0; i < data.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (byte label in data.Load(i).Labels.Labels) counts[label]++;
        }

        return counts;
    }
}

/// <summary>A series of drawn pictures.</summary>
internal sealed class DrawnShapes(int side, int count, int seed, int first) : IDataset
{
    public int Count => count;

    public string NameOf(int index) => FormattableString.Invariant($"drawn-{first + index}");

    public Sample Load(int index)
    {
        (Picture picture, LabelMap labels) = ShapePainter.Draw(side, seed, first + index);
        return new Sample(NameOf(index), picture, labels);
    }
}
