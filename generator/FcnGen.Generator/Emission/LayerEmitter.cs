using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Emission;

/// <summary>Writes the partial properties, with the documentation that hover shows, and the static definition that they return.</summary>
internal static class LayerEmitter
{
    public static void Properties(SourceWriter writer, CheckedNetwork network)
    {
        int[] sizes = LayerSizes.Of(network, Hover.Side(network));
        for (int i = 0; i < network.Layers.Count; i++)
        {
            CheckedLayer layer = network.Layers[i];
            foreach (string line in Hover.Layer(network, layer, sizes[i], Remarks(network, layer, sizes[i]))) writer.Line("/// " + line);
            writer.Line("public " + (layer.Spec.IsOwn ? "partial " : "") + "global::FcnGen.Layer " + Names.Member(layer.Spec) + " => Definition.Layers[" + Literals.Int(i) + "];");
            writer.Line();
        }
    }

    public static void Definition(SourceWriter writer, CheckedNetwork network)
    {
        NetworkSpec spec = network.Spec;
        writer.Line("/// <summary>The network as the compiler understood it: every layer, every parameter, what was proven.</summary>");
        writer.Line("public static NetworkDescription Definition { get; } = new()");
        writer.Line("{");
        using (writer.Indent())
        {
            writer.Line("Name = " + Literals.Text(spec.TypeName) + ",");
            writer.Line("MinSize = " + Literals.Int(network.SmallestSize) + ",");
            writer.Line("Preprocessing = new()");
            writer.Line("{");
            using (writer.Indent())
            {
                writer.Line("Order = ChannelOrder." + spec.Preprocessing.Order + ",");
                writer.Line("Mean = [" + string.Join(", ", spec.Preprocessing.Mean.Select(Literals.Float)) + "],");
                writer.Line("Scale = " + Literals.Float(spec.Preprocessing.Scale) + ",");
            }

            writer.Line("},");
            writer.Line("Layers =");
            writer.Line("[");
            using (writer.Indent())
                foreach (CheckedLayer layer in network.Layers) writer.Line("new() { " + string.Join(", ", Members(network, layer)) + " },");
            writer.Line("],");
            writer.Line("Parameters =");
            writer.Line("[");
            using (writer.Indent())
                foreach (string parameter in network.Layers.SelectMany(layer => ParameterEmitter.Infos(network, layer))) writer.Line(parameter);
            writer.Line("],");
        }

        writer.Line("};");
    }

    private static IEnumerable<string> Remarks(CheckedNetwork network, CheckedLayer layer, int size)
    {
        if (layer.Bottoms.Count > 0)
        {
            string reads = "Reads " + string.Join(", ", layer.Bottoms.Select(bottom => "<c>" + Hover.Escape(network.Layers[bottom].Spec.CaffeName) + "</c>")) + ". ";
            yield return reads + Hover.Escape(SizeFormula(network, layer))
                + (layer.Spec is SoftmaxLossSpec ? "." : "; " + Literals.Int(size) + " for a picture of " + Literals.Int(Hover.Side(network)) + ".");
        }

        if (layer.Spec is not SoftmaxLossSpec)
        {
            yield return "Receptive field " + layer.ReceptiveField + ", stride " + layer.Map.Stride + ", offset " + layer.Map.Offset
                + ": cell i lies at pixel " + Place(layer.Map) + ".";
        }

        long parameters = ParameterEmitter.Count(network, layer);
        if (parameters == 0) yield break;
        long taps = ParameterEmitter.Taps(network, layer);
        string operations = taps == 0 ? "" : "; " + Literals.Grouped(2 * taps) + " floating-point operations per " + (layer.Spec is DeconvSpec ? "input" : "output") + " cell";
        yield return Literals.Grouped(parameters) + " parameters" + operations + ".";
    }

    private static string SizeFormula(CheckedNetwork network, CheckedLayer layer)
    {
        string size = "Height (and width): ";
        string bottom = network.Layers[layer.Bottoms[0]].Spec.CaffeName;
        switch (layer.Spec)
        {
            case ConvSpec conv:
                int extent = SizeRules.Extent(conv.Kernel, conv.Dilation);
                return size + (conv.Stride == 1 ? Plus(bottom, 2 * conv.Pad - extent + 1) : "⌊(" + Plus(bottom, 2 * conv.Pad - extent) + ")/" + Literals.Int(conv.Stride) + "⌋ + 1");
            case DeconvSpec deconv:
                return size + Plus((deconv.Stride == 1 ? "" : Literals.Int(deconv.Stride) + "·") + bottom, deconv.Kernel - deconv.Stride - 2 * deconv.Pad);
            case PoolSpec pool:
                (string open, string close) = pool.Rounding == Rounding.Ceil ? ("⌈", "⌉") : ("⌊", "⌋");
                return size + open + "(" + Plus(bottom, 2 * pool.Pad - pool.Kernel) + ")/" + Literals.Int(pool.Stride) + close + " + 1";
            case CropSpec:
                return size + "that of " + network.Layers[layer.CropOnto].Spec.CaffeName;
            case SoftmaxLossSpec:
                return "One value";
            default:
                return size + "that of " + bottom;
        }
    }

    private static string Place(CoordinateMap map)
    {
        string scaled = map.Stride == 1 ? "i" : map.Stride + "·i";
        return map.Offset == 0 ? scaled : scaled + (map.Offset < 0 ? " − " + -map.Offset : " + " + map.Offset);
    }

    private static string Plus(string text, int value) =>
        value == 0 ? text : text + (value > 0 ? " + " : " − ") + Literals.Int(System.Math.Abs(value));

    private static IEnumerable<string> Members(CheckedNetwork network, CheckedLayer layer)
    {
        LayerSpec spec = layer.Spec;
        yield return "Name = " + Literals.Text(spec.CaffeName);
        yield return "PropertyName = " + Literals.Text(Names.Member(layer.Spec));
        yield return "Kind = LayerKind." + Kind(spec);
        if (layer.Bottoms.Count > 0) yield return "Bottoms = [" + string.Join(", ", layer.Bottoms.Select(bottom => Literals.Int(bottom))) + "]";
        yield return "Channels = " + Literals.Int(layer.Channels);
        (int kernel, int stride, int pad, int dilation, int groups) = spec switch
        {
            ConvSpec conv => (conv.Kernel, conv.Stride, conv.Pad, conv.Dilation, conv.Groups),
            DeconvSpec deconv => (deconv.Kernel, deconv.Stride, deconv.Pad, 1, deconv.Groups),
            PoolSpec pool => (pool.Kernel, pool.Stride, pool.Pad, 1, 1),
            _ => (1, 1, 0, 1, 1),
        };
        if (kernel != 1) yield return "Kernel = " + Literals.Int(kernel);
        if (stride != 1) yield return "Stride = " + Literals.Int(stride);
        if (pad != 0) yield return "Pad = " + Literals.Int(pad);
        if (dilation != 1) yield return "Dilation = " + Literals.Int(dilation);
        if (groups != 1) yield return "Groups = " + Literals.Int(groups);
        if (spec is PoolSpec { Rounding: Rounding.Floor }) yield return "Rounding = Rounding.Floor";
        if (spec.Relu) yield return "Relu = true";
        if (spec.Dropout > 0) yield return "Dropout = " + Literals.Double(spec.Dropout);
        yield return "ReceptiveField = " + Fraction(layer.ReceptiveField);
        yield return "Map = new(" + Fraction(layer.Map.Stride) + ", " + Fraction(layer.Map.Offset) + ")";
        if (layer.CropOnto >= 0) yield return "CropOffset = " + Literals.Int(layer.CropOffset) + ", CropOnto = " + Literals.Int(layer.CropOnto);
        if (spec is SoftmaxLossSpec { IgnoreLabel: >= 0 } loss) yield return "IgnoreLabel = " + Literals.Int(loss.IgnoreLabel);
        if (layer.IsOutput) yield return "IsOutput = true";
        long parameters = ParameterEmitter.Count(network, layer);
        if (parameters > 0) yield return "Parameters = " + Literals.Int(parameters);
    }

    private static string Fraction(Rational value) =>
        value.IsInteger ? Literals.Int(value.Numerator) : "new(" + Literals.Int(value.Numerator) + ", " + Literals.Int(value.Denominator) + ")";

    private static string Kind(LayerSpec spec) => spec switch
    {
        InputSpec => "Input",
        ConvSpec conv => conv.Kind.ToString(),
        DeconvSpec deconv => deconv.Bilinear ? "Bilinear" : "Deconv",
        PoolSpec pool => pool.IsMax ? "MaxPool" : "AvgPool",
        PointwiseSpec pointwise => pointwise.Relu ? "Relu" : "Dropout",
        LrnSpec => "Lrn",
        ScaleSpec => "Scale",
        CropSpec => "Crop",
        SumSpec => "Sum",
        ConcatSpec => "Concat",
        _ => "SoftmaxLoss",
    };
}
