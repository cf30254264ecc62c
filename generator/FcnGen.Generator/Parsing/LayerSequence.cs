using System.Collections.Generic;
using System.Threading;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Parsing;

/// <summary>The layers of a network or a trunk in the order that data flows, blocks expanded.</summary>
/// <param name="maker">Makes layers of the class.</param>
/// <param name="isOwn">False for a trunk that is being put into a network.</param>
/// <param name="expander">Expands blocks.</param>
/// <param name="findings">Receives what is wrong.</param>
/// <param name="cancellationToken">Stops the reading of documentation.</param>
internal sealed class LayerSequence(LayerMaker maker, bool isOwn, BlockExpander expander, List<Finding> findings, CancellationToken cancellationToken)
{
    /// <summary>The layers.</summary>
    public List<LayerSpec> Layers { get; } = [];

    /// <summary>The layer that the next one reads if it names none.</summary>
    public string Above { get; private set; } = TrunkParser.ImplicitInput;

    /// <summary>Adds layers that are there already, with the last of them that can be read.</summary>
    public void Add(IEnumerable<LayerSpec> layers, string above)
    {
        Layers.AddRange(layers);
        Above = above;
    }

    /// <summary>Adds what a property declares.</summary>
    /// <param name="item">The property.</param>
    /// <param name="documented">True to read what the author has written about it.</param>
    public void Add(Declared item, bool documented = false)
    {
        string documentation = documented ? OwnDocumentation.Of(item.Property, cancellationToken) : "";
        if (item is DeclaredUse use) Add(use, documentation);
        else if (Make((DeclaredLayer)item, documentation) is { } layer)
        {
            // A block's output need not be its last layer.
            if (layer.Reads == Arity.One && layer.Bottoms.Count == 0 && LastReadable() is { } last && last != Above)
                layer = layer with { Head = layer.Head with { Bottoms = EquatableArray.Of(Above) } };
            Layers.Add(layer);
            if (layer.Labels is null) Above = layer.Name;
        }
    }

    /// <summary>An input, which stands before all layers, or any other layer by itself.</summary>
    public LayerSpec? Make(DeclaredLayer item, string documentation) => maker.Make(
        item,
        new LayerHead(item.Name, item.FileName, isOwn)
        {
            Bottoms = item.Bottoms.ToEquatableArray(), IsOutput = item.IsOutput, AllowsShift = item.AllowsShift, Threshold = isOwn ? item.Threshold : null, Documentation = documentation,
        },
        LayerMaker.NoValues, findings.Add);

    private void Add(DeclaredUse use, string documentation)
    {
        if (use.Written.From == use.Name)
        {
            findings.Add(new Finding(DiagnosticIds.SelfReference, use.Name, "From", EquatableArray.Of(CaffeNames.FromProperty(use.Name))));
            return;
        }

        int start = Layers.Count;
        if (expander.Expand(use, use.Written.From ?? Above, maker, Layers) is not { } output) return;
        int index = Layers.FindIndex(start, layer => layer.Name == output);
        LayerSpec layer = Layers[index];
        Layers[index] = layer with
        {
            Head = layer.Head with
            {
                IsUse = isOwn, IsOutput = use.IsOutput, AllowsShift = use.AllowsShift, Threshold = isOwn ? use.Threshold : null, Documentation = documentation,
            },
        };
        Above = output;
    }

    private string? LastReadable() => Layers.FindLast(static layer => layer.Labels is null)?.Name;
}
