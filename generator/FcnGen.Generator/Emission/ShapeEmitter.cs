using System;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>Writes the structs that specialise kernels: what is constant about each layer.</summary>
internal static class ShapeEmitter
{
    public static void Emit(SourceWriter writer, LaunchPlan plan)
    {
        for (int i = 0; i < plan.Network.Layers.Count; i++)
        {
            CheckedLayer layer = plan.Network.Layers[i];
            if (layer.Spec.Shape(plan.Network.Inputs(layer), layer.Channels, plan.FoldedCrop[i]) is { } shape) Shape(writer, layer, shape);
            if (layer.Spec is { Relu: true, Dropout: > 0 }) Mask(writer, layer);
        }
    }

    private static void Shape(SourceWriter writer, CheckedLayer layer, ShapeStruct shape)
    {
        writer.Generated();
        using (writer.Braces("private readonly struct " + Names.Shape(layer) + " : global::FcnGen.CompilerServices." + shape.Interface))
        {
            foreach (ShapeConstant constant in shape.Constants)
            {
                (string type, string value) = Text(constant.Value);
                writer.Line("public static " + type + " " + constant.Name + " => " + value + ";" + (constant.Note.Length == 0 ? "" : " // " + constant.Note));
            }
        }

        writer.Line();
    }

    private static void Mask(SourceWriter writer, CheckedLayer layer)
    {
        writer.Generated();
        using (writer.Braces("private readonly struct " + Names.Mask(layer) + " : global::FcnGen.CompilerServices.IGradientMask"))
        {
            writer.Line("public static bool Masks => true;");
            writer.Line("public static float Factor => " + Literals.Float(1 / (1 - layer.Spec.Dropout)) + "; // the values that dropout kept were divided by " + Words.Number(1 - layer.Spec.Dropout));
        }

        writer.Line();
    }

    private static (string Type, string Value) Text(Constant constant) => constant switch
    {
        IntConstant number => ("int", Literals.Int(number.Value)),
        FloatConstant number => ("float", Literals.Float(number.Value)),
        FloatsConstant numbers => ("global::System.ReadOnlySpan<float>", "[" + string.Join(", ", numbers.Values.Select(Literals.Float)) + "]"),
        EnumConstant member => ("global::" + member.Value.GetType().FullName, "global::" + member.Value.GetType().FullName + "." + member.Value),
        _ => throw new InvalidOperationException("There is no text for a constant of the type " + constant.GetType().Name + "."),
    };
}
