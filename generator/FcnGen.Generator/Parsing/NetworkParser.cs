using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>A marked class to a <see cref="NetworkSpec"/>: inputs, then the layers of trunks, then own layers, blocks expanded.</summary>
internal static class NetworkParser
{
    /// <summary>Reads a class that has a network's, a trunk's or a block's marker.</summary>
    /// <param name="type">The class.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="documented">False to leave out what the author has written about it, which no check reads.</param>
    public static ParseResult Parse(INamedTypeSymbol type, CancellationToken cancellationToken, bool documented = true)
    {
        AttributeData marker = KnownTypes.Marker(type)!;
        List<Finding> findings = [];
        var form = new DeclarationParser(type, marker, findings, cancellationToken);
        DeclarationSpec declaration = form.Parse();
        if (declaration.Form == DeclarationForm.Block) return BlockParser.Parse(type, form, declaration, findings, documented, cancellationToken);

        var reader = new AttributeReader(marker);
        NetworkDeclarationAttribute written = Declared(marker, reader.IsBound);
        var library = new BlockLibrary(type, cancellationToken);
        var parser = new LayerParser(ClassScope.Of(type.Name), library, findings);
        List<Declared> own = [];
        foreach (IPropertySymbol property in form.LayerProperties)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!property.IsIndexer && parser.Parse(property) is { } item) own.Add(item);
        }

        var expander = new BlockExpander(library, findings, cancellationToken);
        var sequence = new LayerSequence(new LayerMaker(written.BiasLrMult, written.BiasDecayMult), isOwn: true, expander, findings, cancellationToken);
        LayerSpec[] ownInputs = [.. own.OfType<DeclaredLayer>().Where(static l => l.IsInput)
            .Select(l => sequence.Make(l, documented ? OwnDocumentation.Of(l.Property, cancellationToken) : "")).OfType<LayerSpec>()];
        List<LayerSpec> inputs = InputParser.Inputs(type, reader, written, ownInputs, declaration.Form, findings);
        sequence.Add(inputs, inputs[inputs.Count - 1].Name);
        var trunks = new TrunkParser(type, inputs, library, findings, cancellationToken);
        int trunk = 0;
        foreach (AttributeData attribute in type.GetAttributes().Where(static a => KnownTypes.Is(a.AttributeClass, "TrunkAttribute")))
            if (trunks.Expand(attribute, trunk++) is { } layers) sequence.Add(layers, trunks.Output);
        foreach (Declared item in own)
            if (item is not DeclaredLayer { IsInput: true }) sequence.Add(item, documented);

        LayerSpec[] all = [.. sequence.Layers];
        if (all[0] is { Reads: Arity.Nothing, IsOwn: false } && all.Any(static l => l is { IsDeclared: true, Name: "Data" }))
            findings.Add(new Finding(DiagnosticIds.UnsupportedProperty, "Data", Finding.Property, EquatableArray.Of("Data", "has a name that the generated part needs for the input")));
        string[] added = [.. all.Where(static l => !l.IsDeclared).Select(static l => l.Member).Distinct()];
        if (findings.Count == 0 && ReservedNames.TakenMember(type, added) is { } taken)
            findings.Add(new Finding(DiagnosticIds.UnsupportedClass, null, null, EquatableArray.Of(type.Name, "has a member " + taken + ", which is the generated part's")));
        declaration = declaration with
        {
            Inputs = inputs.Select(static i => i.Name).ToEquatableArray(),
            Layers = declaration.Layers.Concat(all.Select(static l => l.Member)).Distinct().ToEquatableArray(),
            Added = Added(type, added).ToEquatableArray(),
        };
        FullyConvNetAttribute net = written as FullyConvNetAttribute ?? new FullyConvNetAttribute();
        bool unknown = !reader.IsBound || parser.MetUnbound || trunks.MetUnbound || expander.MetBroken;
        NetworkSpec? spec = unknown || findings.Count > 0 ? null : new NetworkSpec(
            declaration.Namespace, declaration.TypeName, declaration.ContainingTypes, declaration.Form,
            all.ToEquatableArray(), net.MinSize, new(net.Height, net.Width), InputParser.Preprocessing(net),
            Budget(type), net.InferenceOnly, trunks.Uses.ToEquatableArray(), documented && OwnDocumentation.Exists(type, cancellationToken));
        return new ParseResult(spec, declaration, findings.ToEquatableArray());
    }

    /// <summary>Reads a class that has layers but no marker; null if it has none, as most classes.</summary>
    public static ParseResult? ParseUnmarked(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (KnownTypes.Marker(type) is not null || UnmarkedLayer(type) is not { } layer) return null;
        List<Finding> findings = [];
        DeclarationSpec declaration = new DeclarationParser(type, null, findings, cancellationToken).Parse();
        findings.Add(new Finding(
            DiagnosticIds.OutsideNetwork, layer.Property.Name, KnownTypes.ShortName(layer.Attribute),
            EquatableArray.Of(layer.Property.Name, KnownTypes.ShortName(layer.Attribute), type.Name)));
        return new ParseResult(null, declaration with { Inputs = EquatableArray.Of(TrunkParser.ImplicitInput) }, findings.ToEquatableArray());
    }

    /// <summary>The first property with a layer's attribute, and that attribute.</summary>
    public static (IPropertySymbol Property, AttributeData Attribute)? UnmarkedLayer(INamedTypeSymbol type)
    {
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
            foreach (AttributeData attribute in property.GetAttributes())
                if (KnownTypes.IsLayerAttribute(attribute.AttributeClass) || KnownTypes.IsMark(attribute.AttributeClass))
                    return (property, attribute);
        return null;
    }

    /// <summary>Members that the other part declares and the author has not.</summary>
    private static IEnumerable<string> Added(INamedTypeSymbol type, string[] layers)
    {
        var written = new HashSet<string>(type.GetMembers().Where(ReservedNames.IsWritten).Select(static m => m.Name));
        return layers.Where(name => !written.Contains(name));
    }

    /// <summary>The marker as its class makes it; where the compiler could not bind it, one that says nothing.</summary>
    private static NetworkDeclarationAttribute Declared(AttributeData marker, bool isBound)
    {
        System.Type type = KnownTypes.Form(marker) == DeclarationForm.Trunk ? typeof(FullyConvTrunkAttribute) : typeof(FullyConvNetAttribute);
        return (NetworkDeclarationAttribute)(isBound ? AttributeInstance.Create(marker, type) : System.Activator.CreateInstance(type)!);
    }

    private static BudgetSpec? Budget(INamedTypeSymbol type)
    {
        if (KnownTypes.Attribute(type, "MemoryBudgetAttribute") is not { } attribute) return null;
        if (!new AttributeReader(attribute).IsBound) return null;
        MemoryBudgetAttribute budget = AttributeInstance.Create<MemoryBudgetAttribute>(attribute);
        return new BudgetSpec(budget.Mebibytes, budget.Height, budget.Width, budget.Batch, budget.Training);
    }
}
