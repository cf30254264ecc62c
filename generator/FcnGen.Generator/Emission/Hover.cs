using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Emission;

/// <summary>The documentation that an editor shows where the mouse rests on a layer or on the network: sizes, fields, strides, parameters.</summary>
internal static class Hover
{
    private const int UsualSide = 500;

    /// <summary>
    /// The picture size that others are given for: 500, the long side of PASCAL VOC, or the smallest one that works; of a network of one size, that.
    /// </summary>
    public static PerAxis<int> Size(CheckedNetwork network) =>
        network.Spec.HasFixedSize ? network.Spec.FixedSize : network.SmallestSize.Select(static side => System.Math.Max(UsualSide, side));

    /// <summary>The lines about a network or a trunk. Beside documentation of the author's own they are remarks.</summary>
    public static IEnumerable<string> Class(CheckedNetwork network)
    {
        string element = network.Spec.IsDocumented ? "remarks" : "summary";
        CheckedLayer[] inputs = [.. network.Layers.Where(static l => l.Spec.Reads == Arity.Nothing)];
        CheckedLayer[] outputs = network.Spec.IsTrunk ? [network.Layers[network.Layers.Count - 1]] : [.. network.Layers.Where(static l => l.IsOutput)];
        // A map that lies nowhere has no stride, and one whose stride grows with the picture no coarsest one.
        Rational coarsest = network.Layers.SelectMany(static l => new[] { l.Map.Height, l.Map.Width }).Max(static place => place.Stride.Most ?? 0);
        long parameters = network.Layers.Sum(layer => ParameterEmitter.Count(network, layer));
        yield return "<" + element + ">";
        yield return (network.Spec.IsTrunk ? "Trunk that reads " : "Fully convolutional network that reads ") + List(inputs) + " and gives " + List(outputs) + ".";
        if (!network.Spec.IsTrunk)
            yield return network.Spec.HasFixedSize ? "It takes pictures of " + Words.Size(network.SmallestSize) + " pixels only."
                : "It works for every picture of at least " + Words.Size(network.SmallestSize) + " pixels.";
        yield return "Receptive field " + string.Join(", ", outputs.Select(Field).Distinct())
            + (outputs.All(static o => o.ReceptiveField is { Height: not null, Width: not null }) ? " pixels" : "") + ", stride "
            + string.Join(", ", outputs.Select(static o => Words.Strides(o.Map)).Distinct())
            + (outputs.All(o => o.Map.Select(static m => m.Stride) == (RationalRange)coarsest) ? "" : " (" + coarsest + " at the coarsest layer)") + "; "
            + Words.Grouped(parameters) + " parameters.";
        yield return "</" + element + ">";
    }

    /// <summary>The lines about a layer. The author's own documentation comes first, and the compiler's then are remarks.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="size">Its height and width for a picture of <see cref="Size"/>.</param>
    /// <param name="remarks">What else there is to say.</param>
    public static IEnumerable<string> Layer(CheckedNetwork network, CheckedLayer layer, PerAxis<int> size, IEnumerable<string> remarks)
    {
        string what = "<c>" + Escape(layer.Spec.CaffeName) + "</c>: " + Escape(layer.Spec.Reads == Arity.Nothing ? "input" : Notes.Forward(network, layer)) + "."
            + (layer.Spec.Labels is not null ? "" : " " + Channels(layer) + ", " + Words.Size(size) + " for a picture of " + Words.Size(Size(network)) + ".");
        bool documented = layer.Spec.Head.Documentation.Length > 0;
        if (documented)
        {
            foreach (string line in layer.Spec.Head.Documentation.Split('\n')) yield return line;
            yield return "<remarks>";
            yield return what;
        }
        else
        {
            yield return "<summary>" + what + "</summary>";
            yield return "<remarks>";
        }

        foreach (string line in remarks) yield return line;
        yield return "</remarks>";
    }

    /// <summary><c>404</c>, or <c>the whole picture</c>.</summary>
    public static string Field(CheckedLayer layer) => Words.Field(layer.ReceptiveField, "the whole picture");

    /// <summary>Text as it stands in XML.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;");

    private static string List(IEnumerable<CheckedLayer> layers) =>
        string.Join(", ", layers.Select(static l => "<c>" + Escape(l.Spec.CaffeName) + "</c> (" + Channels(l) + ")"));

    private static string Channels(CheckedLayer layer) => Literals.Int(layer.Channels) + (layer.Channels == 1 ? " channel" : " channels");
}
