using System;
using System.Collections.Generic;
using System.IO;
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
    /// <param name="allowNotFinite">
    /// True to take values that are infinite or no numbers, too, to look at them; <see cref="LoadResult.NotFinite"/> then names them. Nothing
    /// can be trained or labelled with them.
    /// </param>
    /// <returns>What was loaded, skipped and left.</returns>
    /// <exception cref="WeightFileException">The file is missing, damaged or not safetensors.</exception>
    /// <exception cref="WeightMismatchException">
    /// Strict: a tensor is missing, extra, or of another shape; each is named. Transplant: none fits.
    /// </exception>
    /// <exception cref="WeightValueException">Values to load are not finite; each tensor is named.</exception>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public LoadResult Load(string path, LoadMode mode = LoadMode.Strict, bool allowNotFinite = false)
    {
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        return Load(file, mode, allowNotFinite);
    }

    /// <summary>As the other overload, from a stream, which is read from where it stands to its end and not closed.</summary>
    /// <param name="stream">
    /// What a safetensors file holds. A stream that can't seek (a download, an entry of a zip file) is copied into memory first.
    /// </param>
    /// <param name="mode">Whether everything must fit.</param>
    /// <param name="allowNotFinite">True to take values that are infinite or no numbers, too.</param>
    /// <param name="name">What to call the stream in messages.</param>
    /// <returns>What was loaded, skipped and left.</returns>
    /// <exception cref="WeightFileException">The bytes are cut short, damaged or not safetensors, or the stream can't be read.</exception>
    /// <exception cref="WeightMismatchException">A tensor does not fit, as for a file.</exception>
    /// <exception cref="WeightValueException">Values to load are not finite; each tensor is named.</exception>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public LoadResult Load(Stream stream, LoadMode mode = LoadMode.Strict, bool allowNotFinite = false, string name = "the stream")
    {
        using SafeTensorsFile file = SafeTensorsFile.Open(stream, name);
        return Load(file, mode, allowNotFinite);
    }

    /// <summary>
    /// Writes all parameters, those that the network has built in included, as a safetensors file (float32). An earlier file of that
    /// name is replaced only when the new one is complete.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="metadata">Free text entries to put in; null for none.</param>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public void Save(string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using NetworkUse.Turn turn = Use.Take("ParameterSet.Save");
        SafeTensorsWriter.Save(path, [.. Description.Parameters.Select(ToWrite)], metadata);
    }

    /// <summary>
    /// As the other overload, into a stream, which need not be able to seek and is not closed. Where writing fails half-way, the stream holds
    /// a part.
    /// </summary>
    /// <param name="stream">Receives what a safetensors file holds.</param>
    /// <param name="metadata">Free text entries to put in; null for none.</param>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public void Save(Stream stream, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite) throw new ArgumentException("The stream can't be written.", nameof(stream));
        using NetworkUse.Turn turn = Use.Take("ParameterSet.Save");
        SafeTensorsWriter.Write(stream, [.. Description.Parameters.Select(ToWrite)], metadata);
    }

    private LoadResult Load(SafeTensorsFile file, LoadMode mode, bool allowNotFinite)
    {
        using NetworkUse.Turn turn = Use.Take("ParameterSet.Load");
        var match = new WeightMatcher(Description, file);
        if (match.Matches.Count == 0) throw new WeightMismatchException(NothingFits(file.Path, file, match));
        if (mode == LoadMode.Strict && match.Missing.Count + match.Extra.Count + match.Unfit.Count > 0)
            throw new WeightMismatchException(Differences(file.Path, match));
        var values = new float[match.Matches.Max(pair => pair.Info.Count)];
        string[] notFinite = match.NotFinite(file, values);
        if (notFinite.Length > 0 && !allowNotFinite) throw new WeightValueException(NotFinite(file.Path, notFinite));
        foreach ((ParameterInfo info, SafeTensor tensor) in match.Matches)
        {
            Span<float> one = values.AsSpan(0, (int)info.Count);
            file.Read(tensor, one);
            this[info.Name].Store(one);
        }

        HashSet<string> loaded = [.. match.Matches.Select(pair => pair.Info.Name)];
        return new LoadResult(
            [.. match.Matches.Select(pair => pair.Info.Name)],
            [
                .. match.Unfit.Select(unfit => $"{unfit.Name} {unfit.Reason}"),
                .. match.Extra.Select(tensor => $"{tensor.Name} is not a parameter of {Description.Name}"),
            ],
            [.. All.Select(parameter => parameter.Info.Name).Where(name => !loaded.Contains(name))],
            new Dictionary<string, string>(file.Metadata)) { NotFinite = notFinite };
    }

    private FloatTensor ToWrite(ParameterInfo info) => new(info.Name, info.Shape, values =>
    {
        if (info.IsFixed) Fillers.Fill(info, seed: 0, stream: 0, values);
        else this[info.Name].Fetch(values);
    });

    private string NothingFits(string path, SafeTensorsFile file, WeightMatcher match)
    {
        var text = new StringBuilder($"Nothing was loaded: no tensor of {path} fits a parameter of {Description.Name}. ");
        text.Append($"The file has {Some(file.Tensors.Select(tensor => $"{tensor.Name} ({tensor.ShapeText})"))}; ");
        text.Append($"the network has {Some(Description.Parameters.Select(Describe))}.");
        if (match.Unfit.Count > 0) text.Append($" {Some(match.Unfit.Select(unfit => $"{unfit.Name} {unfit.Reason}"))}.");
        return text.ToString();
    }

    private string Differences(string path, WeightMatcher match)
    {
        var text = new StringBuilder($"Nothing was loaded: {path} does not fit {Description.Name}.");
        foreach (ParameterInfo info in match.Missing) text.Append($"\n  missing: {Describe(info)}");
        foreach (SafeTensor tensor in match.Extra) text.Append($"\n  extra: {tensor.Name} ({tensor.ShapeText})");
        foreach ((string name, string reason) in match.Unfit) text.Append($"\n  {name} {reason}");
        return text.Append("\nUse the file of this network, or LoadMode.Transplant to take only what fits.").ToString();
    }

    private static string NotFinite(string path, string[] tensors) =>
        $"Nothing was loaded: {path} holds values that are not finite numbers.\n  {string.Join("\n  ", tensors)}\n"
        + "Training that diverged leaves such weights: use those of an earlier iteration. Load(..., allowNotFinite: true) takes them all the same.";

    private static string Describe(ParameterInfo info) => $"{info.Name} ({string.Join('x', info.Shape)})";

    private static string Some(IEnumerable<string> all)
    {
        const int shown = 6;
        string[] items = [.. all];
        return items.Length == 0 ? "none" : string.Join(", ", items.Take(shown)) + (items.Length > shown ? $" and {items.Length - shown} more" : "");
    }
}
