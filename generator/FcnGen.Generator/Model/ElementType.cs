using System;

namespace FcnGen.Generator.Model;

/// <summary>The type of the values in a buffer, a view or a parameter. A new one is told its size here, and its text where emission spells it.</summary>
internal enum ElementType
{
    /// <summary>Activations, gradients, weights.</summary>
    Float32,

    /// <summary>Labels, the winners of a max-pool.</summary>
    UInt8,

    /// <summary>Keys of random streams.</summary>
    UInt32,

    /// <summary>The value of a loss.</summary>
    Float64,
}

/// <summary>What follows from the type of a value.</summary>
internal static class ElementTypes
{
    /// <summary>Bytes of one value.</summary>
    public static int Bytes(this ElementType type) => type switch
    {
        ElementType.UInt8 => sizeof(byte),
        ElementType.Float32 => sizeof(float),
        ElementType.UInt32 => sizeof(uint),
        ElementType.Float64 => sizeof(double),
        _ => throw new InvalidOperationException("There is no size for a value of the type " + type + "."),
    };
}
