using System.CommandLine;
using System.CommandLine.Invocation;
using FcnGen.KernelCompiler;
using FcnGen.Samples;
using FcnGen.Samples.Fcn.Commands;

DeviceChoice.Ilgpu = IlgpuDevice.Cpu;
var root = new RootCommand("Trains, evaluates, runs and inspects fully convolutional networks for semantic segmentation.")
{
    TrainCommand.Create(),
    EvaluateCommand.Create(),
    SegmentCommand.Create(),
    InspectCommand.Create(),
    InitCommand.Create(),
    DevicesCommand.Create(),
};

ParseResult parsed = root.Parse(args);
// Exceptions and Ctrl-C are handled by the commands themselves, which know what has to be saved.
var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
int code = parsed.Invoke(configuration);
return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
