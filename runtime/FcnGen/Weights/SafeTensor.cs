using System.Collections.Generic;

namespace FcnGen;

/// <summary>A tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">The type as the file spells it, such as <c>F32</c>.</param>
/// <param name="Shape">Extents, the last fastest; none for a single value.</param>
/// <param name="Offset">Bytes from the start of the data to the tensor.</param>
/// <param name="Length">Bytes of the tensor.</param>
public sealed record SafeTensor(string Name, string DataType, IReadOnlyList<long> Shape, long Offset, long Length)
{
    /// <summary>Number of values.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (long extent in Shape) count = checked(count * extent);
            return count;
        }
    }

    /// <summary>True for the types that are read as numbers here: F16, BF16, F32, F64.</summary>
    public bool IsReadable => DataType is "F16" or "BF16" or "F32" or "F64";

    /// <summary>The shape as text, such as <c>64x3x3x3</c>.</summary>
    public string ShapeText => Shape.Count == 0 ? "a single value" : string.Join('x', Shape);

    /// <summary>Bytes per value of a type; 0 for one that the format does not have.</summary>
    internal static int SizeOf(string dataType) => dataType switch
    {
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" => 1,
        "U16" or "I16" or "F16" or "BF16" => 2,
        "U32" or "I32" or "F32" => 4,
        "U64" or "I64" or "F64" or "C64" => 8,
        _ => 0,
    };
}
