using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>
/// Puts the layers of a trunk into a network: renamed by the suffix, first pad replaced, fed by an input or by a layer of a trunk before it.
/// </summary>
internal sealed class TrunkParser(
    INamedTypeSymbol network, IReadOnlyList<LayerSpec> inputs, BlockLibrary library, List<Finding> findings, CancellationToken cancellationToken)
{
    /// <summary>The implicit input of a class that declares <c>Channels</c>.</summary>
    public const string ImplicitInput = "data";

    private const string NotMarked = "it is not marked [FullyConvTrunk]";

    private readonly List<(string Trunk, IReadOnlyList<LayerSpec> Layers)> _before = [];

    /// <summary>True once something was met that is reported elsewhere: an attribute that the compiler could not bind, a trunk or a block with an error of its own.</summary>
    public bool MetUnbound { get; private set; }

    /// <summary>The trunks expanded so far.</summary>
    public List<TrunkUse> Uses { get; } = [];

    /// <summary>The layer of the last one that the next layer reads.</summary>
    public string Output { get; private set; } = ImplicitInput;

    /// <summary>The layers of the trunk that <paramref name="attribute"/> names; null where a finding says why not.</summary>
    /// <param name="attribute">A <c>[Trunk]</c> of the network.</param>
    /// <param name="index">Its index among them.</param>
    public IReadOnlyList<LayerSpec>? Expand(AttributeData attribute, int index)
    {
        var reader = new AttributeReader(attribute);
        (ITypeSymbol? type, string name) = reader.TypeName(0);
        if (!reader.IsBound || type is { TypeKind: TypeKind.Error })
        {
            MetUnbound = true;
            return null;
        }

        if (type is not INamedTypeSymbol trunk || Unusable(trunk) is not null)
        {
            string reason = type is INamedTypeSymbol unusable ? Unusable(unusable)! : NotMarked;
            findings.Add(new Finding(DiagnosticIds.UnusableTrunk, null, "trunk", EquatableArray.Of(name, reason), index));
            return null;
        }

        if (Feed(reader, trunk, index) is not { } feed) return null;
        AttributeData mark = KnownTypes.Marker(trunk)!;
        bool marked = new AttributeReader(mark).IsBound;
        FullyConvTrunkAttribute marker = marked ? AttributeInstance.Create<FullyConvTrunkAttribute>(mark) : new FullyConvTrunkAttribute();
        LayerSequence sequence = Read(trunk, marker);
        MetUnbound |= !marked;
        List<LayerSpec> layers = sequence.Layers;
        if (layers.Count == 0) return null;
        string output = sequence.Above;
        if (reader.String("Through") is { } through)
        {
            output = through;
            if (!CutAfter(layers, through))
            {
                string? meant = NearestName.Find(through, layers.Select(static l => l.Name));
                findings.Add(new Finding(
                    DiagnosticIds.UnknownLayer, null, "Through",
                    EquatableArray.Of("Through", through, "the layers of " + trunk.Name, NearestName.Suggestion(meant)),
                    index, meant is null ? null : Fix.Replace("\"" + meant + "\"")));
                return null;
            }
        }

        int firstPad = reader.Int("FirstPad", -1);
        if (firstPad < -1 || firstPad >= 0 && !layers.Any(static l => l.IsConvolution))
        {
            findings.Add(new Finding(
                DiagnosticIds.ArgumentOutOfRange, null, "FirstPad",
                EquatableArray.Of("FirstPad", trunk.Name, firstPad.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    firstPad < 0 ? "at least 0, or -1 to leave the trunk's own" : "left out, since the trunk has no convolution to pad"),
                index));
            return null;
        }

        string suffix = reader.String("Suffix") ?? "";
        var renaming = new TrunkRenaming(layers, suffix, feed);
        IReadOnlyList<LayerSpec> adapted = renaming.Adapt(index, firstPad, reader.Bool("Frozen", false));
        if (SharesNames(trunk, adapted, feed, index)) return null;
        Uses.Add(new TrunkUse(trunk.Name, marker.Channels, feed.Name));
        _before.Add((trunk.Name, adapted));
        Output = output + suffix;
        return adapted;
    }

    /// <summary>The layers as the trunk itself has them; what is wrong with them is reported there.</summary>
    private LayerSequence Read(INamedTypeSymbol trunk, FullyConvTrunkAttribute marker)
    {
        List<Finding> own = [];
        var parser = new LayerParser(ClassScope.Of(trunk.Name), library, own);
        var expander = new BlockExpander(library, own, cancellationToken);
        var sequence = new LayerSequence(new LayerMaker(marker.BiasLrMult, marker.BiasDecayMult), isOwn: false, expander, own, cancellationToken);
        foreach (IPropertySymbol property in trunk.GetMembers().OfType<IPropertySymbol>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!property.IsIndexer && parser.Parse(property) is { } item) sequence.Add(item);
        }

        MetUnbound |= parser.MetUnbound || expander.MetBroken || own.Count > 0;
        return sequence;
    }

    /// <summary>Reports a trunk that brings names which an earlier one has brought; what it would be used for is in doubt then.</summary>
    private bool SharesNames(INamedTypeSymbol trunk, IReadOnlyList<LayerSpec> layers, LayerSpec feed, int index)
    {
        foreach ((string name, IReadOnlyList<LayerSpec> earlier) in _before)
        {
            HashSet<string> names = [.. earlier.Select(static l => l.Name)], files = [.. earlier.Select(static l => l.CaffeName)];
            LayerSpec[] shared = [.. layers.Where(l => names.Contains(l.Name) || files.Contains(l.CaffeName))];
            if (shared.Length == 0) continue;
            string others = shared.Length == 1 ? "" : shared.Length == 2 ? " and another one" : " and " + (shared.Length - 1) + " others";
            findings.Add(new Finding(
                DiagnosticIds.TrunksShareNames, null, "Suffix",
                EquatableArray.Of(name, trunk.Name, shared[0].Name, others, inputs.Count > 1 && feed.Reads == Arity.Nothing ? feed.Name : "B"),
                index));
            return true;
        }

        return false;
    }

    private static string? Unusable(INamedTypeSymbol trunk) =>
        KnownTypes.Attribute(trunk, "FullyConvTrunkAttribute") is null ? NotMarked
        : KnownTypes.Attribute(trunk, "TrunkAttribute") is not null ? "it uses a trunk itself, and trunks do not nest"
        : null;

    /// <summary>What feeds the trunk: an input, or a layer of a trunk before it.</summary>
    private LayerSpec? Feed(AttributeReader reader, INamedTypeSymbol trunk, int index)
    {
        string? from = reader.String("From");
        if (from is null && inputs.Count == 1) return inputs[0];
        if (from is null)
        {
            findings.Add(new Finding(
                DiagnosticIds.UnclearInput, null, "trunk",
                EquatableArray.Of(network.Name, "it has " + inputs.Count + " inputs, and trunk " + trunk.Name
                    + " must say which one feeds it by From"),
                index));
            return null;
        }

        LayerSpec[] above = [.. inputs, .. _before.SelectMany(static trunk => trunk.Layers)];
        if (System.Array.Find(above, layer => layer.Name == from) is { Labels: null } found) return found;
        string? meant = NearestName.Find(from, above.Select(static l => l.Name));
        findings.Add(new Finding(
            DiagnosticIds.UnknownLayer, null, "From",
            EquatableArray.Of("From", from, "the inputs of " + network.Name + (_before.Count == 0 ? "" : " and the layers of the trunks before it"), NearestName.Suggestion(meant)),
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
}
