using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>Writes how what is stored becomes the inputs.</summary>
internal static class PreprocessingEmitter
{
    /// <summary>The members of the definition: that of the first input, and all of them where they differ.</summary>
    public static void Members(SourceWriter writer, CheckedNetwork network)
    {
        EquatableArray<PreprocessingSpec> inputs = network.Spec.InputPreprocessing;
        writer.Line("Preprocessing = new()");
        Body(writer, network.Spec.PreprocessingOf(0));
        if (inputs.Distinct().Count() < 2) return;
        writer.Line("InputPreprocessing =");
        writer.Line("[");
        using (writer.Indent())
        {
            foreach (PreprocessingSpec input in inputs)
            {
                writer.Line("new()");
                Body(writer, input);
            }
        }

        writer.Line("],");
    }

    /// <summary>What hover says of an input that is divided by a deviation; null for anything else.</summary>
    public static string? Remark(CheckedNetwork network, CheckedLayer layer)
    {
        if (layer.Spec.Reads != Arity.Nothing) return null;
        PreprocessingSpec preprocessing = network.Spec.PreprocessingOf(layer.Spec);
        return preprocessing.Deviation.Count == 0 ? null : "Made of what is stored as " + Hover.Escape(preprocessing.Describe()) + ".";
    }

    private static void Body(SourceWriter writer, PreprocessingSpec preprocessing)
    {
        writer.Line("{");
        using (writer.Indent())
        {
            writer.Line("Order = global::FcnGen.ChannelOrder." + preprocessing.Order + ",");
            writer.Line("Mean = [" + string.Join(", ", preprocessing.Mean.Select(Literals.Float)) + "],");
            if (preprocessing.Deviation.Count > 0) writer.Line("Deviation = [" + string.Join(", ", preprocessing.Deviation.Select(Literals.Float)) + "],");
            writer.Line("Scale = " + Literals.Float(preprocessing.Scale) + ",");
        }

        writer.Line("},");
    }
}
