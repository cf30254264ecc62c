using System;
using System.CommandLine;
using System.IO;
using FcnGen.Networks;
using FcnGen.Samples.Fcn.Commands;

namespace FcnGen.Samples.Fcn.Training;

/// <summary>One training run: prepare, train, save, score.</summary>
internal sealed class TrainRun(TrainOptions options, ParseResult parsed)
{
    private readonly string _output = parsed.GetRequiredValue(options.Output);

    public int Run()
    {
        using var interrupt = new Interrupt();
        (IDataset training, IDataset heldOut) = OpenData();
        SolverOptions solver = options.Solver(parsed);
        OutputFile.PrepareFolder(_output);
        bool hasCheckpoint = Trainer.HasCheckpoint(solver.CheckpointFolder!);
        bool resume = parsed.GetValue(options.Resume);
        if (hasCheckpoint && !resume)
            throw new ProgramException($"\"{_output}\" holds a checkpoint. Continue it with --resume, or choose another --output.");
        if (resume && parsed.GetValue(options.Init) is not null)
            throw new ProgramException("--resume takes the weights of the checkpoint, so it cannot be combined with --init.");

        using Device device = options.Device.Open(parsed);
        using Network network = NetworkCatalog.Create(parsed.GetRequiredValue(options.Net), device, solver.Seed);
        Initialise(network);
        using var trainer = new Trainer(network, solver);
        if (resume)
        {
            trainer.Resume(solver.CheckpointFolder!);
            Console.WriteLine(FormattableString.Invariant($"Resumed after iteration {trainer.Iteration}."));
        }

        if (solver.Crop is { } crop) MemoryCheck.Require(network, Pass.Training, solver.BatchSize, crop.Height, crop.Width);
        Console.WriteLine($"{network.Description.Name}: {training.Count} pictures to train on, {heldOut.Count} held out; {device.Description}");
        Train(trainer, training, interrupt);

        string weights = Path.Combine(_output, network.Description.Name + ".safetensors");
        network.ParameterSet.Save(weights);
        SaveCurve(trainer);
        SegmentationMetrics metrics = Evaluator.Evaluate(network, heldOut, cancel: interrupt.Token);
        MetricsTable.Print(metrics);
        Console.WriteLine($"Weights: {weights}");
        Console.WriteLine(MetricsTable.LastLine(metrics));
        return ExitCode.Success;
    }

    private void Train(Trainer trainer, IDataset training, Interrupt interrupt)
    {
        try
        {
            TrainingDisplay.Run(progress => trainer.FitAsync(training, progress, interrupt.Token));
        }
        catch (OperationCanceledException)
        {
            SaveCurve(trainer);
            Console.WriteLine(FormattableString.Invariant($"Saved after iteration {trainer.Iteration}; continue with the same command and --resume."));
            throw;
        }
    }

    private (IDataset Training, IDataset HeldOut) OpenData()
    {
        string path = parsed.GetRequiredValue(options.Data);
        int voidLabel = parsed.GetValue(options.Void);
        IDataset all = CommonOptions.Open(path, parsed.GetRequiredValue(options.Split), voidLabel);
        if (parsed.GetValue(options.Validation) is { } validation) return (all, CommonOptions.Open(validation, "val", voidLabel));
        return DataSource.IsVoc(path) ? (all, CommonOptions.Open(path, "val", voidLabel)) : all.Split(every: 5);
    }

    private void Initialise(Network network)
    {
        if (parsed.GetValue(options.Init) is not { } path) return;
        LoadResult result = network.ParameterSet.Load(path, parsed.GetValue(options.Strict) ? LoadMode.Strict : LoadMode.Transplant);
        Console.WriteLine($"Took {result.Loaded.Count} tensors of {path}.");
        if (result.Left.Count > 0) Console.WriteLine("Left as its filler sets it: " + string.Join(", ", result.Left));
        foreach (string skipped in result.Skipped) Console.WriteLine("Not used: " + skipped);
    }

    private void SaveCurve(Trainer trainer)
    {
        trainer.History.SaveCsv(Path.Combine(_output, "loss.csv"));
        LossPlot.Save(Path.Combine(_output, "loss.png"), trainer.Network.Description.Name, trainer.History);
    }
}
