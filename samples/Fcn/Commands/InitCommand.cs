using System;
using System.CommandLine;
using System.IO;
using FcnGen.Networks;

namespace FcnGen.Samples.Fcn.Commands;

/// <summary><c>fcn init NET</c>: writes parameters as the declared fillers set them.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        Argument<string> net = CommonOptions.NetArgument();
        Option<int> seed = CommonOptions.Seed();
        Option<string> output = CheckedOptions.Needed("--output", "The .safetensors file to write, or, with a / at its end, a folder for .npy files.", "PATH");
        Option<bool> force = CheckedOptions.Force("an existing file");
        var command = new Command("init", "Writes the parameters of an untrained network, set by its fillers and a seed.") { net, seed, output, force };
        command.SetAction(parsed => ProgramRunner.Run(() =>
        {
            string path = parsed.GetRequiredValue(output);
            // Into a folder that holds arrays nothing is written, with --force neither.
            if (Path.EndsInDirectorySeparator(path)) OutputFile.PrepareFolder(path);
            else OutputFile.Prepare(path, DerivedKind.None, parsed.GetValue(force));
            using Device device = Device.Cpu();
            using Network network = NetworkCatalog.Create(parsed.GetRequiredValue(net), device, parsed.GetValue(seed));
            network.ParameterSet.Save(path);
            Console.WriteLine($"Wrote {network.ParameterSet.All.Count} tensors of {network.Description.Name} to {path}");
            return ExitCode.Success;
        }));
        return command;
    }
}
