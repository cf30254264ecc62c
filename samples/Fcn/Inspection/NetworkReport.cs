using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;
using FcnGen.Geometry;
using FcnGen.Networks;

namespace FcnGen.Samples.Fcn.Inspection;

/// <summary>What <c>inspect</c> prints. The property names are the keys that scripts rely on.</summary>
/// <param name="Network">Name of the class.</param>
/// <param name="Parameters">Values in a weight file, fixed kernels and constants included.</param>
/// <param name="ConvParameters">Values in convolutions only, what the paper counts.</param>
/// <param name="MinSize">Every height and width from here on works.</param>
/// <param name="FixedSize">Height and width of the only pictures that the network takes; null if it takes any.</param>
/// <param name="Inputs">What each input takes, and how it is made.</param>
/// <param name="Crops">Offset of every crop, by layer.</param>
/// <param name="Layers">Inputs and layers, in the order that data flows.</param>
/// <param name="ArenaBytes">Bytes of activations.</param>
internal sealed record NetworkReport(
    string Network,
    long Parameters,
    long ConvParameters,
    PerAxis<int> MinSize,
    IReadOnlyList<int>? FixedSize,
    IReadOnlyList<InputReport> Inputs,
    IReadOnlyDictionary<string, PerAxis<int>> Crops,
    IReadOnlyList<LayerReport> Layers,
    ArenaReport ArenaBytes)
{
    /// <summary>Describes a network of the catalog at a picture size without creating its parameters.</summary>
    public static NetworkReport Of(string name, int height, int width, int batch) => Of(
        NetworkCatalog.Describe(name), height, width,
        new ArenaReport(
            NetworkCatalog.ArenaBytes(name, Pass.Segment, batch, height, width),
            NetworkCatalog.ArenaBytes(name, Pass.Training, batch, height, width)));

    /// <summary>Describes a network at a picture size.</summary>
    public static NetworkReport Of(NetworkDescription net, int height, int width, ArenaReport arena)
    {
        IReadOnlyList<(int Height, int Width)> sizes = net.Sizes(height, width);
        IReadOnlyList<long> flops = net.Flops(height, width);
        return new NetworkReport(
            net.Name,
            net.Layers.Sum(layer => layer.Parameters),
            net.Layers.Where(IsConvolution).Sum(layer => layer.Parameters),
            net.MinSize,
            net.FixedSize is { } only ? [only.Height, only.Width] : null,
            [.. net.Inputs.Select(InputReport.Of)],
            net.Layers.Where(layer => layer.Kind == LayerKind.Crop).ToDictionary(layer => layer.Name, layer => layer.CropOffset),
            [.. net.Layers.Select((layer, i) => LayerReport.Of(net, layer, sizes[i], flops[i]))],
            arena);
    }

    private static bool IsConvolution(Layer layer) => layer.Kind is LayerKind.Conv or LayerKind.Score or LayerKind.InnerProduct;
}

/// <summary>One input: (value − mean) / deviation · scale, in the order of its channels.</summary>
internal sealed record InputReport(string Name, int Channels, string Order, IReadOnlyList<float> Mean, IReadOnlyList<float> Deviation, float Scale)
{
    public static InputReport Of(InputInfo input) => new(
        input.Name, input.Channels, input.Preprocessing.Order.ToString(), input.Preprocessing.Mean, input.Preprocessing.Deviation, input.Preprocessing.Scale);
}

/// <summary>One layer.</summary>
/// <param name="Name">Name in weight files.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Bottom">What it reads.</param>
/// <param name="Channels">Output channels.</param>
/// <param name="Kernel">Cells of the window.</param>
/// <param name="Stride">Cells from one window to the next.</param>
/// <param name="Pad">Cells added before the first.</param>
/// <param name="PadEnd">Cells added behind the last, where that is another number.</param>
/// <param name="ReceptiveField">Pixels that one cell sees; null where that is the whole picture.</param>
/// <param name="CumulativeStride">Pixels between two cells; null where <paramref name="Position"/> says more.</param>
/// <param name="Offset">Pixel under cell 0; likewise.</param>
/// <param name="Position">Where the cells lie, if that is nowhere or depends on the size of the picture.</param>
/// <param name="Size">Height and width.</param>
/// <param name="Parameters">Values in a weight file.</param>
/// <param name="Flops">Floating-point operations for one picture.</param>
/// <param name="Classes">Classes of an output whose labels a threshold makes; elsewhere it is left out.</param>
/// <param name="LabelThreshold">That threshold; likewise.</param>
internal sealed record LayerReport(
    string Name,
    string Kind,
    IReadOnlyList<string> Bottom,
    int Channels,
    PerAxis<int> Kernel,
    PerAxis<int> Stride,
    PerAxis<int> Pad,
    PerAxis<int>? PadEnd,
    PerAxis<decimal>? ReceptiveField,
    PerAxis<decimal>? CumulativeStride,
    PerAxis<decimal>? Offset,
    string? Position,
    IReadOnlyList<int> Size,
    long Parameters,
    long Flops,
    int? Classes,
    float? LabelThreshold)
{
    public static LayerReport Of(NetworkDescription net, Layer layer, (int Height, int Width) size, long flops) => new(
        layer.Name,
        layer.Kind.ToString(),
        [.. layer.Bottoms.Select(bottom => net.Layers[bottom].Name)],
        layer.Channels,
        layer.Kernel,
        layer.Stride,
        layer.Pad,
        layer.PadEnd == layer.Pad ? null : layer.PadEnd,
        layer.ReceptiveField is { Height.Numerator: 0 } or { Width.Numerator: 0 } ? null : layer.ReceptiveField.Select(Exact),
        IsMapped(layer) ? layer.Map.Select(map => Exact(map.Stride)) : null,
        IsMapped(layer) ? layer.Map.Select(map => Exact(map.Offset)) : null,
        IsMapped(layer) ? null : layer.Position.ToString(),
        [size.Height, size.Width],
        layer.Parameters,
        flops,
        layer.LabelThreshold is null ? null : layer.Classes,
        layer.LabelThreshold);

    private static bool IsMapped(Layer layer) => layer.Position is { Height.Form: PositionForm.Map, Width.Form: PositionForm.Map };

    // Denominators are powers of two in practice, so the decimal is exact; -191/2 prints as -95.5.
    private static decimal Exact(Rational value) => (decimal)value.Numerator / value.Denominator;
}

/// <summary>Bytes of activations for one batch.</summary>
/// <param name="Inference">From pictures to labels.</param>
/// <param name="Training">Forward and backward.</param>
internal sealed record ArenaReport(long Inference, long Training);

/// <summary>Serialisation of reports, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(PerAxisOfInt), typeof(PerAxisOfDecimal)])]
[JsonSerializable(typeof(NetworkReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
