using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>The blocks that a class uses, each read once.</summary>
/// <param name="user">The class.</param>
/// <param name="cancellationToken">Stops the reading.</param>
internal sealed class BlockLibrary(INamedTypeSymbol user, CancellationToken cancellationToken)
{
    private readonly Dictionary<INamedTypeSymbol, BlockParameters> _parameters = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, BlockDefinition> _definitions = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, INamedTypeSymbol[]> _used = new(SymbolEqualityComparer.Default);

    /// <summary>The parameters of a block.</summary>
    public BlockParameters Parameters(INamedTypeSymbol block)
    {
        if (!_parameters.TryGetValue(block, out BlockParameters? parameters)) _parameters.Add(block, parameters = ReadParameters(block, []));
        return parameters;
    }

    /// <summary>The parameters of a block, with what is wrong with them.</summary>
    public static BlockParameters ReadParameters(INamedTypeSymbol block, List<Finding> findings)
    {
        AttributeData marker = KnownTypes.Marker(block)!;
        return new AttributeReader(marker).IsBound ? BlockParameters.Read(block, marker, findings) : BlockParameters.Unknown;
    }

    /// <summary>A block with its layers.</summary>
    public BlockDefinition Definition(INamedTypeSymbol block)
    {
        if (!_definitions.TryGetValue(block, out BlockDefinition? definition)) _definitions.Add(block, definition = BlockDefinition.Read(block, this, [], cancellationToken));
        return definition;
    }

    /// <summary>True if the block is declared in the same project, where its mistakes are reported.</summary>
    public bool IsSource(INamedTypeSymbol block) => SymbolEqualityComparer.Default.Equals(block.ContainingAssembly, user.ContainingAssembly);

    /// <summary>The blocks by which a block that is used contains <paramref name="block"/>, from the one to the other; null if it does not.</summary>
    public IReadOnlyList<INamedTypeSymbol>? PathTo(INamedTypeSymbol block, INamedTypeSymbol used)
    {
        var cameFrom = new Dictionary<INamedTypeSymbol, INamedTypeSymbol?>(SymbolEqualityComparer.Default) { [used] = null };
        var open = new Queue<INamedTypeSymbol>([used]);
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            INamedTypeSymbol next = open.Dequeue();
            if (SymbolEqualityComparer.Default.Equals(next, block))
            {
                List<INamedTypeSymbol> path = [];
                for (INamedTypeSymbol? step = next; step is not null; step = cameFrom[step]) path.Insert(0, step);
                return path;
            }

            foreach (INamedTypeSymbol inner in Used(next))
            {
                if (cameFrom.ContainsKey(inner)) continue;
                cameFrom.Add(inner, next);
                open.Enqueue(inner);
            }
        }

        return null;
    }

    /// <summary>The classes that the properties of a class name as blocks.</summary>
    private INamedTypeSymbol[] Used(INamedTypeSymbol type)
    {
        if (!_used.TryGetValue(type, out INamedTypeSymbol[]? used))
        {
            used = [.. type.GetMembers().OfType<IPropertySymbol>().SelectMany(static p => p.GetAttributes()).Where(KnownTypes.IsUse)
                .Select(static a => new AttributeReader(a).Type(0)).OfType<INamedTypeSymbol>()];
            _used.Add(type, used);
        }

        return used;
    }
}
