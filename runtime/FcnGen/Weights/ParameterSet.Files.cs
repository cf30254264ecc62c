using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using FcnGen.Formats;

namespace FcnGen;

public abstract partial class ParameterSet
{
    /// <summary>
    /// Sets the parameters from a safetensors file, or from a folder with a file <c>NAME.npy</c> per parameter. Everything is compared
    /// first: on an error nothing was changed. Values that the network has built in (bilinear kernels, constants) need not be there, but
    /// must agree if they are.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="mode">Whether everything must fit.</param>
    /// <param name="allowNotFinite">
    /// True to take values that are infinite or no numbers, too, to look at them; <see cref="LoadResult.NotFinite"/> then names them. Nothing
    /// can be trained or labelled with them.
    /// </param>
    /// <returns>What was loaded, skipped and left.</returns>
    /// <exception cref="WeightFileException">It is missing, damaged or of no format that is read.</exception>
    /// <exception cref="WeightMismatchException">
    /// Strict: a tensor is missing, extra, or of another shape; each is named. Transplant: none fits.
    /// </exception>
    /// <exception cref="WeightValueException">Values to load are not finite; each tensor is named.</exception>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public LoadResult Load(string path, LoadMode mode = LoadMode.Strict, bool allowNotFinite = false)
    {
        using IWeightSource source = WeightFiles.Open(path);
        return Load(source, mode, allowNotFinite);
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
        using IWeightSource source = WeightFiles.Open(stream, name);
        return Load(source, mode, allowNotFinite);
    }

    /// <summary>As the other overloads, from an open file, or from one seen through a name map.</summary>
    /// <param name="source">The source; it stays its owner's to dispose of.</param>
    /// <param name="mode">Whether everything must fit.</param>
    /// <param name="allowNotFinite">True to take values that are infinite or no numbers, too.</param>
    /// <returns>What was loaded, skipped and left, under the names of the source.</returns>
    /// <exception cref="WeightFileException">Values can't be read.</exception>
    /// <exception cref="WeightMismatchException">A tensor does not fit, as for a file.</exception>
    /// <exception cref="WeightValueException">Values to load are not finite; each tensor is named.</exception>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public LoadResult Load(IWeightSource source, LoadMode mode = LoadMode.Strict, bool allowNotFinite = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        using ParameterUse.Turn turn = Use.Take("ParameterSet.Load");
        return Set(source, mode, allowNotFinite);
    }

    /// <summary>
    /// Writes all parameters, those that the network has built in included, as a safetensors file (float32). An earlier file of that
    /// name is replaced only when the new one is complete. A path that ends in a separator, such as <c>w/</c>, is a folder, which gets a
    /// file <c>NAME.npy</c> per parameter.
    /// </summary>
    /// <param name="path">The file, or the folder with a separator after it; it is made if it is missing.</param>
    /// <param name="metadata">Free text entries to put in; null for none. A folder has no place for any.</param>
    /// <exception cref="ArgumentException">Metadata were given for a folder.</exception>
    /// <exception cref="OutputFileException">
    /// The file cannot be written; or the folder holds <c>.npy</c> files already, or a parameter's name can't be that of a file. Where
    /// a folder could not be written whole, no file of it is left.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public void Save(string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using ParameterUse.Turn turn = Use.Take("ParameterSet.Save");
        WeightFormats.Save(path, [.. Description.Parameters.Select(ToWrite)], metadata);
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
        using ParameterUse.Turn turn = Use.Take("ParameterSet.Save");
        SafeTensorsWriter.Write(stream, [.. Description.Parameters.Select(ToWrite)], metadata);
    }

    private LoadResult Set(IWeightSource source, LoadMode mode, bool allowNotFinite)
    {
        // Not disposed of: it only looks at the source, which is the caller's.
        var shaped = new FormerShapes(source, Description.Parameters);
        var match = new WeightMatcher(Description, shaped);
        if (match.Matches.Count == 0) throw new WeightMismatchException(NothingFits(source, match));
        if (mode == LoadMode.Strict && match.Missing.Count + match.Extra.Count + match.Unfit.Count > 0)
            throw new WeightMismatchException(Differences(source.Name, match));
        var values = new float[match.Matches.Max(pair => pair.Info.Count)];
        string[] notFinite = match.NotFinite(shaped, values);
        if (notFinite.Length > 0 && !allowNotFinite) throw new WeightValueException(NotFinite(source.Name, notFinite));
        foreach ((ParameterInfo info, WeightTensor tensor) in match.Matches)
        {
            Span<float> one = values.AsSpan(0, (int)info.Count);
            shaped.Read(tensor.Name, one);
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
            new Dictionary<string, string>(source.Metadata)) { NotFinite = notFinite };
    }

    private FloatTensor ToWrite(ParameterInfo info) => new(info.Name, info.Shape, values =>
    {
        if (info.IsFixed) Fillers.Fill(info, seed: 0, stream: 0, values);
        else this[info.Name].Fetch(values);
    });

    private string NothingFits(IWeightSource source, WeightMatcher match)
    {
        var text = new StringBuilder($"Nothing was loaded: no tensor of {source.Name} fits a parameter of {Description.Name}. ");
        text.Append($"It has {Some(source.Tensors.Select(tensor => $"{tensor.Name} ({tensor.ShapeText})"))}; ");
        text.Append($"the network has {Some(Description.Parameters.Select(Describe))}.");
        if (match.Unfit.Count > 0) text.Append($" {Some(match.Unfit.Select(unfit => $"{unfit.Name} {unfit.Reason}"))}.");
        return text.ToString();
    }

    private string Differences(string path, WeightMatcher match)
    {
        var text = new StringBuilder($"Nothing was loaded: {path} does not fit {Description.Name}.");
        foreach (ParameterInfo info in match.Missing) text.Append($"\n  missing: {Describe(info)}");
        foreach (WeightTensor tensor in match.Extra) text.Append($"\n  extra: {tensor.Name} ({tensor.ShapeText})");
        foreach ((string name, string reason) in match.Unfit) text.Append($"\n  {name} {reason}");
        return text.Append("\nUse the weights of this network, or LoadMode.Transplant to take only what fits.").ToString();
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
