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
            if (layer.Spec.Shape(plan.Network.Inputs(layer), layer.Channels, plan.FoldedCrop[i]) is { } shape) Struct(writer, Names.Shape(layer), shape);
            if (layer.Spec.Activation?.Shape is { } constants) Struct(writer, Names.ActivationShape(layer), constants);
            if (layer.Spec is { Activation.PassesDropout: true, Dropout: > 0 and var ratio }) Struct(writer, Names.DropoutShape(layer), Dropout(ratio));
        }
    }

    private static ShapeStruct Dropout(double ratio) => new("IDropoutShape", EquatableArray.Of(
        new ShapeConstant("Factor", 1 / (1 - ratio), "the values that dropout kept were divided by " + Words.Number(1 - ratio))));

    private static void Struct(SourceWriter writer, string name, ShapeStruct shape)
    {
        writer.Generated();
        using (writer.Braces("private readonly struct " + name + " : global::FcnGen.CompilerServices." + shape.Interface))
        {
            foreach (ShapeConstant constant in shape.Constants)
            {
                (string type, string value) = Text(constant.Value);
                writer.Line("public static " + type + " " + constant.Name + " => " + value + ";" + (constant.Note.Length == 0 ? "" : " // " + constant.Note));
            }
        }

        writer.Line();
    }

    /// <summary>A constant as C#.</summary>
    public static string Value(Constant constant) => Text(constant).Value;

    private static (string Type, string Value) Text(Constant constant) => constant switch
    {
        IntConstant number => ("int", Literals.Int(number.Value)),
        PerAxisConstant pair => ("global::FcnGen.Geometry.PerAxis<int>", Literals.PerAxis(pair.Value)),
        FloatConstant number => ("float", Literals.Float(number.Value)),
        FloatsConstant numbers => ("global::System.ReadOnlySpan<float>", "[" + string.Join(", ", numbers.Values.Select(Literals.Float)) + "]"),
        EnumConstant member => ("global::" + member.Value.GetType().FullName, "global::" + member.Value.GetType().FullName + "." + member.Value),
        _ => throw new InvalidOperationException("There is no text for a constant of the type " + constant.GetType().Name + "."),
    };
}
