using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Geometry;

namespace FcnGen;

/// <summary>A network as the compiler understood it: its layers, in order, and what was proven about it.</summary>
public sealed class NetworkDescription
{
    private InputInfo[]? _inputs;
    private LossInfo[]? _losses;
    private Layer[]? _outputs;

    /// <summary>Name of the class.</summary>
    public required string Name { get; init; }

    /// <summary>Inputs first, then every layer in the order that data flows.</summary>
    public required IReadOnlyList<Layer> Layers { get; init; }

    /// <summary>Every height and width from here on works; of a network of one size, that size.</summary>
    public required PerAxis<int> MinSize { get; init; }

    /// <summary>Height and width of the only pictures that the network takes; null if it takes any from <see cref="MinSize"/> on.</summary>
    public PerAxis<int>? FixedSize { get; init; }

    /// <summary>How a decoded picture becomes the input; of several inputs, the first.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>How what is stored becomes each input, in their order; empty where <see cref="Preprocessing"/> is for all of them.</summary>
    public IReadOnlyList<Preprocessing> InputPreprocessing { get; init; } = [];

    /// <summary>Every parameter, in the order of the layers.</summary>
    public required IReadOnlyList<ParameterInfo> Parameters { get; init; }

    /// <summary>The inputs in the order of declaration.</summary>
    public IReadOnlyList<InputInfo> Inputs => _inputs ??=
    [
        .. Layers.Where(layer => layer.Kind == LayerKind.Input).Select((layer, i) => new InputInfo(
            layer.Name, layer.Channels, InputPreprocessing.Count == 0 ? Preprocessing : InputPreprocessing[i])),
    ];

    /// <summary>The outputs in the order of declaration.</summary>
    public IReadOnlyList<Layer> Outputs => _outputs ??= [.. Layers.Where(layer => layer.IsOutput)];

    /// <summary>The losses in the order of declaration.</summary>
    public IReadOnlyList<LossInfo> Losses => _losses ??=
    [
        .. Layers.Where(layer => layer.IsLoss).Select(loss => new LossInfo(
            loss.Name, loss.Bottoms[0], loss.Classes, loss.IgnoreLabel is >= 0 and <= 255 ? (byte)loss.IgnoreLabel : null)),
    ];

    /// <summary>
    /// The first label that a loss ignores, or 255, which is void in most data sets. Losses may ignore labels of their own:
    /// see <see cref="Losses"/>.
    /// </summary>
    public byte IgnoreLabel => Losses.FirstOrDefault(loss => loss.IgnoreLabel is not null)?.IgnoreLabel ?? 255;

    /// <summary>Height and width of every layer for a picture of <paramref name="height"/> × <paramref name="width"/>; a loss has 1 × 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than <see cref="MinSize"/>, or another one than <see cref="FixedSize"/>.</exception>
    public IReadOnlyList<(int Height, int Width)> Sizes(int height, int width)
    {
        CheckSize(height, width);
        var sizes = new (int Height, int Width)[Layers.Count];
        for (int i = 0; i < sizes.Length; i++)
        {
            Layer layer = Layers[i];
            (int h, int w) = layer.Kind == LayerKind.Input ? (height, width)
                : sizes[layer.CropOnto >= 0 ? layer.CropOnto : layer.Undoes >= 0 ? Layers[layer.Undoes].Bottoms[0] : layer.Bottoms[0]];
            sizes[i] = (layer.Size.Height.Of(h), layer.Size.Width.Of(w));
        }

        return sizes;
    }

    /// <summary>
    /// Floating-point operations of each layer for one picture, a multiplication and an addition counted as two; only convolutions and
    /// transposed convolutions count (full kernels, as stored), as is customary.
    /// </summary>
    public IReadOnlyList<long> Flops(int height, int width)
    {
        IReadOnlyList<(int Height, int Width)> sizes = Sizes(height, width);
        var flops = new long[Layers.Count];
        for (int i = 0; i < flops.Length; i++)
        {
            Layer layer = Layers[i];
            (int h, int w) = layer.PerInputCell ? sizes[layer.Bottoms[0]] : sizes[i];
            flops[i] = 2 * layer.Multiplications * h * w;
        }

        return flops;
    }

    /// <summary>True if the network works for pictures of this size.</summary>
    public bool Takes(int height, int width) =>
        FixedSize is { } only ? (height, width) == (only.Height, only.Width) : height >= MinSize.Height && width >= MinSize.Width;

    /// <summary>Throws if a picture of this size is too small, or another one than the network is for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than <see cref="MinSize"/>, or another one than <see cref="FixedSize"/>.</exception>
    public void CheckSize(int height, int width)
    {
        if (!Takes(height, width)) throw new ArgumentOutOfRangeException(nameof(height), $"{SizesTaken}; this one is {height}x{width}.");
    }

    /// <summary><c>Net works for pictures of at least 4x4 pixels</c>.</summary>
    internal string SizesTaken => FixedSize is { } only
        ? $"{Name} takes pictures of {only.Height}x{only.Width} pixels only"
        : $"{Name} works for pictures of at least {MinSize.Height}x{MinSize.Width} pixels";
}
