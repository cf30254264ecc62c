using System;
using System.CommandLine;
using System.IO;
using FcnGen.Networks;
using FcnGen.Samples.Fcn.Training;

namespace FcnGen.Samples.Fcn.Commands;

/// <summary><c>fcn evaluate</c>: the metrics of the paper on labelled pictures.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        Option<string> net = CommonOptions.Net();
        Option<string> weights = CommonOptions.Weights();
        Option<string> data = CheckedOptions.Needed("--data", $"Labelled pictures: {DataSource.Layouts}.", "PATH");
        Option<string> split = CheckedOptions.Text("--split", "For PASCAL VOC: the list to use.", "NAME", "val");
        var labels = new LabelOptions();
        Option<string?> confusion = CheckedOptions.TextOrNone("--confusion", "CSV to write the confusion matrix to.", "FILE");
        Option<bool> force = CheckedOptions.Force("a file that is no confusion matrix");
        var noCheck = new Option<bool>("--no-check") { Description = "Don't read every pair before the first is scored." };
        var device = new DeviceOptions();
        var command = new Command("evaluate", "Scores a trained network: pixel accuracy, mean accuracy, mean IU, frequency-weighted IU.")
        {
            net, weights, data, split, confusion, force, noCheck,
        };
        labels.AddTo(command);
        device.AddTo(command);
        command.SetAction(parsed => ProgramRunner.Run(() =>
        {
            using var interrupt = new Interrupt();
            string? csv = parsed.GetValue(confusion);
            LabelReading reading = labels.Read(parsed);
            var pictures = new CountedLabels(reading.Open(parsed.GetRequiredValue(data), parsed.GetRequiredValue(split)));
            if (csv is not null)
            {
                var files = new RunFiles();
                files.ReadsWeights(parsed.GetRequiredValue(weights));
                labels.Note(parsed, files);
                Prepare(csv, parsed.GetRequiredValue(data), pictures, files, parsed.GetValue(force));
            }

            using Device runsOn = device.Open(parsed);
            using Network network = NetworkCatalog.Create(parsed.GetRequiredValue(net), runsOn);
            network.ParameterSet.Load(parsed.GetRequiredValue(weights));
            if (!parsed.GetValue(noCheck))
            {
                DataCheck.Run(
                    [(pictures, new DatasetCheckOptions { Network = network.Description })], interrupt.Token,
                    report => LabelReading.RequireValues(report, network.Description));
            }

            SegmentationMetrics metrics = Evaluator.Evaluate(network, pictures, cancel: interrupt.Token);
            reading.Warn(pictures.Counts, network.Description);
            if (csv is not null) AtomicFile.WriteText(csv, MetricsTable.ConfusionCsv(metrics.Confusion, reading.Names));
            Console.WriteLine($"{network.Description.Name} on {pictures.Count} pictures");
            MetricsTable.Print(metrics, reading.Names);
            Console.WriteLine(MetricsTable.LastLine(metrics));
            return ExitCode.Success;
        }));
        return command;
    }

    /// <summary>Refuses a file that the command reads, and one of the user's.</summary>
    private static void Prepare(string csv, string data, IDataset pictures, RunFiles files, bool force)
    {
        files.Reads(data, "the data");
        for (int i = 0; i < pictures.Count; i++)
        {
            files.Reads(pictures.FilesOf(i)?.Picture, "a picture of the data");
            files.Reads(pictures.FilesOf(i)?.Labels, "labels of the data");
        }

        if (File.Exists(csv) && Directory.Exists(data) && FileIdentity.IsWithin(csv, data) && !DerivedFile.Is(csv, DerivedKind.Confusion))
            throw new ProgramException($"The confusion matrix would replace \"{csv}\", a file of the data. Choose another name.");
        files.Writes(csv, "the confusion matrix");
        OutputFile.Prepare(csv, DerivedKind.Confusion, force);
    }
}
