using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using FcnGen.Networks;
using FcnGen.Samples.Fcn.Segmentation;

namespace FcnGen.Samples.Fcn.Commands;

/// <summary><c>fcn segment</c>: pictures in; labels, overlays and raw scores out.</summary>
internal static class SegmentCommand
{
    public static Command Create()
    {
        Option<string> net = CommonOptions.Net();
        var weights = new Option<string>("--weights") { Description = "The .safetensors file of the trained network.", Required = true, HelpName = "FILE" };
        var input = new Option<string>("--input") { Description = "A picture (PNG, JPEG, BMP) or a folder of them.", Required = true, HelpName = "PATH" };
        var output = new Option<string?>("--output") { Description = "Label PNG (palette; the value is the class), or a folder for them.", HelpName = "PATH" };
        var overlay = new Option<string?>("--overlay") { Description = "PNG of the picture with the classes in colour, or a folder for them.", HelpName = "PATH" };
        var scores = new Option<string?>("--scores") { Description = "Raw scores as .npy, float32, 1 x classes x height x width, or a folder for them.", HelpName = "PATH" };
        var device = new DeviceOptions();
        var command = new Command("segment", "Labels every pixel of a picture, or of every picture in a folder.")
        {
            net, weights, input, output, overlay, scores,
        };
        device.AddTo(command);
        command.SetAction(parsed => ProgramRunner.Run(() =>
        {
            using var interrupt = new Interrupt();
            IReadOnlyList<SegmentJob> jobs = SegmentJob.Plan(
                parsed.GetRequiredValue(input), parsed.GetValue(output), parsed.GetValue(overlay), parsed.GetValue(scores));
            using Device runsOn = device.Open(parsed);
            using Network network = NetworkCatalog.Create(parsed.GetRequiredValue(net), runsOn, seed: 0);
            network.ParameterSet.Load(parsed.GetRequiredValue(weights));
            var segmenter = new Segmenter(network);
            foreach (SegmentJob job in jobs)
            {
                interrupt.Token.ThrowIfCancellationRequested();
                long start = Stopwatch.GetTimestamp();
                segmenter.Run(job);
                Console.WriteLine(FormattableString.Invariant(
                    $"{Path.GetFileName(job.Input)}  {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms"));
            }

            return ExitCode.Success;
        }));
        return command;
    }
}
