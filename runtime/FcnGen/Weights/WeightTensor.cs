using System;
using System.Collections.Generic;

namespace FcnGen;

/// <summary>A tensor of an <see cref="IWeightSource"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Extents, none negative, the last fastest; none for a single value.</param>
/// <param name="ElementType">The type of its values as the format spells it, such as <c>F32</c> (safetensors) or <c>&lt;f4</c> (.npy).</param>
public sealed record WeightTensor(string Name, IReadOnlyList<long> Shape, string ElementType)
{
    /// <summary>Why its values can't be read, in words that follow its name: "is of type I64; ...". Null if they can.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Number of values.</summary>
    /// <exception cref="OverflowException">There are more than 2^63 - 1; no format's reader lets such a shape through.</exception>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (long extent in Shape) count = checked(count * extent);
            return count;
        }
    }

    /// <summary>The shape as text, such as <c>64x3x3x3</c>.</summary>
    public string ShapeText => Shape.Count == 0 ? "a single value" : string.Join('x', Shape);

    /// <summary>Refuses to read what can't be read, or into room of another size.</summary>
    internal void CheckRead(string source, long room)
    {
        if (Obstacle is not null) throw new WeightFileException($"{Name} in {source} {Obstacle}. Convert it.");
        if (Count != room) throw new ArgumentException($"{Name} has {Count} values; there is room for {room}.", "values");
    }
}
