using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace FcnGen;

public abstract partial class ParameterSet
{
    /// <summary>
    /// Sets the parameters from a safetensors file. Everything is compared first: on an error nothing was changed. Values that the
    /// network has built in (bilinear kernels, constants) need not be there, but must agree if they are.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether everything must fit.</param>
    /// <returns>What was loaded, skipped and left.</returns>
    /// <exception cref="WeightFileException">The file is missing, damaged or not safetensors.</exception>
    /// <exception cref="WeightMismatchException">
    /// Strict: a tensor is missing, extra, or of another shape; each is named. Transplant: none fits.
    /// </exception>
    public LoadResult Load(string path, LoadMode mode = LoadMode.Strict)
    {
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        var match = new WeightMatcher(Network, file);
        if (match.Matches.Count == 0) throw new WeightMismatchException(NothingFits(path, file, match));
        if (mode == LoadMode.Strict && match.Missing.Count + match.Extra.Count + match.Unfit.Count > 0)
            throw new WeightMismatchException(Differences(path, match));
        foreach ((ParameterInfo info, SafeTensor tensor) in match.Matches)
        {
            var values = new float[info.Count];
            file.Read(tensor, values);
            this[info.Name].Write(values);
        }

        HashSet<string> loaded = [.. match.Matches.Select(pair => pair.Info.Name)];
        return new LoadResult(
            [.. match.Matches.Select(pair => pair.Info.Name)],
            [
                .. match.Unfit.Select(unfit => $"{unfit.Name} {unfit.Reason}"),
                .. match.Extra.Select(tensor => $"{tensor.Name} is not a parameter of {Network.Name}"),
            ],
            [.. All.Select(parameter => parameter.Info.Name).Where(name => !loaded.Contains(name))],
            new Dictionary<string, string>(file.Metadata));
    }

    /// <summary>
    /// Writes all parameters, those that the network has built in included, as a safetensors file (float32). An earlier file of that
    /// name is replaced only when the new one is complete.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="metadata">Free text entries to put in; null for none.</param>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public void Save(string path, IReadOnlyDictionary<string, string>? metadata = null) =>
        SafeTensorsWriter.Save(path, [.. Network.Parameters.Select(ToWrite)], metadata);

    private FloatTensor ToWrite(ParameterInfo info) => new(info.Name, info.Shape, values =>
    {
        if (info.IsFixed) Fillers.Fill(info, seed: 0, stream: 0, values);
        else this[info.Name].Values.Read(values);
    });

    private string NothingFits(string path, SafeTensorsFile file, WeightMatcher match)
    {
        var text = new StringBuilder($"Nothing was loaded: no tensor of {path} fits a parameter of {Network.Name}. ");
        text.Append($"The file has {Some(file.Tensors.Select(tensor => $"{tensor.Name} ({tensor.ShapeText})"))}; ");
        text.Append($"the network has {Some(Network.Parameters.Select(Describe))}.");
        if (match.Unfit.Count > 0) text.Append($" {Some(match.Unfit.Select(unfit => $"{unfit.Name} {unfit.Reason}"))}.");
        return text.ToString();
    }

    private string Differences(string path, WeightMatcher match)
    {
        var text = new StringBuilder($"Nothing was loaded: {path} does not fit {Network.Name}.");
        foreach (ParameterInfo info in match.Missing) text.Append($"\n  missing: {Describe(info)}");
        foreach (SafeTensor tensor in match.Extra) text.Append($"\n  extra: {tensor.Name} ({tensor.ShapeText})");
        foreach ((string name, string reason) in match.Unfit) text.Append($"\n  {name} {reason}");
        return text.Append("\nUse the file of this network, or LoadMode.Transplant to take only what fits.").ToString();
    }

    private static string Describe(ParameterInfo info) => $"{info.Name} ({string.Join('x', info.Shape)})";

    private static string Some(IEnumerable<string> all)
    {
        const int shown = 6;
        string[] items = [.. all];
        return items.Length == 0 ? "none" : string.Join(", ", items.Take(shown)) + (items.Length > shown ? $" and {items.Length - shown} more" : "");
    }
}
