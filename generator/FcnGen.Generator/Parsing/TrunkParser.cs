using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>Puts the layers of a trunk into a network: renamed by the suffix, fed by the chosen input, first pad replaced.</summary>
internal sealed class TrunkParser(INamedTypeSymbol network, IReadOnlyList<LayerSpec> inputs, List<Finding> findings,
    CancellationToken cancellationToken)
{
    /// <summary>The implicit input of a class that declares <c>Channels</c>.</summary>
    public const string ImplicitInput = "data";

    private readonly List<(string Trunk, List<LayerSpec> Layers)> _before = [];

    /// <summary>True once an attribute of a trunk was met that the compiler could not bind.</summary>
    public bool MetUnbound { get; private set; }

    /// <summary>The trunks expanded so far.</summary>
    public List<TrunkUse> Uses { get; } = [];

    /// <summary>The layers of the trunk that <paramref name="attribute"/> names; none where a finding says why.</summary>
    /// <param name="attribute">A <c>[Trunk]</c> of the network.</param>
    /// <param name="index">Its index among them.</param>
    public IReadOnlyList<LayerSpec> Expand(AttributeData attribute, int index)
    {
        var reader = new AttributeReader(attribute);
        if (!reader.IsBound || reader.Type(0) is not { TypeKind: TypeKind.Class } trunk)
        {
            MetUnbound = true;
            return [];
        }

        if (Unusable(trunk) is { } reason)
        {
            findings.Add(new Finding(DiagnosticIds.UnusableTrunk, null, "trunk", EquatableArray.Of(trunk.Name, reason), index));
            return [];
        }

        if (FeedingInput(reader, trunk, index) is not { } input) return [];
        AttributeData mark = KnownTypes.Marker(trunk)!;
        bool marked = new AttributeReader(mark).IsBound;
        NetworkDeclarationAttribute marker = marked ? AttributeInstance.Create<FullyConvTrunkAttribute>(mark) : new FullyConvTrunkAttribute();
        var parser = new LayerParser(marker, isOwn: false, []);
        List<LayerSpec> layers = [];
        foreach (IPropertySymbol property in trunk.GetMembers().OfType<IPropertySymbol>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (parser.Parse(property) is { } layer) layers.Add(layer);
        }

        MetUnbound |= parser.MetUnbound || !marked;
        if (reader.String("Through") is { } through && !CutAfter(layers, through))
        {
            string? meant = NearestName.Find(through, layers.Select(static l => l.Name));
            findings.Add(new Finding(
                DiagnosticIds.UnknownLayer, null, "Through",
                EquatableArray.Of("Through", through, "the layers of " + trunk.Name, NearestName.Suggestion(meant)),
                index, meant is null ? null : Fix.Replace("\"" + meant + "\"")));
            return [];
        }

        int firstPad = reader.Int("FirstPad", -1);
        if (firstPad < -1 || firstPad >= 0 && !layers.Any(static l => l.IsConvolution))
        {
            findings.Add(new Finding(
                DiagnosticIds.ArgumentOutOfRange, null, "FirstPad",
                EquatableArray.Of("FirstPad", trunk.Name, firstPad.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    firstPad < 0 ? "at least 0, or -1 to leave the trunk's own" : "left out, since the trunk has no convolution to pad"),
                index));
            return [];
        }

        Adapt(layers, reader.String("Suffix") ?? "", input.Name, firstPad, reader.Bool("Frozen", false));
        for (int i = 0; i < layers.Count; i++) layers[i] = layers[i] with { Head = layers[i].Head with { Trunk = index } };
        if (SharesNames(trunk, layers, input, index)) return [];
        Uses.Add(new TrunkUse(trunk.Name, marker.Channels, input.Name));
        _before.Add((trunk.Name, layers));
        return layers;
    }

    /// <summary>Reports a trunk that brings names which an earlier one has brought; what it would be used for is in doubt then.</summary>
    private bool SharesNames(INamedTypeSymbol trunk, List<LayerSpec> layers, LayerSpec input, int index)
    {
        foreach ((string name, List<LayerSpec> earlier) in _before)
        {
            LayerSpec[] shared = [.. layers.Where(l => earlier.Any(e => e.Name == l.Name || e.CaffeName == l.CaffeName))];
            if (shared.Length == 0) continue;
            string others = shared.Length == 1 ? "" : shared.Length == 2 ? " and another one" : " and " + (shared.Length - 1) + " others";
            findings.Add(new Finding(
                DiagnosticIds.TrunksShareNames, null, "Suffix",
                EquatableArray.Of(name, trunk.Name, shared[0].Name, others, inputs.Count > 1 ? input.Name : "B"),
                index));
            return true;
        }

        return false;
    }

    private static string? Unusable(INamedTypeSymbol trunk) =>
        KnownTypes.Attribute(trunk, "FullyConvTrunkAttribute") is null ? "it is not marked [FullyConvTrunk]"
        : KnownTypes.Attribute(trunk, "TrunkAttribute") is not null ? "it uses a trunk itself, and trunks do not nest"
        : null;

    private LayerSpec? FeedingInput(AttributeReader reader, INamedTypeSymbol trunk, int index)
    {
        string? from = reader.String("From");
        LayerSpec? input = from is not null ? inputs.FirstOrDefault(i => i.Name == from) : inputs.Count == 1 ? inputs[0] : null;
        if (input is not null || inputs.Count == 0) return input;
        if (from is null)
        {
            findings.Add(new Finding(
                DiagnosticIds.UnclearInput, null, "trunk",
                EquatableArray.Of(network.Name, "it has " + inputs.Count + " inputs, and trunk " + trunk.Name
                    + " must say which one feeds it by From"),
                index));
            return null;
        }

        string? meant = NearestName.Find(from, inputs.Select(static i => i.Name));
        findings.Add(new Finding(
            DiagnosticIds.UnknownLayer, null, "From",
            EquatableArray.Of("From", from, "the inputs of " + network.Name, NearestName.Suggestion(meant)),
            index, meant is null ? null : Fix.Replace("\"" + meant + "\"")));
        return null;
    }

    private static bool CutAfter(List<LayerSpec> layers, string through)
    {
        int last = layers.FindIndex(l => l.Name == through);
        if (last < 0) return false;
        layers.RemoveRange(last + 1, layers.Count - last - 1);
        return true;
    }

    private static void Adapt(List<LayerSpec> layers, string suffix, string input, int firstPad, bool frozen)
    {
        var names = new HashSet<string>(layers.Select(static l => l.Name));
        string Rename(string bottom) => names.Contains(bottom) ? bottom + suffix : bottom == ImplicitInput ? input : bottom;

        bool padded = firstPad < 0;
        for (int i = 0; i < layers.Count; i++)
        {
            LayerSpec layer = layers[i];
            EquatableArray<string> bottoms = i == 0 && layer.Bottoms.Count == 0
                ? EquatableArray.Of(input)
                : layer.Bottoms.Select(Rename).ToEquatableArray();
            layer = layer.Renamed(
                layer.Head with { Name = layer.Name + suffix, CaffeName = layer.CaffeName + suffix.ToLowerInvariant(), Bottoms = bottoms }, Rename, input);
            if (layer.IsConvolution && !padded)
            {
                layer = layer.With(layer.Window! with { Pad = firstPad });
                padded = true;
            }

            layers[i] = frozen ? layer.Frozen() : layer;
        }
    }
}
