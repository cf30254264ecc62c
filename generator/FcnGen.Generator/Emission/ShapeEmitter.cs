using System.Linq;
using FcnGen.Generator.Lowering;
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
            Shape(writer, plan, layer, plan.FoldedCrop[i]);
            if (layer.Spec is { Relu: true, Dropout: > 0 })
            {
                using (writer.Braces("private readonly struct " + Names.Mask(layer) + " : IGradientMask"))
                {
                    writer.Line("public static bool Masks => true;");
                    writer.Line("public static float Factor => " + Literals.Float(1 / (1 - layer.Spec.Dropout)) + "; // the values that dropout kept were divided by " + Literals.Number(1 - layer.Spec.Dropout));
                }

                writer.Line();
            }
        }
    }

    private static void Shape(SourceWriter writer, LaunchPlan plan, CheckedLayer layer, int folded)
    {
        int inputs = layer.Bottoms.Count == 0 ? 0 : plan.Network.Layers[layer.Bottoms[0]].Channels;
        switch (layer.Spec)
        {
            case ConvSpec conv:
                Convolution(writer, layer, inputs, conv.Kernel, conv.Stride, conv.Pad - folded * conv.Stride, conv.Dilation, conv.Groups, conv.Pad, folded);
                break;
            case DeconvSpec deconv:
                Convolution(writer, layer, inputs, deconv.Kernel, deconv.Stride, deconv.Pad + folded, 1, deconv.Groups, deconv.Pad, folded);
                break;
            case PoolSpec pool:
                using (writer.Braces("private readonly struct " + Names.Shape(layer) + " : IPoolShape"))
                {
                    Constant(writer, "int", "Kernel", Literals.Int(pool.Kernel));
                    Constant(writer, "int", "Stride", Literals.Int(pool.Stride));
                    Constant(writer, "int", "Pad", Literals.Int(pool.Pad));
                }

                writer.Line();
                break;
            case LrnSpec lrn:
                using (writer.Braces("private readonly struct " + Names.Shape(layer) + " : ILrnShape"))
                {
                    Constant(writer, "int", "LocalSize", Literals.Int(lrn.LocalSize));
                    Constant(writer, "float", "Alpha", Literals.Float(lrn.Alpha));
                    Constant(writer, "float", "Beta", Literals.Float(lrn.Beta));
                    Constant(writer, "float", "K", Literals.Float(lrn.K));
                }

                writer.Line();
                break;
            case SoftmaxLossSpec loss:
                using (writer.Braces("private readonly struct " + Names.Shape(layer) + " : ILossShape"))
                {
                    Constant(writer, "int", "IgnoreLabel", Literals.Int(loss.IgnoreLabel));
                    Constant(writer, "LossNormalization", "Normalization", "LossNormalization." + loss.Normalization);
                    Constant(writer, "global::System.ReadOnlySpan<float>", "ClassWeights", "[" + string.Join(", ", loss.ClassWeights.Select(Literals.Float)) + "]");
                    Constant(writer, "float", "KeepProbability", Literals.Float(loss.KeepProbability));
                    Constant(writer, "float", "Weight", Literals.Float(loss.Weight));
                }

                writer.Line();
                break;
        }
    }

    private static void Convolution(
        SourceWriter writer, CheckedLayer layer, int inputs, int kernel, int stride, int pad, int dilation, int groups, int declaredPad, int folded)
    {
        using (writer.Braces("private readonly struct " + Names.Shape(layer) + " : IConvShape"))
        {
            Constant(writer, "int", "InputChannels", Literals.Int(inputs));
            Constant(writer, "int", "OutputChannels", Literals.Int(layer.Channels));
            Constant(writer, "int", "Kernel", Literals.Int(kernel));
            Constant(writer, "int", "Stride", Literals.Int(stride));
            string note = folded == 0 ? "" : " // " + Literals.Int(declaredPad) + ", and the crop by " + Literals.Int(folded) + " that follows";
            writer.Line("public static int Pad => " + Literals.Int(pad) + ";" + note);
            Constant(writer, "int", "Dilation", Literals.Int(dilation));
            Constant(writer, "int", "Groups", Literals.Int(groups));
        }

        writer.Line();
    }

    private static void Constant(SourceWriter writer, string type, string name, string value) =>
        writer.Line("public static " + type + " " + name + " => " + value + ";");
}
