using System;
using System.CommandLine;
using System.Text.Json;
using FcnGen.Networks;
using FcnGen.Samples.Fcn.Inspection;

namespace FcnGen.Samples.Fcn.Commands;

/// <summary><c>fcn inspect NET</c>: what the compiler knows about a network, as a table or as JSON.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        Argument<string> net = CommonOptions.NetArgument();
        Option<PictureSize> size = CommonOptions.Size("--size", "Picture size that sizes, FLOPs and bytes are for.", new PictureSize(500, 500));
        Option<int> batch = CommonOptions.Batch("Pictures per batch that the bytes are for.");
        var json = new Option<bool>("--json") { Description = "Print JSON instead of a table." };
        var command = new Command("inspect", "Shows every layer: size, receptive field, stride, offset, parameters, FLOPs; crops; memory.")
        {
            net, size, batch, json,
        };
        command.SetAction(parsed => ProgramRunner.Run(() =>
        {
            string name = parsed.GetRequiredValue(net);
            PictureSize at = parsed.GetResult(size) is null or { Implicit: true } && NetworkCatalog.Describe(name).FixedSize is { } only
                ? new PictureSize(only.Height, only.Width) : parsed.GetValue(size);
            NetworkReport report = NetworkReport.Of(name, at.Height, at.Width, parsed.GetValue(batch));
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.NetworkReport));
            else ReportTable.Print(report, at);
            return ExitCode.Success;
        }));
        return command;
    }
}
