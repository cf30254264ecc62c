using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>The launches that copy, scale, add and activate.</summary>
internal static class Pointwise
{
    /// <summary>y = factor · x.</summary>
    public static Launch Copy(double factor, View x, View y) => Add(factor, x, y, false);

    /// <summary>y (+)= factor · x.</summary>
    public static Launch Add(double factor, View x, View y, bool adds) => new(
        "AddScaled", Operand.Number("factor", factor), Operand.Read("x", x), Operand.Write("y", y, adds), Operand.Accumulate(adds));

    /// <summary>y = activation(x).</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="x">The value that comes in.</param>
    /// <param name="parameter">What the activation learns, where it learns anything.</param>
    /// <param name="y">The value that comes out.</param>
    public static Launch Activate(Activation activation, View x, Operand parameter, View y)
    {
        Operand from = Operand.Read("x", x), to = Operand.Write("y", y);
        return (activation.Parameter is null ? new Launch("Activate", from, to) : new Launch("Activate", from, parameter, to)) with { Activation = activation };
    }

    /// <summary>dx (+)= the gradient by what came into an activation that learns, through the mask of what made x.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="dy">The gradient by what came out.</param>
    /// <param name="parameter">What the activation learns.</param>
    public static Launch ActivateBack(Activation activation, View dy, Operand parameter) =>
        new("ActivateBackwardData", Operand.Read("dy", dy), parameter) { Activation = activation };

    /// <summary>dx (+)= factor · dy, through the mask of what made x.</summary>
    public static Launch Back(double factor, View dy) => new("PointwiseBackward", Operand.Number("factor", factor), Operand.Read("dy", dy));
}
