using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FcnGen.Fuzz.Seeds;
using FcnGen.Fuzz.Workers;

namespace FcnGen.Fuzz;

/// <summary>What a run found.</summary>
/// <param name="Counts">Inputs, and those of them that were decoded, of each format.</param>
/// <param name="Faults">Index, format and fault of each input that failed.</param>
/// <param name="MostBeyond">The most memory that an input took beyond its picture, in bytes.</param>
/// <param name="Slowest">The longest time until an answer, the start of the process included.</param>
internal sealed record FuzzReport(
    IReadOnlyDictionary<Format, (long Inputs, long Decoded)> Counts, IReadOnlyList<(long Index, Format Format, string Fault)> Faults, long MostBeyond, TimeSpan Slowest);

/// <summary>Decodes inputs twice, over memory that holds different values, and compares what comes out.</summary>
/// <param name="options">What to do.</param>
/// <param name="log">Gets a line for each fault.</param>
internal sealed class FuzzRun(FuzzOptions options, Action<string> log)
{
    /// <summary>Memory that an input may take beyond its picture.</summary>
    public const long MostBytesBeyond = 64L << 20;

    // glibc fills with the value's complement when it gives memory, and with the value when it takes it: all four differ from zero.
    private const byte OneFill = 0x5A, OtherFill = 0xC3;

    private const int Batch = 128;

    private readonly List<(long, Format, string)> _faults = [];
    private readonly Dictionary<Format, (long Inputs, long Decoded)> _counts = [];
    private long _mostBeyond;
    private TimeSpan _slowest;

    public FuzzReport Run()
    {
        using WorkerProcess one = new(OneFill), other = new(OtherFill);
        var clock = Stopwatch.StartNew();
        long end = options.Inputs > long.MaxValue - options.From ? long.MaxValue : options.From + options.Inputs;
        for (long index = options.From; index < end && !(clock.Elapsed > options.Time);)
        {
            FuzzInput[] inputs = [.. Enumerable.Range(0, (int)Math.Min(Batch, end - index)).Select(i => FuzzInput.Make(options.Seed, index + i, options.Formats))];
            (byte[], bool)[] files = [.. inputs.Select(input => (input.File, input.Format == Format.Label))];
            Task<IReadOnlyList<Answer>> first = Task.Run(() => one.Decode(files)), second = Task.Run(() => other.Decode(files));
            for (int i = 0; i < inputs.Length; i++) Judge(index + i, inputs[i], first.Result[i], second.Result[i]);
            index += inputs.Length;
        }

        return new FuzzReport(_counts, _faults, _mostBeyond, _slowest);
    }

    private void Judge(long index, FuzzInput input, Answer first, Answer second)
    {
        if (first.Time > _slowest) _slowest = first.Time;
        (long inputs, long decoded) = _counts.GetValueOrDefault(input.Format);
        _counts[input.Format] = (inputs + 1, decoded + (first.Result?.Outcome == Outcome.Decoded ? 1 : 0));
        if (Fault(input, first, second) is { } fault) Keep(index, input, fault);
    }

    private string? Fault(FuzzInput input, Answer first, Answer second)
    {
        if ((first.Fault ?? second.Fault) is { } broken) return broken;
        (DecodeResult one, DecodeResult other) = (first.Result!, second.Result!);
        _mostBeyond = Math.Max(_mostBeyond, Math.Max(one.BytesBeyond, other.BytesBeyond));
        if (one.Outcome == Outcome.Undocumented) return $"an exception that is not documented: {one.Text}";
        if (one.Outcome != other.Outcome || one.Hash != other.Hash) return $"the two results differ: {one.Text} ({one.Hash}) and {other.Text} ({other.Hash})";
        if (Math.Max(one.BytesBeyond, other.BytesBeyond) > MostBytesBeyond)
            return $"{one.BytesBeyond >> 20} and {other.BytesBeyond >> 20} MiB beyond the picture ({one.ManagedBytes >> 20} MiB managed in all): {one.Text}";
        if (input.MustDecode && one.Outcome != Outcome.Decoded) return $"a whole picture is refused: {one.Text}";
        return null;
    }

    private void Keep(long index, FuzzInput input, string fault)
    {
        _faults.Add((index, input.Format, fault));
        Directory.CreateDirectory(options.Failures);
        string name = Path.Combine(options.Failures, $"seed{options.Seed}-input{index}.{Extension(input.Format)}");
        File.WriteAllBytes(name, input.File);
        File.WriteAllText(name + ".txt", $"""
            {fault}

            Again:     dotnet run -c Release --project tests/FcnGen.Fuzz -- --seed {options.Seed} --from {index} --inputs 1 --formats {string.Join(',', options.Formats).ToLowerInvariant()}
            The file:  dotnet run -c Release --project tests/FcnGen.Fuzz -- decode {Path.GetFileName(name)}
            Once it is mended, keep its kind as a test of the decoder, with an input that the test makes.

            """);
        log($"{name}: {fault.Split('\n')[0]}");
    }

    private static string Extension(Format format) => format switch
    {
        Format.Jpeg => "jpg",
        Format.Tiff => "tif",
        Format.Label => "label.png",
        _ => format.ToString().ToLowerInvariant(),
    };
}
