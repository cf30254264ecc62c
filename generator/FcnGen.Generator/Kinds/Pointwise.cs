using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>The launches that copy, scale and add.</summary>
internal static class Pointwise
{
    /// <summary>y = factor · x.</summary>
    public static Launch Copy(double factor, View x, View y) => Add(factor, x, y, false);

    /// <summary>y (+)= factor · x.</summary>
    public static Launch Add(double factor, View x, View y, bool adds) => new(
        "AddScaled", Operand.Number("factor", factor), Operand.Read("x", x), Operand.Write("y", y, adds), Operand.Accumulate(adds));

    /// <summary>dx (+)= factor · dy, through the mask of what made x.</summary>
    public static Launch Back(double factor, View dy) => new("PointwiseBackward", Operand.Number("factor", factor), Operand.Read("dy", dy));
}
