using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>A marked class to a <see cref="NetworkSpec"/>: inputs, then the layers of trunks, then own layers.</summary>
internal static class NetworkParser
{
    /// <summary>Reads a class that has a network's or a trunk's marker.</summary>
    /// <param name="type">The class.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="documented">False to leave out what the author has written about it, which no check reads.</param>
    public static ParseResult Parse(INamedTypeSymbol type, CancellationToken cancellationToken, bool documented = true)
    {
        AttributeData marker = KnownTypes.Marker(type)!;
        List<Finding> findings = [];
        var form = new DeclarationParser(type, marker, findings, cancellationToken);
        DeclarationSpec declaration = form.Parse();

        var reader = new AttributeReader(marker);
        NetworkDeclarationAttribute written = Declared(marker, reader.IsBound);
        var parser = new LayerParser(written, isOwn: true, findings);
        List<LayerSpec> own = [];
        foreach (IPropertySymbol property in form.LayerProperties)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!property.IsIndexer && parser.Parse(property) is { } layer)
                own.Add(documented ? layer with { Head = layer.Head with { Documentation = OwnDocumentation.Of(property, cancellationToken) } } : layer);
        }

        List<LayerSpec> inputs = Inputs(type, reader, written, own, declaration.IsTrunk, findings);
        var trunkParser = new TrunkParser(type, inputs, findings, cancellationToken);
        List<LayerSpec> layers = [.. inputs];
        int trunk = 0;
        foreach (AttributeData attribute in type.GetAttributes().Where(static a => KnownTypes.Is(a.AttributeClass, "TrunkAttribute")))
            layers.AddRange(trunkParser.Expand(attribute, trunk++));
        layers.AddRange(own.Where(static l => l.Reads != Arity.Nothing));

        bool unbound = !reader.IsBound || parser.MetUnbound || trunkParser.MetUnbound;
        if (layers[0] is { Reads: Arity.Nothing, IsOwn: false } && own.Find(static l => l.Name == "Data") is not null)
            findings.Add(new Finding(DiagnosticIds.UnsupportedProperty, "Data", Finding.Property, EquatableArray.Of("Data", "has a name that the generated part needs for the input")));
        string[] added = [.. layers.Where(static l => !l.IsOwn).Select(static l => l.Member).Distinct()];
        if (findings.Count == 0 && ReservedNames.TakenMember(type, added) is { } taken)
            findings.Add(new Finding(DiagnosticIds.UnsupportedClass, null, null, EquatableArray.Of(type.Name, "has a member " + taken + ", which is the generated part's")));
        declaration = declaration with
        {
            Inputs = inputs.Select(static i => i.Name).ToEquatableArray(),
            Layers = declaration.Layers.Concat(layers.Select(static l => l.Member)).Distinct().ToEquatableArray(),
            Added = added.Where(name => !type.GetMembers(name).Any(ReservedNames.IsWritten)).ToEquatableArray(),
        };
        FullyConvNetAttribute net = written as FullyConvNetAttribute ?? new FullyConvNetAttribute();
        NetworkSpec? spec = unbound || findings.Count > 0 ? null : new NetworkSpec(
            declaration.Namespace, declaration.TypeName, declaration.ContainingTypes, declaration.IsTrunk,
            layers.ToEquatableArray(), net.MinSize, new PreprocessingSpec(net.Order, (net.Mean ?? []).ToEquatableArray(), net.InputScale),
            Budget(type), net.InferenceOnly, trunkParser.Uses.ToEquatableArray(), documented && OwnDocumentation.Exists(type, cancellationToken));
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
                if (KnownTypes.IsLayerAttribute(attribute.AttributeClass) || KnownTypes.Is(attribute.AttributeClass, "OutputAttribute"))
                    return (property, attribute);
        return null;
    }

    /// <summary>The marker as its class makes it; where the compiler could not bind it, one that says nothing.</summary>
    private static NetworkDeclarationAttribute Declared(AttributeData marker, bool isBound)
    {
        System.Type type = KnownTypes.Is(marker.AttributeClass, nameof(FullyConvTrunkAttribute)) ? typeof(FullyConvTrunkAttribute) : typeof(FullyConvNetAttribute);
        return (NetworkDeclarationAttribute)(isBound ? AttributeInstance.Create(marker, type) : System.Activator.CreateInstance(type)!);
    }

    private static List<LayerSpec> Inputs(INamedTypeSymbol type, AttributeReader marker, NetworkDeclarationAttribute written, List<LayerSpec> own, bool isTrunk,
        List<Finding> findings)
    {
        List<LayerSpec> inputs = [.. own.Where(static l => l.Reads == Arity.Nothing)];
        int channels = written.Channels;
        string? reason =
            isTrunk && inputs.Count > 0 ? "a trunk has one input, which Channels declares"
            : channels > 0 && inputs.Count > 0
                ? "it declares Channels = " + channels.ToString(CultureInfo.InvariantCulture) + " and also input " + inputs[0].Name
            : marker.Has("Channels") && channels < 1 ? "Channels is " + channels.ToString(CultureInfo.InvariantCulture)
            : channels < 1 && inputs.Count == 0 ? "it declares neither Channels nor a property with [Input]"
            : null;
        if (reason is not null)
        {
            string? argument = marker.Has("Channels") ? "Channels" : null;
            findings.Add(new Finding(DiagnosticIds.UnclearInput, null, argument, EquatableArray.Of(type.Name, reason)));
        }

        if (inputs.Count == 0) inputs.Add(new InputSpec(new LayerHead(TrunkParser.ImplicitInput, TrunkParser.ImplicitInput, IsOwn: false), channels));
        return inputs;
    }

    private static BudgetSpec? Budget(INamedTypeSymbol type)
    {
        if (KnownTypes.Attribute(type, "MemoryBudgetAttribute") is not { } attribute) return null;
        if (!new AttributeReader(attribute).IsBound) return null;
        MemoryBudgetAttribute budget = AttributeInstance.Create<MemoryBudgetAttribute>(attribute);
        return new BudgetSpec(budget.Mebibytes, budget.Height, budget.Width, budget.Batch, budget.Training);
    }
}
