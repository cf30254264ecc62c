using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace FcnGen;

/// <summary>
/// Inputs and their labels, all of one size: in the simple case a picture and a label map, which go to a network's only input and to all of its
/// losses. A sample for several inputs names each as the network does; several label maps have the names of the losses that they are for.
/// </summary>
public sealed partial record Sample
{
    /// <summary>The name of an input or a label map that is the only one, and so needs none.</summary>
    public const string Unnamed = "";

    private NamedValues<Raster> _inputs;
    private NamedValues<LabelMap> _labels;

    /// <summary>A picture and its labels.</summary>
    /// <param name="name">What to call it in messages and file names.</param>
    /// <param name="picture">The picture, for a network with one input.</param>
    /// <param name="labels">The class of each pixel, for every loss.</param>
    public Sample(string name, Picture picture, LabelMap labels) : this(name, Raster.Of(picture), labels)
    {
    }

    /// <summary>Pixels of any kind and their labels.</summary>
    /// <param name="name">What to call it in messages and file names.</param>
    /// <param name="input">The pixels, for a network with one input.</param>
    /// <param name="labels">The class of each pixel, for every loss.</param>
    public Sample(string name, Raster input, LabelMap labels)
        : this(name, new NamedValues<Raster>(Unnamed, input, nameof(input)), new NamedValues<LabelMap>(Unnamed, labels, nameof(labels)))
    {
    }

    /// <summary>Several inputs and the labels of all losses.</summary>
    /// <param name="name">What to call it in messages and file names.</param>
    /// <param name="inputs">What feeds each input, by its name in weight files, such as <c>color</c>.</param>
    /// <param name="labels">The class of each pixel, for every loss.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public Sample(string name, IReadOnlyDictionary<string, Raster> inputs, LabelMap labels)
        : this(name, new NamedValues<Raster>(inputs, nameof(inputs)), new NamedValues<LabelMap>(Unnamed, labels, nameof(labels)))
    {
    }

    /// <summary>Several inputs and the labels of each loss.</summary>
    /// <param name="name">What to call it in messages and file names.</param>
    /// <param name="inputs">What feeds each input, by its name in weight files, such as <c>color</c>; one named <see cref="Unnamed"/> goes to the only input.</param>
    /// <param name="labels">The class of each pixel by the name of the loss, such as <c>loss_semantic</c>; one named <see cref="Unnamed"/> is for every loss.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public Sample(string name, IReadOnlyDictionary<string, Raster> inputs, IReadOnlyDictionary<string, LabelMap> labels)
        : this(name, new NamedValues<Raster>(inputs, nameof(inputs)), new NamedValues<LabelMap>(labels, nameof(labels)))
    {
    }

    private Sample(string name, NamedValues<Raster> inputs, NamedValues<LabelMap> labels)
    {
        ArgumentNullException.ThrowIfNull(name);
        (Name, LabelSource, _inputs, _labels) = (name, name, inputs, labels);
    }

    /// <summary>What to call it in messages and file names.</summary>
    public string Name { get; init; }

    /// <summary>Where the labels came from, for messages.</summary>
    public string LabelSource { get; init; }

    /// <summary>The inputs by name, in the order of the names; one that has none stands under <see cref="Unnamed"/>.</summary>
    public IReadOnlyDictionary<string, Raster> Inputs
    {
        get => _inputs;
        init => _inputs = new NamedValues<Raster>(value, nameof(value));
    }

    /// <summary>The label maps by name, in the order of the names; one that has none stands under <see cref="Unnamed"/>.</summary>
    public IReadOnlyDictionary<string, LabelMap> LabelMaps
    {
        get => _labels;
        init => _labels = new NamedValues<LabelMap>(value, nameof(value));
    }

    /// <summary>The only input as a picture.</summary>
    /// <exception cref="InvalidOperationException">There are several, or it is no picture of three channels and 8 bits; see <see cref="Inputs"/>.</exception>
    public Picture Picture
    {
        get
        {
            Raster input = Only(_inputs, "input", nameof(Inputs));
            if (input.Picture is { } picture) return picture;
            return input is { Channels: 3, Values8: { } values } ? new Picture(values, input.Width, input.Height) : throw new InvalidOperationException(
                $"{Name} has {input.Channels} channels of {input.BitDepth} bits, which is no picture (3 channels of 8 bits): take it from {nameof(Inputs)}.");
        }

        init
        {
            _ = Only(_inputs, "input", nameof(Inputs));
            _inputs = new NamedValues<Raster>(_inputs.Names[0], Raster.Of(value), nameof(value));
        }
    }

    /// <summary>The only label map.</summary>
    /// <exception cref="InvalidOperationException">There are several; see <see cref="LabelMaps"/>.</exception>
    public LabelMap Labels
    {
        get => Only(_labels, "label map", nameof(LabelMaps));
        init
        {
            _ = Only(_labels, "label map", nameof(LabelMaps));
            _labels = new NamedValues<LabelMap>(_labels.Names[0], value, nameof(value));
        }
    }

    /// <summary>Rows of the first input, and so of everything.</summary>
    public int Height => _inputs.All[0].Height;

    /// <summary>Columns of the first input, and so of everything.</summary>
    public int Width => _inputs.All[0].Width;

    internal NamedValues<Raster> Rasters => _inputs;

    internal NamedValues<LabelMap> Maps => _labels;

    /// <summary>The sample with every input changed alike.</summary>
    /// <param name="change">What becomes of an input; given its name, too.</param>
    public Sample SelectInputs(Func<string, Raster, Raster> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Inputs = _inputs.ToDictionary(pair => pair.Key, pair => change(pair.Key, pair.Value)) };
    }

    /// <summary>The sample with every label map changed alike.</summary>
    /// <param name="change">What becomes of a label map; given its name, too.</param>
    public Sample SelectLabels(Func<string, LabelMap, LabelMap> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { LabelMaps = _labels.ToDictionary(pair => pair.Key, pair => change(pair.Key, pair.Value)) };
    }

    /// <summary>Where a label map came from, for messages.</summary>
    internal string SourceOf(string labels) => labels == Unnamed ? LabelSource : $"{LabelSource} (labels {labels})";

    private T Only<T>(NamedValues<T> values, string what, string property)
        where T : class => values.Count == 1 ? values.All[0] : throw new InvalidOperationException(
            $"{Name} has {values.Count} {what}s ({string.Join(", ", values.Names)}): take one by its name from {property}.");

    // Of parts only names: a sample with several has no one picture to print.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Name = {Name}, Inputs = {string.Join(", ", _inputs.Names)}, LabelMaps = {string.Join(", ", _labels.Names)}, {Height}x{Width}");
        return true;
    }
}
