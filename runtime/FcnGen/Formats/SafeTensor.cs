using System.Collections.Generic;

namespace FcnGen.Formats;

/// <summary>A tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Extents, the last fastest; none for a single value.</param>
/// <param name="ElementType">The type as the file spells it, such as <c>F32</c>.</param>
/// <param name="Offset">Bytes from the start of the data to the tensor.</param>
/// <param name="Length">Bytes of the tensor.</param>
internal sealed record SafeTensor(string Name, IReadOnlyList<long> Shape, string ElementType, long Offset, long Length) : WeightTensor(Name, Shape, ElementType)
{
    /// <summary>The type, if its values are read as weights.</summary>
    public FloatType? Type => ElementType switch
    {
        "F32" => FloatType.Float32,
        "F64" => FloatType.Float64,
        "F16" => FloatType.Float16,
        "BF16" => FloatType.BFloat16,
        _ => null,
    };

    /// <summary>The spelling of a type.</summary>
    public static string Spell(FloatType type) => type switch
    {
        FloatType.Float32 => "F32",
        FloatType.Float64 => "F64",
        FloatType.Float16 => "F16",
        _ => "BF16",
    };

    /// <summary>Bytes per value of a type; 0 for one that the format does not have.</summary>
    public static int SizeOf(string type) => type switch
    {
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" => 1,
        "U16" or "I16" or "F16" or "BF16" => 2,
        "U32" or "I32" or "F32" => 4,
        "U64" or "I64" or "F64" or "C64" => 8,
        _ => 0,
    };
}
