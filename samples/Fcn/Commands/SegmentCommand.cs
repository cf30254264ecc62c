using System.CommandLine;
using FcnGen.Networks;
using FcnGen.Samples.Fcn.Segmentation;

namespace FcnGen.Samples.Fcn.Commands;

/// <summary><c>fcn segment</c>: pictures in; labels, overlays and raw scores out.</summary>
internal static class SegmentCommand
{
    public static Command Create()
    {
        Option<string> net = CommonOptions.Net();
        Option<string> weights = CommonOptions.Weights();
        Option<string> input = CheckedOptions.Needed("--input", "A picture (PNG, JPEG, BMP, TIFF) or a folder of them.", "PATH");
        Option<string?> output = CheckedOptions.TextOrNone("--output", "Label PNG (palette; the value is the class), or a folder for them.", "PATH");
        Option<string?> overlay = CheckedOptions.TextOrNone("--overlay", "PNG of the picture with the classes in colour, or a folder for them.", "PATH");
        Option<string?> scores = CheckedOptions.TextOrNone("--scores", "Raw scores as .npy, float32, 1 x channels x height x width, or a folder for them.", "PATH");
        Option<bool> force = CheckedOptions.Force("files that are no results of an earlier run");
        Option<string?> names = LabelOptions.NamesOption();
        Option<string?> legend = CheckedOptions.TextOrNone("--legend", "PNG to write of the colours and names of the classes.", "FILE");
        Option<SampleRange?> range = RangeOption.Create();
        var device = new DeviceOptions();
        var command = new Command("segment", "Labels every pixel of a picture, or of every picture in a folder.")
        {
            net, weights, input, output, overlay, scores, range, names, legend, force,
        };
        device.AddTo(command);
        command.SetAction(parsed => ProgramRunner.Run(() =>
        {
            using var interrupt = new Interrupt();
            SegmentPlan plan = SegmentPlan.Of(
                parsed.GetRequiredValue(input), parsed.GetValue(output), parsed.GetValue(overlay), parsed.GetValue(scores));
            string? namesFile = parsed.GetValue(names), legendFile = parsed.GetValue(legend);
            var files = new RunFiles();
            files.ReadsWeights(parsed.GetRequiredValue(weights));
            files.Reads(namesFile, "the names");
            plan.Note(files);
            files.Writes(legendFile, "the legend");
            plan.Prepare(parsed.GetValue(force));
            ClassTable? table = namesFile is null ? null : ClassTable.Load(namesFile);
            if (legendFile is not null) OutputFile.Prepare(legendFile, DerivedKind.Picture, parsed.GetValue(force));
            using Device runsOn = device.Open(parsed);
            using Network network = NetworkCatalog.Create(parsed.GetRequiredValue(net), runsOn, seed: 0);
            network.ParameterSet.Load(parsed.GetRequiredValue(weights));
            if (legendFile is not null) ClassLegend.Save(legendFile, network.Description.Outputs[0].Classes, table);
            new SegmentBatch(new Segmenter(network, table), plan, RangeOption.Options(parsed, range), interrupt.Token).Run();
            return ExitCode.Success;
        }));
        return command;
    }
}
