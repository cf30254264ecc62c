using System;
using System.CommandLine;
using FcnGen.Networks;
using FcnGen.Samples.Fcn.Commands;

namespace FcnGen.Samples.Fcn.Training;

/// <summary>One training run: prepare, check the data, train, save, score.</summary>
internal sealed class TrainRun(TrainOptions options, ParseResult parsed)
{
    private readonly string _output = parsed.GetRequiredValue(options.Output);
    private LabelReading _labels = new();

    public int Run()
    {
        using var interrupt = new Interrupt();
        (IDataset training, IDataset heldOut) = OpenData();
        SolverOptions solver = options.Solver(parsed);
        bool resume = parsed.GetValue(options.Resume);
        string net = parsed.GetRequiredValue(options.Net);
        var folder = new RunFolder(_output, NetworkCatalog.Describe(net).Name);
        folder.RefuseData(parsed.GetRequiredValue(options.Data), training);
        folder.RefuseData(parsed.GetValue(options.Validation), heldOut);
        folder.RefuseLoss(parsed.GetValue(options.Init), solver.CheckpointFolder!, resume, parsed.GetValue(options.Force));
        OutputFile.PrepareFolder(_output);
        using Device device = options.Device.Open(parsed);
        using Network network = NetworkCatalog.Create(net, device, solver.Seed);
        Initialise(network);
        using var trainer = new Trainer(network, solver);
        if (resume)
        {
            trainer.Resume(solver.CheckpointFolder!);
            Console.WriteLine(FormattableString.Invariant($"Resumed after iteration {trainer.Iteration}."));
        }

        if (solver.Crop is { } crop) MemoryCheck.Require(network, Pass.Training, solver.BatchSize, crop.Height, crop.Width);
        Check(network.Description, solver, training, heldOut, folder, interrupt);
        Console.WriteLine($"{network.Description.Name}: {training.Count} pictures to train on, {heldOut.Count} held out; {device.Description}");
        Train(trainer, training, folder, interrupt);

        network.ParameterSet.Save(folder.Weights);
        SaveCurve(trainer, folder);
        SegmentationMetrics metrics = Evaluator.Evaluate(network, heldOut, cancel: interrupt.Token);
        MetricsTable.Print(metrics, _labels.Names);
        Console.WriteLine($"Weights: {folder.Weights}");
        Console.WriteLine(MetricsTable.LastLine(metrics));
        return ExitCode.Success;
    }

    private void Check(NetworkDescription network, SolverOptions solver, IDataset training, IDataset heldOut, RunFolder folder, Interrupt interrupt)
    {
        if (!solver.CheckData) return;
        var options = new DatasetCheckOptions { Network = network, MemoryFile = folder.CheckMemory };
        DatasetReport[] reports = DataCheck.Run(
            [(training, options with { Solver = solver }), (heldOut, options)], interrupt.Token, report => LabelReading.RequireValues(report, network));
        _labels.Require(reports[0].LabelCounts, network);
    }

    private static void Train(Trainer trainer, IDataset training, RunFolder folder, Interrupt interrupt)
    {
        try
        {
            TrainingDisplay.Run(progress => trainer.FitAsync(training, progress, interrupt.Token));
        }
        catch (Exception error)
        {
            // What went wrong is said by the runner of the program; here, what is left of the run.
            if (error is TrainingDivergedException || trainer.SavedIteration is not { } saved) throw;
            SaveCurve(trainer, folder);
            Console.WriteLine(FormattableString.Invariant($"Saved after iteration {saved}; continue with the same command and --resume."));
            throw;
        }
    }

    private (IDataset Training, IDataset HeldOut) OpenData()
    {
        string path = parsed.GetRequiredValue(options.Data);
        _labels = options.Labels.Read(parsed);
        IDataset all = _labels.Open(path, parsed.GetRequiredValue(options.Split));
        if (parsed.GetValue(options.Validation) is { } validation) return (all, _labels.Open(validation, "val"));
        return DataSource.IsVoc(path) ? (all, _labels.Open(path, "val")) : all.Split(every: 5);
    }

    private void Initialise(Network network)
    {
        if (parsed.GetValue(options.Init) is not { } path) return;
        LoadResult result = network.ParameterSet.Load(path, parsed.GetValue(options.Strict) ? LoadMode.Strict : LoadMode.Transplant);
        Console.WriteLine($"Took {result.Loaded.Count} tensors of {path}.");
        if (result.Left.Count > 0) Console.WriteLine("Left as its filler sets it: " + string.Join(", ", result.Left));
        foreach (string skipped in result.Skipped) Console.WriteLine("Not used: " + skipped);
    }

    private static void SaveCurve(Trainer trainer, RunFolder folder)
    {
        trainer.History.SaveCsv(folder.CurveText);
        LossPlot.Save(folder.CurvePlot, trainer.Network.Description.Name, trainer.History);
    }
}
