using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>
/// Which input and which label map of a sample goes where in a network: by name, and one without a name to the only input or to every loss.
/// It needs the names alone, so that a check can repeat it without the sample.
/// </summary>
internal static class SampleNames
{
    /// <summary>The place, among the inputs of a sample, of what feeds each input of the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="sample">What to call the sample.</param>
    /// <param name="names">Names of its inputs.</param>
    /// <exception cref="SampleMismatchException">They are not those of the network.</exception>
    public static int[] Inputs(NetworkDescription network, string sample, IReadOnlyList<string> names)
    {
        if (network.Inputs.Count == 1 && names is [Sample.Unnamed]) return [0];
        string[] wanted = [.. network.Inputs.Select(input => input.Name)];
        return Places(wanted, names) ?? throw new SampleMismatchException(
            $"{sample} gives {List("input", names)}, but {network.Name} takes {List("input", wanted)}{Difference(wanted, names)}. "
            + (wanted.Length == 1
                ? $"Call it {wanted[0]}, or make the sample of it alone: then it needs no name."
                : "Make the sample of a dictionary with an entry for each input, named as in the network."));
    }

    /// <summary>The place, among the label maps of a sample, of what each loss takes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="sample">What to call the sample.</param>
    /// <param name="names">Names of its label maps.</param>
    /// <exception cref="SampleMismatchException">They are not those of the losses.</exception>
    public static int[] Losses(NetworkDescription network, string sample, IReadOnlyList<string> names)
    {
        if (names is [Sample.Unnamed]) return new int[network.Losses.Count];
        string[] wanted = [.. network.Losses.Select(loss => loss.Name)];
        return Places(wanted, names) ?? throw new SampleMismatchException(
            $"{sample} gives {List("label map", names)}, but the losses of {network.Name} are {string.Join(", ", wanted)}{Difference(wanted, names)}. "
            + "Name each label map as the loss that it is for, or give one without a name, which every loss takes.");
    }

    /// <summary>The place, among the label maps of a sample, of what an output is scored by.</summary>
    /// <param name="network">The network.</param>
    /// <param name="sample">What to call the sample.</param>
    /// <param name="names">Names of its label maps.</param>
    /// <param name="scored">What is scored: the loss of the output, or the output itself where it has none.</param>
    /// <exception cref="SampleMismatchException">There is no such label map, or one that nothing in the network is called.</exception>
    public static int Scored(NetworkDescription network, string sample, IReadOnlyList<string> names, LossInfo scored)
    {
        if (names is [Sample.Unnamed]) return 0;
        string[] known = [.. network.Losses.Select(loss => loss.Name).Union(network.Outputs.Select(output => output.Name)).Append(scored.Name).Distinct()];
        int place = names.ToList().IndexOf(scored.Name);
        if (place >= 0 && names.All(name => known.Contains(name, StringComparer.Ordinal))) return place;
        throw new SampleMismatchException(
            $"{sample} gives {List("label map", names)}, but {scored.Name} of {network.Name} is scored{Difference([scored.Name], [.. names.Where(name => name == scored.Name || !known.Contains(name))])}. "
            + "Name each label map as the loss that it is for, or give one without a name.");
    }

    /// <summary>Throws unless an input takes a raster.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">The input.</param>
    /// <param name="sample">What to call the sample.</param>
    /// <param name="channels">Channels of the raster.</param>
    /// <param name="isPicture">True if it was made of a picture.</param>
    /// <exception cref="SampleMismatchException">It has other channels.</exception>
    public static void CheckChannels(NetworkDescription network, InputInfo input, string sample, int channels, bool isPicture)
    {
        if (input.Takes(channels, isPicture)) return;
        throw new SampleMismatchException(
            $"Input {input.Name} of {network.Name} takes {Channels(input.Channels)}; {sample} gives it "
            + (isPicture ? "a picture, which has 3, or 1 as luma. Read it as a raster (Raster.Load, or AsStored of the data set) if the file has more."
                : $"a raster of {channels}. " + (channels > input.Channels ? "Take the right ones with Raster.Select" : "Read a raster that has them")
                    + (input.Channels is 1 or 3 ? ", or a Picture, which has 3, or 1 as luma." : ", or declare the input for as many.")));
    }

    // Null unless both have the same names.
    private static int[]? Places(string[] wanted, IReadOnlyList<string> names)
    {
        List<string> found = [.. names];
        int[] places = [.. wanted.Select(name => found.IndexOf(name))];
        return places.Contains(-1) || names.Count != wanted.Length ? null : places;
    }

    private static string Difference(string[] wanted, IReadOnlyList<string> names)
    {
        string[] missing = [.. wanted.Except(names)], unknown = [.. names.Where(name => name != Sample.Unnamed).Except(wanted)];
        return (missing.Length > 0 ? $"; missing: {string.Join(", ", missing)}" : "") + (unknown.Length > 0 ? $"; unknown: {string.Join(", ", unknown)}" : "");
    }

    private static string List(string what, IReadOnlyList<string> names) => names is [Sample.Unnamed] ? $"one {what} without a name"
        : $"the {what}{(names.Count == 1 ? "" : "s")} {string.Join(", ", names.Select(name => name == Sample.Unnamed ? "(without a name)" : name))}";

    private static string Channels(int count) => count == 1 ? "1 channel" : $"{count} channels";
}
