using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>Writes what a user calls: the constructor, the typed parameters, the forward pass and its outputs.</summary>
internal static class ApiEmitter
{
    public static void Emit(SourceWriter writer, CheckedNetwork network)
    {
        string type = Identifiers.Escape(network.Spec.TypeName);
        writer.Line("/// <summary>Creates the network with parameters set by the declared fillers.</summary>");
        writer.Line("/// <param name=\"device\">Where it runs; must outlive the network.</param>");
        writer.Line("/// <param name=\"seed\">Seed of the fillers, of dropout and of loss sampling.</param>");
        writer.Generated();
        writer.Line("public " + type + "(global::FcnGen.Device device, int seed = 1337)");
        writer.Line("    : this(new " + Names.Parameters + "(device, seed), seed, ownsParameters: true)");
        writer.Line("{");
        writer.Line("}");
        writer.Line();
        writer.Line("/// <summary>Creates a network that shares parameters with others, each for a thread of its own. They are not disposed with it.</summary>");
        writer.Line("/// <param name=\"parameters\">The parameters; must outlive the network, which runs where they live.</param>");
        writer.Line("/// <param name=\"seed\">Seed of dropout and of loss sampling.</param>");
        writer.Generated();
        writer.Line("public " + type + "(" + Names.Parameters + " parameters, int seed = 1337)");
        writer.Line("    : this(parameters, seed, ownsParameters: false)");
        writer.Line("{");
        writer.Line("}");
        writer.Line();
        writer.Generated();
        writer.Line("private " + type + "(" + Names.Parameters + " parameters, int seed, bool ownsParameters)");
        writer.Line("    : base(Definition, parameters, seed, ownsParameters) => Parameters = parameters;");
        writer.Line();
        writer.Generated();
        writer.Line("static " + type + " " + Names.Interface(type) + ".Create(global::FcnGen.Device device, int seed) => new(device, seed);");
        writer.Line();
        writer.Generated();
        writer.Line("static " + type + " " + Names.Interface(type) + ".Create(global::FcnGen.ParameterSet parameters, int seed) =>");
        writer.Line("    new(global::FcnGen.CompilerServices.SharedParameters.Of<" + Names.Parameters + ">(parameters), seed);");
        writer.Line();
        writer.Line("/// <summary>The parameters, a property per layer.</summary>");
        writer.Generated();
        writer.Line("public " + Names.Parameters + " Parameters { get; }");
        writer.Line();
        Forward(writer, network);
        Outputs(writer, network);
        Parameters(writer, network);
    }

    private static void Forward(SourceWriter writer, CheckedNetwork network)
    {
        CheckedLayer[] inputs = [.. network.Layers.Where(layer => layer.Spec.Reads == Arity.Nothing)];
        writer.Line("/// <summary>Scores every pixel of a batch of encoded pictures.</summary>");
        foreach (CheckedLayer input in inputs)
            writer.Line("/// <param name=" + Quote(Names.Argument(input.Name).Substring(1)) + ">pictures × " + Literals.Int(input.Channels) + " × height × width.</param>");
        string arguments = string.Join(", ", inputs.Select(input => "global::System.Numerics.Tensors.Tensor<float> " + Names.Argument(input.Name)));
        writer.Generated();
        using (writer.Braces("public " + Names.Outputs + " Forward(" + arguments + ")"))
        {
            writer.Line("var __outputs = RunForward(" + string.Join(", ", inputs.Select(input => Names.Argument(input.Name))) + ");");
            writer.Line("return new(" + string.Join(", ", OutputLayers(network).Select((_, output) => "__outputs[" + Literals.Int(output) + "]")) + ");");
        }

        writer.Line();
    }

    private static void Outputs(SourceWriter writer, CheckedNetwork network)
    {
        writer.Line("/// <summary>What a forward pass returns: copies, pictures × channels × height × width each.</summary>");
        foreach (CheckedLayer layer in OutputLayers(network))
            writer.Line("/// <param name=" + Quote(layer.Name) + "><c>" + Hover.Escape(layer.Spec.CaffeName) + "</c>, " + Literals.Int(layer.Channels) + " channels.</param>");
        writer.Generated();
        writer.Line(
            "public readonly record struct " + Names.Outputs + "("
            + string.Join(", ", OutputLayers(network).Select(layer => "global::System.Numerics.Tensors.Tensor<float> " + layer.Name)) + ");");
        writer.Line();
    }

    private static void Parameters(SourceWriter writer, CheckedNetwork network)
    {
        writer.Line("/// <summary>The parameters of <see cref=\"" + Identifiers.Escape(network.Spec.TypeName) + "\"/>, a property per layer.</summary>");
        writer.Generated();
        using (writer.Braces("public sealed class " + Names.Parameters + " : global::FcnGen.ParameterSet"))
        {
            writer.Line("/// <summary>Creates the parameters and sets them by the declared fillers.</summary>");
            writer.Line("/// <param name=\"device\">Where they live; must outlive them.</param>");
            writer.Line("/// <param name=\"seed\">Seed of the fillers.</param>");
            writer.Line("public " + Names.Parameters + "(global::FcnGen.Device device, int seed = 1337)");
            writer.Line("    : base(device, Definition, seed)");
            using (writer.Braces(""))
                foreach (CheckedLayer layer in Learned(network)) writer.Line(Names.Own(layer.Name) + " = Layer(" + Literals.Text(layer.Spec.CaffeName) + ");");

            foreach (CheckedLayer layer in Learned(network))
            {
                writer.Line();
                writer.Line("/// <summary><c>" + Hover.Escape(layer.Spec.CaffeName) + "</c>: " + Words.Grouped(ParameterEmitter.Count(network, layer)) + " values.</summary>");
                writer.Line("public global::FcnGen.LayerParameters " + layer.Name + " { get; }");
            }
        }

        writer.Line();
    }

    private static IEnumerable<CheckedLayer> OutputLayers(CheckedNetwork network) => network.Layers.Where(layer => layer.IsOutput);

    private static IEnumerable<CheckedLayer> Learned(CheckedNetwork network) => network.Layers.Where(layer => network.Parameters(layer).Any(static parameter => !parameter.IsFixed));

    private static string Quote(string text) => "\"" + text + "\"";
}
