using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>Writes the parameters of the network's own that formulas make of others; nothing where there are none.</summary>
internal static class DerivedEmitter
{
    public static void Emit(SourceWriter writer, LaunchPlan plan)
    {
        DerivedParameter[] all = [.. plan.Derived];
        if (all.Length == 0) return;
        writer.Line("/// <summary>The numbers of the parameters that are made of others.</summary>");
        writer.Generated();
        using (writer.Braces("private static class " + Names.Derived))
            for (int i = 0; i < all.Length; i++) writer.Line("public const int " + Names.DerivedMember(plan.Network, all[i]) + " = " + Literals.Int(i) + ";");

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Generated();
        writer.Line("protected override global::FcnGen.CompilerServices.DerivedParameter[] Derive() =>");
        writer.Line("[");
        using (writer.Indent())
            foreach (DerivedParameter parameter in all) Parameter(writer, plan.Network, parameter);
        writer.Line("];");
        writer.Line();
    }

    private static void Parameter(SourceWriter writer, CheckedNetwork network, DerivedParameter parameter)
    {
        string name = network.Layers[parameter.Layer].Spec.CaffeName;
        writer.Line("// " + name + ": " + parameter.Note);
        writer.Line("global::FcnGen.CompilerServices.DerivedParameter.Of<" + LaunchText.Formula(network, parameter) + ">(");
        using (writer.Indent())
        {
            writer.List("new()", ParameterEmitter.Entry(name + "." + parameter.Entry.Name, parameter.Entry));
            writer.Line(string.Join(", ", LaunchText.Sources(network, parameter).Select(static source => source + "!")) + "),"); // a layer may have no bias, but this one has
        }
    }
}
