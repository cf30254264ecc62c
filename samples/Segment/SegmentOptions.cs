using System.CommandLine;
using System.Globalization;

namespace FcnGen.Samples.Segment;

/// <summary>The command line.</summary>
internal sealed class SegmentOptions
{
    public Option<string?> Net { get; } = new("--net") { Description = "The network, such as Fcn8s.", HelpName = "NET" };

    public Option<string?> Weights { get; } = new("--weights") { Description = "The .safetensors file of the trained network.", HelpName = "FILE" };

    public Option<string?> Input { get; } = new("--input") { Description = "The picture (PNG, JPEG, BMP).", HelpName = "FILE" };

    public Option<string?> Output { get; } = new("--output") { Description = "Label PNG to write (palette; the value is the class).", HelpName = "FILE" };

    public Option<string?> Overlay { get; } = new("--overlay") { Description = "PNG to write of the picture with the classes in colour.", HelpName = "FILE" };

    public DeviceOptions Device { get; } = new();

    public Option<int> Benchmark { get; } = new("--benchmark") { Description = "Label the picture N times after a first one and print the median time. Weights may be left out.", HelpName = "N" };

    public Option<bool> ListDevices { get; } = new("--list-devices") { Description = "List the devices of this machine, and what is missing for the others." };

    public Option<bool> ListKernels { get; } = new("--list-kernels") { Description = "List the GPU kernels that this program carries." };

    public Option<string?> ShowKernel { get; } = new("--show-kernel") { Description = "Print the text of a kernel that this program carries: ptx/NAME or opencl/NAME.", HelpName = "KERNEL" };

    public SegmentOptions()
    {
        Benchmark.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int value) && value < 1)
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{Benchmark.Name} must be at least 1; {value} was given."));
        });
    }

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Net, Weights, Input, Output, Overlay, Benchmark, ListDevices, ListKernels, ShowKernel }) command.Add(option);
        Device.AddTo(command);
    }
}
