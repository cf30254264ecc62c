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
        int[] sizes = network.Sizes(Hover.Side(network));
        for (int i = 0; i < network.Layers.Count; i++)
        {
            CheckedLayer layer = network.Layers[i];
            foreach (string line in Hover.Layer(network, layer, sizes[i], Remarks(network, layer, sizes[i]))) writer.Line("/// " + line);
            writer.Line("public " + (layer.Spec.IsDeclared ? "partial " : "") + "global::FcnGen.Layer " + layer.Member + " => Definition.Layers[" + Literals.Int(i) + "];");
            writer.Line();
        }
    }

    public static void Definition(SourceWriter writer, CheckedNetwork network)
    {
        NetworkSpec spec = network.Spec;
        writer.Line("/// <summary>The network as the compiler understood it: every layer, every parameter, what was proven.</summary>");
        writer.Generated();
        writer.Line("public static global::FcnGen.NetworkDescription Definition { get; } = new()");
        writer.Line("{");
        using (writer.Indent())
        {
            writer.Line("Name = " + Literals.Text(spec.TypeName) + ",");
            writer.Line("MinSize = " + Literals.Int(network.SmallestSize) + ",");
            PreprocessingEmitter.Members(writer, network);
            writer.Line("Layers =");
            writer.Line("[");
            using (writer.Indent())
                foreach (CheckedLayer layer in network.Layers) writer.List("new()", Members(network, layer));
            writer.Line("],");
            writer.Line("Parameters =");
            writer.Line("[");
            using (writer.Indent())
                foreach (IEnumerable<string> parameter in network.Layers.SelectMany(layer => ParameterEmitter.Infos(network, layer))) writer.List("new()", parameter);
            writer.Line("],");
        }

        writer.Line("};");
    }

    private static IEnumerable<string> Remarks(CheckedNetwork network, CheckedLayer layer, int size)
    {
        if (PreprocessingEmitter.Remark(network, layer) is { } made) yield return made;
        if (layer.Bottoms.Count > 0)
        {
            string reads = "Reads " + string.Join(", ", layer.Bottoms.Select(bottom => "<c>" + Hover.Escape(network.Layers[bottom].Spec.CaffeName) + "</c>")) + ". ";
            yield return reads + Hover.Escape(SizeFormula(network, layer))
                + (layer.Spec.Labels is not null ? "." : "; " + Literals.Int(size) + " for a picture of " + Literals.Int(Hover.Side(network)) + ".");
        }

        if (layer.Spec.Labels is null)
        {
            yield return "Receptive field " + layer.ReceptiveField + ", stride " + layer.Map.Stride + ", offset " + layer.Map.Offset
                + ": cell i lies at pixel " + Place(layer.Map) + ".";
        }

        long parameters = ParameterEmitter.Count(network, layer);
        if (parameters == 0) yield break;
        Cost cost = layer.Spec.Cost(network.Inputs(layer));
        string operations = cost.PerCell == 0 ? "" : "; " + Words.Grouped(2 * cost.PerCell) + " floating-point operations per " + (cost.OfInput ? "input" : "output") + " cell";
        yield return Words.Grouped(parameters) + " parameters" + operations + ".";
    }

    private static string SizeFormula(CheckedNetwork network, CheckedLayer layer) => layer.Spec.Labels is not null ? "One value" : "Height (and width): "
        + SizeRuleText.Formula(layer.Spec.Size, network.Layers[layer.CropOnto >= 0 ? layer.CropOnto : layer.Bottoms[0]].Spec.CaffeName);

    private static string Place(CoordinateMap map)
    {
        string scaled = map.Stride == 1 ? "i" : map.Stride + "·i";
        return map.Offset == 0 ? scaled : scaled + (map.Offset < 0 ? " − " + -map.Offset : " + " + map.Offset);
    }

    private static IEnumerable<string> Members(CheckedNetwork network, CheckedLayer layer)
    {
        LayerSpec spec = layer.Spec;
        yield return "Name = " + Literals.Text(spec.CaffeName);
        yield return "PropertyName = " + Literals.Text(layer.Member);
        yield return "Kind = global::FcnGen.LayerKind." + spec.Kind;
        if (layer.Bottoms.Count > 0) yield return "Bottoms = [" + string.Join(", ", layer.Bottoms.Select(bottom => Literals.Int(bottom))) + "]";
        yield return "Channels = " + Literals.Int(layer.Channels);
        Window window = spec.Window ?? new Window(1);
        if (window.Kernel != 1) yield return "Kernel = " + Literals.Int(window.Kernel);
        if (window.Stride != 1) yield return "Stride = " + Literals.Int(window.Stride);
        if (window.Pad != 0) yield return "Pad = " + Literals.Int(window.Pad);
        if (window.Dilation != 1) yield return "Dilation = " + Literals.Int(window.Dilation);
        if (spec.Groups != 1) yield return "Groups = " + Literals.Int(spec.Groups);
        if (!spec.Size.KeepsSize) yield return "Size = global::FcnGen.Geometry.SizeRule." + SizeRuleText.Call(spec.Size);
        Cost cost = spec.Cost(network.Inputs(layer));
        if (cost.PerCell != 0) yield return "Multiplications = " + Literals.Int(cost.PerCell) + (cost.OfInput ? ", PerInputCell = true" : "");
        if (spec.Rounding is { } rounding and not Rounding.Ceil) yield return "Rounding = global::FcnGen.Rounding." + rounding;
        if (spec.Activation is { } activation) yield return "Activation = global::FcnGen.LayerKind." + activation.Name;
        if (spec.Activation?.Shape is { } shape)
            yield return "ActivationConstants = [" + string.Join(", ", shape.Constants.Select(static constant => ShapeEmitter.Value(constant.Value))) + "]";
        if (spec.Dropout > 0) yield return "Dropout = " + Literals.Double(spec.Dropout);
        yield return "ReceptiveField = " + Fraction(layer.ReceptiveField);
        yield return "Map = new(" + Fraction(layer.Map.Stride) + ", " + Fraction(layer.Map.Offset) + ")";
        if (layer.CropOnto >= 0) yield return "CropOffset = " + Literals.Int(layer.CropOffset) + ", CropOnto = " + Literals.Int(layer.CropOnto);
        if (spec.Labels is { Ignored: >= 0 } labels) yield return "IgnoreLabel = " + Literals.Int(labels.Ignored);
        if (layer.IsOutput) yield return "IsOutput = true";
        long parameters = ParameterEmitter.Count(network, layer);
        if (parameters > 0) yield return "Parameters = " + Literals.Int(parameters);
    }

    private static string Fraction(Rational value) =>
        value.IsInteger ? Literals.Int(value.Numerator) : "new(" + Literals.Int(value.Numerator) + ", " + Literals.Int(value.Denominator) + ")";
}
