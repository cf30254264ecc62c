namespace FcnGen.Formats;

/// <summary>A tensor of a safetensors file, and where it lies.</summary>
/// <param name="Info">Its name, shape and type.</param>
/// <param name="Offset">Bytes from the start of the data to the tensor.</param>
/// <param name="Length">Bytes of the tensor.</param>
internal sealed record SafeTensor(WeightTensor Info, long Offset, long Length)
{
    /// <summary>The type, if its values are read as weights.</summary>
    public FloatType? Type => Parse(Info.ElementType);

    /// <summary>The type of that spelling, if its values are read as weights.</summary>
    public static FloatType? Parse(string type) => type switch
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
