using System.CommandLine;
using System.CommandLine.Invocation;
using FcnGen.KernelCompiler;
using FcnGen.Samples;
using FcnGen.Samples.Quickstart;

DeviceChoice.Ilgpu = IlgpuDevice.Cpu;
Option<string?> data = CheckedOptions.TextOrNone("--data", "Real pictures instead of drawn ones: " + DataSource.Layouts + ". Every 5th by sorted name is held out.", "PATH");
Option<double?> minutes = CheckedOptions.RealOrNone("--minutes", "Train for so long. Default: about 1 for drawn pictures, 4 for real ones.", 0.001, 1e6, "M");
Option<int?> iterations = CheckedOptions.WholeOrNone("--iterations", "Train for exactly so many steps instead of for a time, so that a run repeats bit for bit.", 1);
Option<int> seed = CheckedOptions.Whole("--seed", "Seed of the pictures, the parameters and the order.", 1, helpName: "S");
var labels = new LabelOptions();
var device = new DeviceOptions();
Option<string> output = CheckedOptions.Text("--output", "Folder for pictures, loss curve and weights.", "DIR", QuickstartFolder.Standard);
Option<bool> force = CheckedOptions.Force("what is in a folder that is not the quickstart's own");

var root = new RootCommand("Trains a small fully convolutional network and shows what it learned.") { data, minutes, iterations, seed, output, force };
labels.AddTo(root);
device.AddTo(root);
root.SetAction(parsed => ProgramRunner.Run(() => new QuickstartRun(new QuickstartOptions
{
    Data = parsed.GetValue(data),
    Labels = labels.Read(parsed),
    Minutes = parsed.GetValue(minutes),
    Iterations = parsed.GetValue(iterations),
    Seed = parsed.GetValue(seed),
    OpenDevice = () => device.Open(parsed),
    Output = parsed.GetRequiredValue(output),
    Force = parsed.GetValue(force),
}).Run()));

ParseResult parsed = root.Parse(args);
int code = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
