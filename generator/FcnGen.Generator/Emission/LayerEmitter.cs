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
        PerAxis<int> picture = Hover.Size(network);
        int[] heights = network.Sizes(Axis.Height, picture.Height), widths = network.Sizes(Axis.Width, picture.Width);
        for (int i = 0; i < network.Layers.Count; i++)
        {
            CheckedLayer layer = network.Layers[i];
            PerAxis<int> size = new(heights[i], widths[i]);
            foreach (string line in Hover.Layer(network, layer, size, Remarks(network, layer, size))) writer.Line("/// " + line);
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
            writer.Line("MinSize = " + Literals.PerAxis(network.SmallestSize) + ",");
            if (spec.HasFixedSize) writer.Line("FixedSize = new(" + Literals.Int(spec.FixedSize.Height) + ", " + Literals.Int(spec.FixedSize.Width) + "),");
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

    private static IEnumerable<string> Remarks(CheckedNetwork network, CheckedLayer layer, PerAxis<int> size)
    {
        if (PreprocessingEmitter.Remark(network, layer) is { } made) yield return made;
        if (layer.Bottoms.Count > 0)
        {
            string reads = "Reads " + string.Join(", ", layer.Bottoms.Select(bottom => "<c>" + Hover.Escape(network.Layers[bottom].Spec.CaffeName) + "</c>")) + ". ";
            yield return reads + Hover.Escape(SizeFormula(network, layer))
                + (layer.Spec.Labels is not null ? "." : "; " + Words.Pair(size) + " for a picture of " + Words.Pair(Hover.Size(network)) + ".");
        }

        if (layer.Spec.Labels is null)
        {
            yield return Where(layer);
        }

        foreach (Shift shift in layer.Shifts)
        {
            yield return "Shift allowed: <c>" + Hover.Escape(network.Layers[shift.Layer].Spec.CaffeName) + "</c> lies " + Words.Pixels(shift.Pixels) + " from <c>"
                + Hover.Escape(network.Layers[shift.Onto].Spec.CaffeName) + "</c>" + Words.Depends(shift.Pixels) + ".";
        }

        if (layer.LabelRule is { IsArgMax: false } rule) yield return "Labels: " + rule.Words + ".";
        long parameters = ParameterEmitter.Count(network, layer);
        if (parameters == 0) yield break;
        Cost cost = layer.Spec.Cost(network.Inputs(layer));
        string operations = cost.PerCell == 0 ? "" : "; " + Words.Grouped(2 * cost.PerCell) + " floating-point operations per " + (cost.OfInput ? "input" : "output") + " cell";
        yield return Words.Grouped(parameters) + " parameters" + operations + ".";
    }

    private static string SizeFormula(CheckedNetwork network, CheckedLayer layer) => layer.Spec.Labels is not null ? "One value"
        : layer.Spec.Size.IsSame ? "Height (and width): " + SizeFormula(network, layer, Axis.Height)
        : "Height: " + SizeFormula(network, layer, Axis.Height) + ", width: " + SizeFormula(network, layer, Axis.Width);

    private static string SizeFormula(CheckedNetwork network, CheckedLayer layer, Axis axis) =>
        SizeRuleText.Formula(layer.Spec.Size[axis], network.Layers[layer.Start].Spec.CaffeName);

    private static string Where(CheckedLayer layer)
    {
        string field = "Receptive field " + Hover.Field(layer);
        if (layer.Map is { Height.Map: { } height, Width.Map: { } width })
        {
            return field + ", stride " + Words.Strides(layer.Map) + ", offset " + Words.Offsets(layer.Map) + ": cell i lies at pixel " + Place(width)
                + (layer.Map.IsSame ? "" : " of its row, " + Place(height) + " of its column") + ".";
        }

        return layer.Map.Height.Form == PositionForm.None ? field + ": its cells lie nowhere and fit everywhere."
            : field + ", stride " + Words.Strides(layer.Map) + ", offset " + Words.Offsets(layer.Map) + ", by the size of the picture.";
    }

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
        foreach (string member in WindowMembers(spec.Window ?? new Window(1))) yield return member;
        if (spec.Groups != 1) yield return "Groups = " + Literals.Int(spec.Groups);
        if (!spec.KeepsSize) yield return "Size = " + SizeRuleText.Value(spec.Size);
        Cost cost = spec.Cost(network.Inputs(layer));
        if (cost.PerCell != 0) yield return "Multiplications = " + Literals.Int(cost.PerCell) + (cost.OfInput ? ", PerInputCell = true" : "");
        if (spec.Rounding is { } rounding and not Rounding.Ceil) yield return "Rounding = global::FcnGen.Rounding." + rounding;
        if (spec.Activation is { } activation) yield return "Activation = global::FcnGen.LayerKind." + activation.Name;
        if (spec.Activation?.Shape is { } shape)
            yield return "ActivationConstants = [" + string.Join(", ", shape.Constants.Select(static constant => ShapeEmitter.Value(constant.Value))) + "]";
        if (spec.Dropout > 0) yield return "Dropout = " + Literals.Double(spec.Dropout);
        yield return "ReceptiveField = new(" + Fraction(layer.ReceptiveField.Height ?? 0) + ", " + Fraction(layer.ReceptiveField.Width ?? 0) + ")";
        yield return layer.Map is { Height.Map: { } height, Width.Map: { } width }
            ? "Map = " + (layer.Map.IsSame ? "new global::FcnGen.Geometry.CoordinateMap" + Map(height) : "new(new" + Map(height) + ", new" + Map(width) + ")")
            : "Position = new(" + PositionText(layer.Map.Height) + ", " + PositionText(layer.Map.Width) + ")";
        if (spec.Target is not null) yield return "CropOffset = " + Literals.PerAxis(layer.CropOffset) + ", CropOnto = " + Literals.Int(layer.CropOnto);
        else if (layer.CropOnto >= 0) yield return "CropOnto = " + Literals.Int(layer.CropOnto);
        if (spec.Source is { Undoes: true }) yield return "Undoes = " + Literals.Int(layer.Source);
        if (spec.Labels is { Ignored: >= 0 } labels) yield return "IgnoreLabel = " + Literals.Int(labels.Ignored);
        if (layer.IsOutput) yield return "IsOutput = true";
        if (layer.IsOutput && layer.Values != OutputValues.Scores) yield return "Values = global::FcnGen.OutputValues." + layer.Values;
        if (layer.LabelRule?.Limit is { } limit) yield return "LabelThreshold = " + Literals.Float(limit);
        long parameters = ParameterEmitter.Count(network, layer);
        if (parameters > 0) yield return "Parameters = " + Literals.Int(parameters);
    }

    private static IEnumerable<string> WindowMembers(Window window)
    {
        if (window.Kernel != 1) yield return "Kernel = " + Literals.PerAxis(window.Kernel);
        if (window.Stride != 1) yield return "Stride = " + Literals.PerAxis(window.Stride);
        if (window.Pad != 0) yield return "Pad = " + Literals.PerAxis(window.Pad);
        if (window.PadEnd != window.Pad) yield return "PadEnd = " + Literals.PerAxis(window.PadEnd);
        if (window.Dilation != 1) yield return "Dilation = " + Literals.PerAxis(window.Dilation);
    }

    private static string PositionText(Position position) => position switch
    {
        { Map: { } map } => "new global::FcnGen.Geometry.CoordinateMap" + Map(map),
        { Form: PositionForm.None } => "global::FcnGen.Geometry.Position.None",
        _ => "global::FcnGen.Geometry.Position.BySize(" + Range(position.Stride) + ", " + Range(position.Offset) + ")",
    };

    private static string Range(RationalRange range) => "new(" + Bound(range.Least) + ", " + Bound(range.Most) + ")";

    private static string Bound(Rational? bound) =>
        bound is not { } value ? "null" : "new global::FcnGen.Geometry.Rational(" + Literals.Int(value.Numerator) + (value.IsInteger ? "" : ", " + Literals.Int(value.Denominator)) + ")";

    private static string Map(CoordinateMap map) => "(" + Fraction(map.Stride) + ", " + Fraction(map.Offset) + ")";

    private static string Fraction(Rational value) =>
        value.IsInteger ? Literals.Int(value.Numerator) : "new(" + Literals.Int(value.Numerator) + ", " + Literals.Int(value.Denominator) + ")";
}
