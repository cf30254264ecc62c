using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Emission;
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
        var parser = new LayerParser(reader.Double("BiasLrMult", 2), reader.Double("BiasDecayMult", 0), isOwn: true, findings);
        List<LayerSpec> own = [];
        foreach (IPropertySymbol property in form.LayerProperties)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!property.IsIndexer && parser.Parse(property) is { } layer)
                own.Add(documented ? layer with { Documentation = OwnDocumentation.Of(property, cancellationToken) } : layer);
        }

        List<InputSpec> inputs = Inputs(type, reader, own, declaration.IsTrunk, findings);
        var trunkParser = new TrunkParser(type, inputs, findings, cancellationToken);
        List<LayerSpec> layers = [.. inputs];
        int trunk = 0;
        foreach (AttributeData attribute in type.GetAttributes().Where(static a => KnownTypes.Is(a.AttributeClass, "TrunkAttribute")))
            layers.AddRange(trunkParser.Expand(attribute, trunk++));
        layers.AddRange(own.Where(static l => l is not InputSpec));

        bool unbound = !reader.IsBound || parser.MetUnbound || trunkParser.MetUnbound;
        if (layers[0] is InputSpec { IsOwn: false } && own.Find(static l => l.Name == "Data") is not null)
            findings.Add(new Finding(DiagnosticIds.UnsupportedProperty, "Data", Finding.Property, EquatableArray.Of("Data", "has a name that the generated part needs for the input")));
        string[] added = [.. layers.Where(static l => !l.IsOwn).Select(Names.Member).Distinct()];
        if (findings.Count == 0 && ReservedNames.TakenMember(type, added) is { } taken)
            findings.Add(new Finding(DiagnosticIds.UnsupportedClass, null, null, EquatableArray.Of(type.Name, "has a member " + taken + ", which is the generated part's")));
        declaration = declaration with
        {
            Inputs = inputs.Select(static i => i.Name).ToEquatableArray(),
            Layers = declaration.Layers.Concat(layers.Select(Names.Member)).Distinct().ToEquatableArray(),
            Added = added.Where(name => !type.GetMembers(name).Any(ReservedNames.IsWritten)).ToEquatableArray(),
        };
        NetworkSpec? spec = unbound || findings.Count > 0 ? null : new NetworkSpec(
            declaration.Namespace, declaration.TypeName, declaration.ContainingTypes, declaration.IsTrunk,
            layers.ToEquatableArray(),
            reader.Int("MinSize", 0), new PreprocessingSpec((ChannelOrder)reader.Int("Order", 0), reader.Doubles("Mean"),
                reader.Double("InputScale", 1)),
            Budget(type), reader.Bool("InferenceOnly", false), trunkParser.Uses.ToEquatableArray(), documented && OwnDocumentation.Exists(type, cancellationToken));
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

    private static List<InputSpec> Inputs(INamedTypeSymbol type, AttributeReader marker, List<LayerSpec> own, bool isTrunk,
        List<Finding> findings)
    {
        List<InputSpec> inputs = [.. own.OfType<InputSpec>()];
        int channels = marker.Int("Channels", 0);
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

        if (inputs.Count == 0) inputs.Add(new InputSpec(TrunkParser.ImplicitInput, TrunkParser.ImplicitInput, channels, IsOwn: false));
        return inputs;
    }

    private static BudgetSpec? Budget(INamedTypeSymbol type)
    {
        if (KnownTypes.Attribute(type, "MemoryBudgetAttribute") is not { } attribute) return null;
        var reader = new AttributeReader(attribute);
        return new BudgetSpec(reader.Int(0), reader.Int("Height", 500), reader.Int("Width", 500), reader.Int("Batch", 1),
            reader.Bool("Training", false));
    }
}
