using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Parsing;

/// <summary>
/// Puts the layers of blocks in the place of the properties that use them: repeated, nested, named, with the parameters' values. Layers of
/// a block name what they read, so that the layer above them does not matter.
/// </summary>
/// <param name="library">The blocks.</param>
/// <param name="findings">Receives what is wrong with a use.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class BlockExpander(BlockLibrary library, List<Finding> findings, CancellationToken cancellationToken)
{
    /// <summary>More layers than any network has, and few enough to be checked while one types.</summary>
    public const int MostLayers = 10_000;

    private const int MostSteps = 10 * MostLayers, Deepest = 200;

    private int _steps;

    /// <summary>True once a block was met whose own declaration is wrong, which is reported there.</summary>
    public bool MetBroken { get; private set; }

    /// <summary>Adds the layers of a use in a network or a trunk.</summary>
    /// <param name="use">The use.</param>
    /// <param name="feed">The name of what feeds it.</param>
    /// <param name="maker">Makes layers of the class that uses the block.</param>
    /// <param name="layers">Receives the layers.</param>
    /// <returns>The name of the layer that is the output, which is the property's; null where there is none, for a reason that was reported.</returns>
    public string? Expand(DeclaredUse use, string feed, LayerMaker maker, List<LayerSpec> layers)
    {
        var site = new UseSite(use, null, "", LayerMaker.NoValues, maker, 0);
        string? output = Expand(use, use.Name, "", feed, site, layers);
        if (output != feed) return output;
        findings.Add(site.About(use.Name, DiagnosticIds.UnusableBlock, "block", use.Block.Name, "none of its layers exists in this use, by their conditions, so that nothing would be " + use.Name));
        return null;
    }

    /// <returns>The name of the output; <paramref name="feed"/> where no layer exists; null where something is wrong.</returns>
    private string? Expand(DeclaredUse use, string name, string filePrefix, string feed, UseSite site, List<LayerSpec> layers)
    {
        BlockDefinition block = library.Definition(use.Block);
        var arguments = new UseArguments(use, site, findings.Add);
        if (!IsUsable(block, use, site) || arguments.Repetitions() is not { } repetitions) return null;
        LayerMaker maker = site.Maker.Within(block.Marker);
        int start = layers.Count;
        string current = feed;
        for (int i = 0; i < repetitions; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (arguments.Parameters(block.Parameters, i) is not { } values || arguments.FilePrefix(i) is not { } file) return null;
            var inside = new UseSite(site.Top, block, site.UsesInto(use, i), values, maker, site.Depth + 1);
            string prefix = name + "_" + (use.IsRepeated ? Words.Int(i) + "_" : "");
            if (Once(block, prefix, filePrefix + file, current, inside, layers) is not { } output) return null;
            current = output;
        }

        if (current == feed) return feed;
        Rename(layers, start, current, name);
        return name;
    }

    /// <summary>One repetition; the name of its output, or null where something is wrong.</summary>
    private string? Once(BlockDefinition block, string prefix, string filePrefix, string feed, UseSite site, List<LayerSpec> layers)
    {
        var names = new Dictionary<string, string> { [Block.Input] = feed };
        string above = feed;
        foreach (Declared item in block.Items)
        {
            if (IsTooMuch(layers, site) || Exists(item, site) is not { } exists) return null;
            string[] bottoms = [.. item.Bottoms.Select(bottom => names.TryGetValue(bottom, out string? known) ? known : "")];
            if (bottoms.Contains("")) return Broken();
            string first = bottoms.Length > 0 ? bottoms[0] : above;
            string? read = !exists ? first
                : item is DeclaredUse use ? Expand(use, prefix + item.Name, filePrefix, first, site, layers)
                : Add((DeclaredLayer)item, prefix, filePrefix, item.Bottoms.Count > 0 ? bottoms : [above], names, site, layers);
            if (read is null) return null;
            if (item.IsLoss) continue;
            names[item.Name] = above = read;
        }

        return names[block.Output!.Name];
    }

    private string? Add(DeclaredLayer item, string prefix, string filePrefix, string[] bottoms, Dictionary<string, string> names, UseSite site, List<LayerSpec> layers)
    {
        var head = new LayerHead(prefix + item.Name, filePrefix + item.FileName, IsOwn: false) { Bottoms = bottoms.ToEquatableArray(), Place = site.Place(item.Name) };
        LayerSpec? layer = site.Maker.Make(item, head, site.Values, finding => findings.Add(site.About(item.Name, finding.Id, null, [.. finding.Arguments])));
        if (layer is null) return null;
        if (layer.SizeFrom is { IsInput: false, Name: { Length: > 0 } target } && !names.ContainsKey(target)) return Broken();
        layers.Add(layer.Renamed(layer.Head, named => names.TryGetValue(named, out string? known) ? known : named, null));
        return head.Name;
    }

    /// <summary>Gives the output the name of the property that stands for the block.</summary>
    private static void Rename(List<LayerSpec> layers, int start, string from, string to)
    {
        for (int i = start; i < layers.Count; i++)
        {
            LayerSpec layer = layers[i];
            if (layer.Name != from && !layer.Bottoms.Contains(from) && layer.SizeFrom?.Name != from) continue;
            LayerHead head = layer.Head with { Name = New(layer.Name), Bottoms = layer.Bottoms.Select(New).ToEquatableArray() };
            layers[i] = layer.Renamed(head, New, null);
        }

        string New(string name) => name == from ? to : name;
    }

    /// <summary>True if the layer exists here; null where that has no value.</summary>
    private bool? Exists(Declared item, UseSite site)
    {
        if (item.Condition is null) return true;
        if (ExpressionValue.Of(item.Condition, site.Values, out TextError? error) is { } value) return value != 0;
        findings.Add(site.About(item.Name, DiagnosticIds.NoValue, null, "When", CaffeNames.FromProperty(item.Name), error!.In(item.ConditionText)));
        return null;
    }

    private bool IsUsable(BlockDefinition block, DeclaredUse use, UseSite site)
    {
        if (site.Depth >= Deepest)
        {
            findings.Add(site.About(use.Name, DiagnosticIds.UnusableBlock, "block", use.Block.Name, "blocks nest deeper than " + Words.Int(Deepest) + " levels"));
            return false;
        }

        if (!block.IsBroken) return true;
        if (block.IsSource || block.MetUnbound) Broken();
        else findings.Add(site.About(use.Name, DiagnosticIds.UnusableBlock, "block", use.Block.Name, "its declaration has errors, which a build of its own project reports"));
        return false;
    }

    private bool IsTooMuch(List<LayerSpec> layers, UseSite site)
    {
        if (++_steps <= MostSteps && layers.Count < MostLayers) return false;
        findings.Add(new Finding(
            DiagnosticIds.TooManyLayers, site.Top.Name, null, EquatableArray.Of(CaffeNames.FromProperty(site.Top.Name), site.Top.Block.Name, Words.Int(MostLayers))));
        return true;
    }

    private string? Broken()
    {
        MetBroken = true;
        return null;
    }
}
