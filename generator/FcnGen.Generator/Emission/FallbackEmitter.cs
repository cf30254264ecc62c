using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>
/// The part of a class whose network has an error: it implements what the compiler would otherwise miss and has the members that users
/// call, so that the one message stands alone. The compilation fails by that message, so nothing here ever runs.
/// </summary>
internal static class FallbackEmitter
{
    private const string Throw = "throw new global::System.InvalidOperationException(\"The declaration of this network has errors.\");";

    private const string Tensor = "global::System.Numerics.Tensors.Tensor<float>";

    public static EquatableArray<GeneratedFile> Emit(DeclarationSpec declaration)
    {
        if (!declaration.CanExtend) return default;
        var writer = new SourceWriter();
        bool network = declaration is { CanDerive: true, Form: DeclarationForm.Network };
        string[] header = ["The declaration has errors; this part only keeps the compiler from reporting them once per layer and per call."];
        using (new FileScope(writer, declaration, header, network ? Names.Bases(declaration.Self) : null))
        {
            foreach (PropertyDeclaration property in declaration.Properties) Property(writer, property);
            if (declaration.CanDerive && declaration.Form != DeclarationForm.Block) Layers(writer, declaration);
            if (network)
            {
                Calls(writer, declaration);
                Overrides(writer);
            }
        }

        return new[] { new GeneratedFile(".g.cs", writer.ToString()) }.ToEquatableArray();
    }

    private static void Property(SourceWriter writer, PropertyDeclaration property)
    {
        string head = property.Modifiers + " partial " + property.Type + " @" + property.Name, setter = property.Setter;
        switch (property.Part)
        {
            case MissingPart.Implementation:
                writer.Line(head + " { get => " + Throw + (setter.Length > 0 ? " " + setter + " => " + Throw : "") + " }");
                break;
            case MissingPart.ImplementationWithField:
                writer.Line(head + " { get => field;" + (setter.Length > 0 ? " " + setter + ";" : "") + " }");
                break;
            case MissingPart.Definition:
                writer.Line(head + " { get;" + (setter.Length > 0 ? " " + setter + ";" : "") + " }");
                break;
        }
    }

    /// <summary>Layers that the class has from trunks, and the definition.</summary>
    private static void Layers(SourceWriter writer, DeclarationSpec declaration)
    {
        foreach (string layer in declaration.Added) writer.Line("public global::FcnGen.Layer @" + layer + " => " + Throw);
        writer.Line("public static global::FcnGen.NetworkDescription Definition => " + Throw);
    }

    /// <summary>What users call. Which layers are outputs, and which have parameters, may be what is wrong; so all are and all have.</summary>
    private static void Calls(SourceWriter writer, DeclarationSpec declaration)
    {
        string type = Identifiers.Escape(declaration.TypeName);
        writer.Line("public " + type + "(global::FcnGen.Device device, int seed = 1337) : base(null!, null!, seed) => " + Throw);
        writer.Line("public " + type + "(" + Names.Parameters + " parameters, int seed = 1337) : base(null!, null!, seed) => " + Throw);
        writer.Line("static " + declaration.Self + " " + Names.Interface(declaration.Self) + ".Create(global::FcnGen.Device device, int seed) => " + Throw);
        writer.Line("static " + declaration.Self + " " + Names.Interface(declaration.Self) + ".Create(global::FcnGen.ParameterSet parameters, int seed) => " + Throw);
        writer.Line("public static long ArenaSize(global::FcnGen.Pass pass, int batch, int height, int width) => " + Throw);
        string arguments = string.Join(", ", declaration.Inputs.Select(static input => Tensor + " " + Names.Argument(input)));
        writer.Line("public " + Names.Outputs + " Forward(" + arguments + ") => " + Throw);
        using (writer.Braces("public readonly record struct " + Names.Outputs))
            foreach (string layer in declaration.Layers) writer.Line("public " + Tensor + " @" + layer + " => " + Throw);

        writer.Line("public " + Names.Parameters + " Parameters => " + Throw);
        using (writer.Braces("public sealed class " + Names.Parameters + " : global::FcnGen.ParameterSet"))
        {
            writer.Line("public " + Names.Parameters + "(global::FcnGen.Device device, int seed = 1337) : base(null!, null!, 0) => " + Throw);
            foreach (string layer in declaration.Layers) writer.Line("public global::FcnGen.LayerParameters @" + layer + " => " + Throw);
        }
    }

    private static void Overrides(SourceWriter writer)
    {
        string[] members =
        [
            "public override int LossCount",
            "public override long ArenaBytes(global::FcnGen.Pass pass, int batch, int height, int width)",
            "public override void Execute<TKernels>(TKernels kernels, global::FcnGen.Pass pass)",
            "protected override long Plan(global::FcnGen.Pass pass, int batch, int height, int width)",
            "protected override global::FcnGen.CompilerServices.Blob InputBlob(global::FcnGen.Pass pass, int input)",
            "protected override global::FcnGen.CompilerServices.Blob OutputBlob(int output)",
            "protected override global::FcnGen.CompilerServices.ByteBlob SegmentBlob(int output)",
            "protected override global::FcnGen.CompilerServices.ByteBlob LabelBlob(int loss)",
            "protected override global::FcnGen.CompilerServices.LossCell LossCell(int loss)",
        ];
        foreach (string member in members) writer.Line(member + " => " + Throw);
    }
}
