using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.Diagnostics;
using FcnGen.Networks;

namespace FcnGen.Samples.Segment;

/// <summary>Reads a picture, labels its pixels, writes what was asked for.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        var options = new SegmentOptions();
        var root = new RootCommand("Labels every pixel of a picture.");
        options.AddTo(root);
        root.SetAction(parsed => ProgramRunner.Run(() => Run(options, parsed)));

        ParseResult parsed = root.Parse(args);
        int code = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
    }

    private static int Run(SegmentOptions options, ParseResult parsed)
    {
        if (parsed.GetValue(options.ListDevices)) return Print(DeviceChoice.List());
        if (parsed.GetValue(options.ListKernels)) return Print(KernelListing.Lines());
        if (parsed.GetValue(options.ShowKernel) is { } kernel) return Print([KernelListing.Text(kernel).TrimEnd('\n')]);
        string net = Needed(parsed, options.Net), input = Needed(parsed, options.Input);
        string? weights = parsed.GetValue(options.Weights), output = parsed.GetValue(options.Output), overlay = parsed.GetValue(options.Overlay);
        int rounds = parsed.GetValue(options.Benchmark) ?? 0;
        if (output is null && overlay is null && rounds == 0)
            throw new ProgramException("Nothing to do: give --output for labels, --overlay for an overlay or --benchmark for the time it takes.");
        if (weights is null && (output is not null || overlay is not null)) Needed(parsed, options.Weights);
        string? namesFile = parsed.GetValue(options.Names);
        Prepare(weights, input, namesFile, output, overlay, parsed.GetValue(options.Force));
        ClassTable? names = namesFile is null ? null : ClassTable.Load(namesFile);
        Picture picture = Picture.Load(input, RangeOption.Options(parsed, options.Range));
        using Device device = options.Device.Open(parsed);
        using Network network = NetworkCatalog.Create(net, device, seed: 0);
        if (weights is not null) network.ParameterSet.Load(weights);
        PictureCheck.Require(network, Pass.Segment, input, picture);
        long start = Stopwatch.GetTimestamp();
        LabelMap labels = network.Segment(picture);
        Console.WriteLine(FormattableString.Invariant(
            $"{network.Description.Name}, {picture.Height}x{picture.Width} on {device.Description}: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.0} ms"));
        if (output is not null) labels.Save(output, names?.Palette);
        if (overlay is not null) Overlay.Blend(picture, labels, names).Save(overlay);
        if (names is not null) PrintShares(labels, names);
        if (rounds > 0) Measure(network, picture, labels, rounds);
        return ExitCode.Success;
    }

    /// <summary>Makes sure that results can be written and replace nothing but results.</summary>
    private static void Prepare(string? weights, string input, string? names, string? output, string? overlay, bool force)
    {
        var files = new RunFiles();
        files.ReadsWeights(weights);
        files.Reads(input, "the picture");
        files.Reads(names, "the names");
        files.Writes(output, "the labels");
        files.Writes(overlay, "the overlay");
        if (output is not null) OutputFile.Prepare(output, DerivedKind.Labels, force);
        if (overlay is not null) OutputFile.Prepare(overlay, DerivedKind.Picture, force);
    }

    /// <summary>From the decoded picture in this process's memory to the labels there.</summary>
    private static void Measure(Network network, Picture picture, LabelMap labels, int rounds)
    {
        var milliseconds = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            network.Segment(picture, labels);
            milliseconds[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(milliseconds);
        double median = (milliseconds[(rounds - 1) / 2] + milliseconds[rounds / 2]) / 2;
        Console.WriteLine(FormattableString.Invariant($"median {median:0.00} ms, best {milliseconds[0]:0.00} ms, {rounds} rounds"));
    }

    /// <summary>A line for each class that was found: number, name, colour, share of the pixels.</summary>
    private static void PrintShares(LabelMap labels, ClassTable names)
    {
        var counts = new int[256];
        foreach (byte label in labels.Labels) counts[label]++;
        for (int label = 0; label < counts.Length; label++)
        {
            if (counts[label] == 0) continue;
            Rgb color = names.Palette[(byte)label];
            Console.WriteLine(FormattableString.Invariant(
                $"{label,3} {names.NameOf(label)}  #{color.Red:X2}{color.Green:X2}{color.Blue:X2}  {100.0 * counts[label] / labels.Labels.Length:0.0} %"));
        }
    }

    private static int Print(IEnumerable<string> lines)
    {
        foreach (string line in lines) Console.WriteLine(line);
        return ExitCode.Success;
    }

    private static string Needed(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) ?? throw new ProgramException($"{option.Name} is missing; --help says what it is.");
}
