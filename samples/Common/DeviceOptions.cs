using System;
using System.CommandLine;
using FcnGen.Gpu;

namespace FcnGen.Samples;

/// <summary>The options that choose where a program runs, the same in every program.</summary>
public sealed class DeviceOptions
{
    private readonly Option<string> _device = CheckedOptions.Text("--device", $"Where to run: {DeviceChoice.Known}.", "NAME", "cpu");

    private readonly Option<string> _precision = new("--precision")
    {
        Description = "How exactly a GPU multiplies: strict (float32), or tf32 on tensor cores, which is faster.",
        DefaultValueFactory = _ => "strict",
        HelpName = "NAME",
    };

    private readonly Option<int> _threads = CheckedOptions.Whole("--threads", "Threads of the cpu device; 0 for all cores.", 0, 0, Device.MaxThreads);

    /// <summary>Declares the options.</summary>
    public DeviceOptions() => _precision.AcceptOnlyFromAmong("strict", "tf32");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _device, _precision, _threads }) command.Add(option);
    }

    /// <summary>Opens the device that the command line names.</summary>
    /// <exception cref="ProgramException">There is no such device.</exception>
    /// <exception cref="FcnGenException">Its driver is missing, say.</exception>
    public Device Open(ParseResult parsed) => DeviceChoice.Open(
        parsed.GetRequiredValue(_device), parsed.GetValue(_threads), parsed.GetValue(_precision) == "tf32" ? Precision.Tf32 : Precision.Strict,
        new KernelNotice(Console.Error));
}
