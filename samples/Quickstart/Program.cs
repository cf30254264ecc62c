using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using System.IO;
using FcnGen.KernelCompiler;
using FcnGen.Samples;
using FcnGen.Samples.Quickstart;

DeviceChoice.Ilgpu = IlgpuDevice.Cpu;
var data = new Option<string?>("--data") { Description = "Real pictures instead of drawn ones: a folder with image/ and label/. Every 5th by sorted name is held out.", HelpName = "DIR" };
var minutes = new Option<double?>("--minutes") { Description = "Train for so long. Default: about 1 for drawn pictures, 4 for real ones.", HelpName = "M" };
var iterations = new Option<int?>("--iterations") { Description = "Train for exactly so many steps instead of for a time, so that a run repeats bit for bit.", HelpName = "N" };
var seed = new Option<int>("--seed") { Description = "Seed of the pictures, the parameters and the order.", DefaultValueFactory = _ => 1, HelpName = "S" };
var device = new DeviceOptions();
var output = new Option<string>("--output") { Description = "Folder for pictures, loss curve and weights.", DefaultValueFactory = _ => Path.Combine("artifacts", "quickstart"), HelpName = "DIR" };
minutes.Validators.Add(result =>
{
    if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out double value) && value is not (> 0 and <= 1e6)) result.AddError("--minutes must be above 0.");
});
iterations.Validators.Add(result =>
{
    if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int value) && value < 1) result.AddError("--iterations must be at least 1.");
});

var root = new RootCommand("Trains a small fully convolutional network and shows what it learned.") { data, minutes, iterations, seed, output };
device.AddTo(root);
root.SetAction(parsed => ProgramRunner.Run(() => new QuickstartRun(new QuickstartOptions
{
    Data = parsed.GetValue(data),
    Minutes = parsed.GetValue(minutes),
    Iterations = parsed.GetValue(iterations),
    Seed = parsed.GetValue(seed),
    OpenDevice = () => device.Open(parsed),
    Output = parsed.GetRequiredValue(output),
}).Run()));

ParseResult parsed = root.Parse(args);
int code = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
