using System.Collections.Generic;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Parsing;

/// <summary>Where the expansion of a use has got to: in the class that uses the block, or in a repetition of a block within it.</summary>
/// <param name="Top">The use in the network or the trunk, at which all is reported.</param>
/// <param name="Block">The block; null for the class itself.</param>
/// <param name="Uses">The uses that led here with their repetitions, in words.</param>
/// <param name="Values">The parameters of the block.</param>
/// <param name="Maker">Makes its layers.</param>
/// <param name="Depth">How many blocks are around.</param>
internal sealed record UseSite(
    DeclaredUse Top, BlockDefinition? Block, string Uses, IReadOnlyDictionary<string, Rational> Values, LayerMaker Maker, int Depth)
{
    /// <summary>Where a layer of the block comes from.</summary>
    public BlockPlace Place(string layer) => new(Top.Name, CaffeNames.FromProperty(Top.Name), Block!.Type.Name + "." + layer, Uses, Block.IsSource);

    /// <summary>The uses that lead into a repetition of a use here.</summary>
    public string UsesInto(DeclaredUse use, int repetition) =>
        (Block is null ? use.Name : Uses + "; " + Block.Type.Name + "." + use.Name) + (use.IsRepeated ? ", repetition " + Words.Int(repetition) : "");

    /// <summary>A finding about a property here: at its own argument in the class itself, else at the use, with its place.</summary>
    public Finding About(string property, string id, string? argument, params string[] arguments) => Block is null
        ? new Finding(id, property, argument, arguments.ToEquatableArray())
        : new Finding(id, Top.Name, null, arguments.ToEquatableArray(), Place: Place(property).ToString());
}
