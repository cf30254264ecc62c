using System.CommandLine;

namespace FcnGen.Samples.Segment;

/// <summary>The command line.</summary>
internal sealed class SegmentOptions
{
    private const int MaxRounds = 1_000_000;

    public Option<string?> Net { get; } = CheckedOptions.TextOrNone("--net", "The network, such as Fcn8s.", "NET");

    public Option<string?> Weights { get; } = CheckedOptions.TextOrNone("--weights", "The trained network: a .safetensors file or a folder of .npy files.", "PATH");

    public Option<string?> Input { get; } = CheckedOptions.TextOrNone("--input", "The picture (PNG, JPEG, BMP, TIFF).", "FILE");

    public Option<string?> Output { get; } = CheckedOptions.TextOrNone("--output", "Label PNG to write (palette; the value is the class).", "FILE");

    public Option<string?> Overlay { get; } = CheckedOptions.TextOrNone("--overlay", "PNG to write of the picture with the classes in colour.", "FILE");

    public Option<string?> Names { get; } = LabelOptions.NamesOption();

    public Option<SampleRange?> Range { get; } = RangeOption.Create();

    public DeviceOptions Device { get; } = new();

    public Option<int?> Benchmark { get; } = CheckedOptions.WholeOrNone("--benchmark", "Label the picture N times after a first one and print the median time. Weights may be left out.", 1, MaxRounds);

    public Option<bool> Force { get; } = CheckedOptions.Force("files that are no results of an earlier run");

    public Option<bool> ListDevices { get; } = new("--list-devices") { Description = "List the devices of this machine, and what is missing for the others." };

    public Option<bool> ListKernels { get; } = new("--list-kernels") { Description = "List the GPU kernels that this program carries." };

    public Option<string?> ShowKernel { get; } = CheckedOptions.TextOrNone("--show-kernel", "Print the text of a kernel that this program carries: ptx/NAME or opencl/NAME.", "KERNEL");

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Net, Weights, Input, Output, Overlay, Range, Names, Force, Benchmark, ListDevices, ListKernels, ShowKernel }) command.Add(option);
        Device.AddTo(command);
    }
}
