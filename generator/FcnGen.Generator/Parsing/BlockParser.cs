using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using FcnGen.Geometry;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>
/// A class marked as a block, by itself: what can be said of it without its parameters. Its layers take what feeds them for an input, and
/// numbers that depend on parameters stand for themselves.
/// </summary>
internal static class BlockParser
{
    /// <summary>Reads the layers of a block whose form was read.</summary>
    public static ParseResult Parse(
        INamedTypeSymbol type, DeclarationParser form, DeclarationSpec declaration, List<Finding> findings, bool documented, CancellationToken cancellationToken)
    {
        var library = new BlockLibrary(type, cancellationToken);
        BlockDefinition block = BlockDefinition.Read(type, library, findings, cancellationToken);
        if (documented) declaration = declaration with { Properties = Documented(block, form, declaration, cancellationToken).ToEquatableArray() };
        if (block.MetUnbound || findings.Count > 0) return new ParseResult(null, declaration, findings.ToEquatableArray());

        LayerMaker maker = new LayerMaker(new FullyConvNetAttribute().BiasLrMult, new FullyConvNetAttribute().BiasDecayMult).Within(block.Marker);
        List<LayerSpec> layers = [new InputSpec(new LayerHead(Block.Input, Block.Input, IsOwn: false), 1)];
        foreach (Declared item in block.Items)
            if (Layer(item, maker, [.. layers.Select(static l => l.CaffeName)], findings) is { } layer) layers.Add(layer);

        NetworkSpec? spec = findings.Count > 0 ? null : new NetworkSpec(
            declaration.Namespace, declaration.TypeName, declaration.ContainingTypes, DeclarationForm.Block, layers.ToEquatableArray(), 0, 0,
            PreprocessingSpec.None, null);
        return new ParseResult(spec, declaration, findings.ToEquatableArray());
    }

    private static LayerSpec? Layer(Declared item, LayerMaker maker, IReadOnlyCollection<string> taken, List<Finding> findings)
    {
        // Of two layers with one name only one may exist in a use; and a block has layers by that name, but is none.
        string file = taken.Contains(item.FileName) && (item is DeclaredUse || item.Condition is not null) ? item.FileName + " (" + item.Name + ")" : item.FileName;
        var head = new LayerHead(item.Name, file, IsOwn: true) { Bottoms = item.Bottoms.ToEquatableArray(), Threshold = item.Threshold };
        if (item is not DeclaredLayer layer) return new ActivationSpec(head with { Activation = Activations.Of(new ReluAttribute()) });
        if (!layer.IsVariable) return maker.Make(layer, head, LayerMaker.NoValues, findings.Add);
        DeclaredAttribute main = layer.Main;
        return main.Kind.Read(
            main.Written, head with { IsVariable = true, Activation = main.Kind.Activation?.Invoke(main.Written) },
            new ReadContext(1, 1, name => new AttributeReader(main.Data).Has(name) || main.Texts.Sets(name)));
    }

    /// <summary>The properties with what hover shows where the author has written nothing: what they will be in a use.</summary>
    private static IEnumerable<PropertyDeclaration> Documented(BlockDefinition block, DeclarationParser form, DeclarationSpec declaration, CancellationToken cancellationToken)
    {
        Dictionary<string, Declared> items = block.Items.ToDictionary(static item => item.Name);
        Dictionary<string, IPropertySymbol> symbols = form.LayerProperties.Where(static p => !p.IsIndexer).ToDictionary(static p => p.Name);
        foreach (PropertyDeclaration property in declaration.Properties)
        {
            yield return !items.TryGetValue(property.Name, out Declared? item) || OwnDocumentation.Exists(symbols[property.Name], cancellationToken) ? property
                : property with { Documentation = Describe(item) };
        }
    }

    private static string Describe(Declared item) =>
        (item is DeclaredUse use ? "block " + use.Block.Name + With(use.Written) : ((DeclaredLayer)item).Kind.Name + With(((DeclaredLayer)item).Main.Written))
        + (item.Condition is null ? "" : ", where " + TextError.Shown(item.ConditionText));

    private static string With(LayerAttribute attribute) => string.IsNullOrEmpty(attribute.With) ? "" : " with " + TextError.Shown(attribute.With!);
}
