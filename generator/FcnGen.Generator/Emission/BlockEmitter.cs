using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>
/// The other part of a block. Its layers have no shapes before a network uses it, so that its properties are there for their names, which
/// other attributes mention by <c>nameof</c>.
/// </summary>
internal static class BlockEmitter
{
    private const string Throw =
        "throw new global::System.NotSupportedException(\"A block has no layers of its own; they are those of the networks that use it.\");";

    public static EquatableArray<GeneratedFile> Emit(DeclarationSpec declaration)
    {
        var writer = new SourceWriter();
        string[] header = [declaration.TypeName + ": a block; every use of it has layers of its own."];
        using (new FileScope(writer, declaration, header, null))
        {
            foreach (PropertyDeclaration property in declaration.Properties)
            {
                if (property.Documentation.Length > 0) writer.Line("/// <summary>" + Hover.Escape(property.Documentation) + ".</summary>");
                writer.Line(property.Modifiers + " partial " + property.Type + " @" + property.Name + " => " + Throw);
                writer.Line();
            }
        }

        return new[] { new GeneratedFile(".g.cs", writer.ToString()) }.ToEquatableArray();
    }
}
