using System;
using System.Diagnostics;
using System.IO;

namespace FcnGen.Samples.Quickstart;

/// <summary>Scores the untrained network, trains it, scores it again, and writes what there is to look at.</summary>
internal sealed class QuickstartRun(QuickstartOptions options)
{
    private const int ProbeIterations = 12;

    public int Run()
    {
        using var interrupt = new Interrupt();
        QuickstartFolder.Prepare(options.Output, options.Force);
        QuickstartTask task = options.Data is null ? QuickstartTask.Drawn(options.Seed) : QuickstartTask.Real(options.Data, options.Labels, options.Seed, interrupt.Token);
        using Device device = options.OpenDevice();
        using Network network = task.Network.Create(device, options.Seed);
        Console.WriteLine($"{network.Description.Name} on {task.Title}: {task.Training.Count} pictures to train on, {task.HeldOut.Count} held out.");
        Console.WriteLine($"Device: {device.Description}");
        if (task.LabelCounts is { } counts) options.Labels.Require(counts, network.Description);

        SegmentationMetrics before = Evaluator.Evaluate(network, task.HeldOut, cancel: interrupt.Token);
        Console.WriteLine($"before: {MetricsTable.Summary(before)}");

        SolverOptions solver = task.Solver with { MaxIterations = options.Iterations ?? IterationsFor(task, device, interrupt) };
        using var trainer = new Trainer(network, solver);
        long start = Stopwatch.GetTimestamp();
        TrainingDisplay.Run(progress => trainer.FitAsync(task.Training, progress, interrupt.Token));
        Console.WriteLine(FormattableString.Invariant($"Trained {trainer.Iteration} iterations in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s."));

        SegmentationMetrics after = Evaluator.Evaluate(network, task.HeldOut, cancel: interrupt.Token);
        MetricsTable.Print(after, task.Names);
        Save(task, trainer);
        Console.WriteLine($"before: {MetricsTable.Summary(before)}");
        Console.WriteLine($"after:  {MetricsTable.Summary(after)}");
        Console.WriteLine($"Look at {Path.Combine(options.Output, Gallery.FileName)} (input, truth, prediction), legend.png and loss.png beside it.");
        Console.WriteLine(MetricsTable.LastLine(after));
        return ExitCode.Success;
    }

    /// <summary>How many iterations are enough and fit into the given time: measured on a network that is thrown away, so that training starts untouched.</summary>
    private long IterationsFor(QuickstartTask task, Device device, Interrupt interrupt)
    {
        using Network probe = task.Network.Create(device, options.Seed);
        using var warm = new Trainer(probe, task.Solver with { MaxIterations = ProbeIterations });
        warm.FitAsync(task.Training, null, interrupt.Token).GetAwaiter().GetResult();
        using var timed = new Trainer(probe, task.Solver with { MaxIterations = ProbeIterations });
        long start = Stopwatch.GetTimestamp();
        timed.FitAsync(task.Training, null, interrupt.Token).GetAwaiter().GetResult();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds / ProbeIterations;
        double minutes = options.Minutes ?? task.MostMinutes;
        long fit = Math.Max(ProbeIterations, (long)(minutes * 60 / seconds));
        long iterations = options.Minutes is null ? Math.Min(fit, task.EnoughIterations) : fit;
        Console.WriteLine(FormattableString.Invariant(
            $"Training {iterations} iterations, about {iterations * seconds:0} s (--iterations {iterations} repeats this run exactly)."));
        return iterations;
    }

    private void Save(QuickstartTask task, Trainer trainer)
    {
        Gallery.Save(options.Output, trainer.Network, task.HeldOut, task.Names);
        ClassLegend.Save(Path.Combine(options.Output, "legend.png"), task.Classes, task.Names);
        trainer.History.SaveCsv(Path.Combine(options.Output, "loss.csv"));
        LossPlot.Save(Path.Combine(options.Output, "loss.png"), $"{trainer.Network.Description.Name} on {task.Title}", trainer.History);
        trainer.Network.ParameterSet.Save(Path.Combine(options.Output, "weights.safetensors"));
    }
}
