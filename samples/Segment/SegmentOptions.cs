using System.CommandLine;
using System.Globalization;

namespace FcnGen.Samples.Segment;

/// <summary>The command line.</summary>
internal sealed class SegmentOptions
{
    public Option<string?> Net { get; } = new("--net") { Description = "The network, such as Fcn8s.", HelpName = "NET" };

    public Option<string?> Weights { get; } = new("--weights") { Description = "The .safetensors file of the trained network.", HelpName = "FILE" };

    public Option<string?> Input { get; } = new("--input") { Description = "The picture (PNG, JPEG, BMP, GIF, TGA, PSD).", HelpName = "FILE" };

    public Option<string?> Output { get; } = new("--output") { Description = "Label PNG to write (palette; the value is the class).", HelpName = "FILE" };

    public Option<string?> Overlay { get; } = new("--overlay") { Description = "PNG to write of the picture with the classes in colour.", HelpName = "FILE" };

    public Option<string> Device { get; } = new("--device") { Description = $"Where to run: {DeviceChoice.Known}.", DefaultValueFactory = _ => "cpu", HelpName = "NAME" };

    public Option<int> Threads { get; } = new("--threads") { Description = "Threads of the cpu device; 0 for all cores.", HelpName = "N" };

    public Option<int> Benchmark { get; } = new("--benchmark") { Description = "Label the picture N times after a first one and print the median time. Weights may be left out.", HelpName = "N" };

    public SegmentOptions()
    {
        AtLeast(Threads, 0);
        AtLeast(Benchmark, 1);
    }

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Net, Weights, Input, Output, Overlay, Device, Threads, Benchmark }) command.Add(option);
    }

    private static void AtLeast(Option<int> option, int least) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int value) && value < least)
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} must be at least {least}; {value} was given."));
    });
}
