using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>A block as it is declared: what every use of it starts from.</summary>
internal sealed class BlockDefinition
{
    private BlockDefinition(INamedTypeSymbol type, BlockParameters parameters, FullyConvBlockAttribute marker, bool isSource)
    {
        Type = type;
        Parameters = parameters;
        Marker = marker;
        IsSource = isSource;
    }

    public INamedTypeSymbol Type { get; }

    public BlockParameters Parameters { get; }

    public FullyConvBlockAttribute Marker { get; }

    /// <summary>Its layers and the blocks within, in order.</summary>
    public IReadOnlyList<Declared> Items { get; private set; } = [];

    /// <summary>What it gives: the one marked <c>[Output]</c>, else the last one.</summary>
    public Declared? Output { get; private set; }

    /// <summary>True if something is wrong with the declaration itself, so that no use can be right; that is reported where the block stands.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>True once the compiler could not bind an attribute, which it reports itself.</summary>
    public bool MetUnbound { get; private set; }

    /// <summary>True if it is declared in the same project as what uses it.</summary>
    public bool IsSource { get; }

    /// <summary>Reads a marked class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="library">The blocks that it may use itself.</param>
    /// <param name="findings">Receives what is wrong with it, whatever its parameters are.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static BlockDefinition Read(INamedTypeSymbol type, BlockLibrary library, List<Finding> findings, CancellationToken cancellationToken)
    {
        int before = findings.Count;
        AttributeData mark = KnownTypes.Marker(type)!;
        bool bound = new AttributeReader(mark).IsBound;
        BlockParameters parameters = BlockLibrary.ReadParameters(type, findings);
        var block = new BlockDefinition(type, parameters, bound ? AttributeInstance.Create<FullyConvBlockAttribute>(mark) : new FullyConvBlockAttribute(), library.IsSource(type));
        var parser = new LayerParser(new ClassScope(type.Name, parameters.Names, true), library, findings);
        List<Declared> items = [];
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!property.IsIndexer && parser.Parse(property) is { } item && !block.IsRefused(item, library, findings)) items.Add(item);
        }

        block.Items = items;
        block.Output = items.Find(static item => item.IsOutput) ?? items.FindLast(static item => !item.IsLoss);
        block.MetUnbound = !bound || parser.MetUnbound;
        if (KnownTypes.Attribute(type, "TrunkAttribute") is not null)
            findings.Add(new Finding(DiagnosticIds.UnusableTrunk, null, "trunk", EquatableArray.Of("of " + type.Name, "a block starts from what feeds it, and trunks stand before a network's own layers"), 0));
        if (findings.Count == before && !block.MetUnbound) block.CheckWhole(findings);
        block.IsBroken = block.MetUnbound || findings.Count > before || block.HasDoubledNames();
        return block;
    }

    /// <summary>Reports what cannot stand in a block: an input, and a block that contains this one.</summary>
    private bool IsRefused(Declared item, BlockLibrary library, List<Finding> findings)
    {
        if (item is DeclaredLayer { IsInput: true })
        {
            string why = "a block reads Block.Input, which the use says, and " + item.Name + " is another input";
            findings.Add(new Finding(DiagnosticIds.UnclearInput, item.Name, null, EquatableArray.Of(Type.Name, why)));
            return true;
        }

        if (item is not DeclaredUse use || library.PathTo(Type, use.Block) is not { } path) return false;
        string chain = string.Join(" → ", path.Select(static b => b.Name).Prepend(Type.Name));
        findings.Add(new Finding(DiagnosticIds.UnusableBlock, item.Name, "block", EquatableArray.Of(use.Block.Name, "it would contain itself: " + chain)));
        return true;
    }

    private void CheckWhole(List<Finding> findings)
    {
        if (Output is null)
            findings.Add(new Finding(DiagnosticIds.UnusableBlock, null, null, EquatableArray.Of(Type.Name, "it declares no layer that could be its output")));
        else if (Items.Where(static item => item.IsOutput).Skip(1).FirstOrDefault() is { } second)
            findings.Add(new Finding(DiagnosticIds.UnusableBlock, second.Name, "Output", EquatableArray.Of(Type.Name, "both " + Output.Name + " and " + second.Name + " are marked [Output], and a block gives one layer")));
        else if (Output.IsLoss)
            findings.Add(new Finding(DiagnosticIds.UnusableBlock, Output.Name, "Output", EquatableArray.Of(Type.Name, "its output " + Output.Name + " is a loss, which nobody can read")));
    }

    private bool HasDoubledNames() =>
        Items.Where(static item => item is DeclaredLayer { Condition: null }).GroupBy(static item => item.FileName).Any(static group => group.Count() > 1);
}
