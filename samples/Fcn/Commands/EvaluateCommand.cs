using System;
using System.CommandLine;
using FcnGen.Networks;

namespace FcnGen.Samples.Fcn.Commands;

/// <summary><c>fcn evaluate</c>: the metrics of the paper on labelled pictures.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        Option<string> net = CommonOptions.Net();
        var weights = new Option<string>("--weights") { Description = "The .safetensors file of the trained network.", Required = true, HelpName = "FILE" };
        var data = new Option<string>("--data") { Description = $"Labelled pictures: {DataSource.Layouts}.", Required = true, HelpName = "PATH" };
        var split = new Option<string>("--split") { Description = "For PASCAL VOC: the list to use.", DefaultValueFactory = _ => "val", HelpName = "NAME" };
        Option<int> voidLabel = CommonOptions.VoidLabel();
        var confusion = new Option<string?>("--confusion") { Description = "CSV to write the confusion matrix to.", HelpName = "FILE" };
        var device = new DeviceOptions();
        var command = new Command("evaluate", "Scores a trained network: pixel accuracy, mean accuracy, mean IU, frequency-weighted IU.")
        {
            net, weights, data, split, voidLabel, confusion,
        };
        device.AddTo(command);
        command.SetAction(parsed => ProgramRunner.Run(() =>
        {
            using var interrupt = new Interrupt();
            string? csv = parsed.GetValue(confusion);
            if (csv is not null) OutputFile.PrepareFolderOf(csv);
            IDataset pictures = CommonOptions.Open(parsed.GetRequiredValue(data), parsed.GetRequiredValue(split), parsed.GetValue(voidLabel));
            using Device runsOn = device.Open(parsed);
            using Network network = NetworkCatalog.Create(parsed.GetRequiredValue(net), runsOn);
            network.ParameterSet.Load(parsed.GetRequiredValue(weights));
            SegmentationMetrics metrics = Evaluator.Evaluate(network, pictures, cancel: interrupt.Token);
            if (csv is not null) AtomicFile.WriteText(csv, MetricsTable.ConfusionCsv(metrics.Confusion));
            Console.WriteLine($"{network.Description.Name} on {pictures.Count} pictures");
            MetricsTable.Print(metrics);
            Console.WriteLine(MetricsTable.LastLine(metrics));
            return ExitCode.Success;
        }));
        return command;
    }
}
