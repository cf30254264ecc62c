using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.GpuKit;
using FcnGen.Samples;

// The part of the GPU kit that is FcnGen; kit.py drives it and does the rest. Every line of output is a JSON object.
const string Usage = """
    usage: FcnGen.GpuKit COMMAND [ARGUMENTS] [name=value ...]

    info [device=cuda]                            the device
    kernels FOLDER                                writes every embedded PTX text
    describe NET FILE                             writes the layers as JSON
    weights NET FILE [seed=1]                     writes random weights
    operations [net=] [size=43x58] [batch=2] [device=] [precision=]
                                                  every operation on the device beside the cpu device
    run NET weights= input= size=HxW [batch=] [labels=] [scores=] [gradients=] [device=] [precision=]
    measure NET size=HxW [batch=] [pass=forward|training] [rounds=] [device=] [precision=]
    """;

return ProgramRunner.Run(() =>
{
    Dictionary<string, string> options = args.Where(arg => arg.Contains('=', StringComparison.Ordinal))
        .ToDictionary(arg => arg[..arg.IndexOf('=', StringComparison.Ordinal)], arg => arg[(arg.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    var kit = new KitOptions(options);
    switch (args.Where(arg => !arg.Contains('=', StringComparison.Ordinal)).ToArray())
    {
        case ["info"]:
            return DeviceInfo.Print(kit);
        case ["kernels", var folder]:
            return KernelFiles.Write(folder);
        case ["describe", var net, var file]:
            return NetworkFiles.Describe(net, file);
        case ["weights", var net, var file]:
            return NetworkFiles.WriteWeights(net, file, kit.Number("seed", 1));
        case ["operations"]:
            return OperationChecks.Run(kit);
        case ["run", var net]:
            return NetworkRun.Run(net, kit);
        case ["measure", var net]:
            return Measurement.Run(net, kit);
        default:
            Console.Error.WriteLine(Usage);
            return ExitCode.Usage;
    }
});
