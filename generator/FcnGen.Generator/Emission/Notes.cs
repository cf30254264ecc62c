using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>Says in words what a layer does: for the comments above launches and for the documentation that hover shows.</summary>
internal static class Notes
{
    /// <summary><c>conv 3x3, pad 100, 3 → 64, bias, ReLU</c>.</summary>
    public static string Forward(CheckedNetwork network, CheckedLayer layer)
    {
        string text = Kind(network, layer);
        return layer.Spec.Relu && layer.Spec is not PointwiseSpec ? text + ", ReLU" : text;
    }

    /// <summary>What a loss computes.</summary>
    public static string Loss(CheckedLayer layer)
    {
        var loss = (SoftmaxLossSpec)layer.Spec;
        string text = "softmax over " + Literals.Int(layer.Channels) + " classes, loss and gradient, "
            + (loss.Normalization == LossNormalization.Valid ? "mean over the pixels that count" : "sum over the pixels that count");
        if (loss.IgnoreLabel >= 0) text += ", label " + Literals.Int(loss.IgnoreLabel) + " ignored";
        return loss.KeepProbability < 1 ? text + ", pixels kept with probability " + Literals.Number(loss.KeepProbability) : text;
    }

    private static string Kind(CheckedNetwork network, CheckedLayer layer)
    {
        string from = layer.Bottoms.Count == 0 ? "" : Literals.Int(network.Layers[layer.Bottoms[0]].Channels) + " → " + Literals.Int(layer.Channels);
        switch (layer.Spec)
        {
            case InputSpec:
                return "input, " + Literals.Int(layer.Channels) + (layer.Channels == 1 ? " channel" : " channels");
            case ConvSpec conv:
                string name = conv.Kind switch { ConvKind.Score => "score", ConvKind.InnerProduct => "inner product as conv", _ => "conv" };
                return name + Window(conv.Kernel, conv.Stride, conv.Pad) + Option(", dilation ", conv.Dilation, 1) + Option(", groups ", conv.Groups, 1)
                    + ", " + from + (conv.Bias ? ", bias" : "");
            case DeconvSpec deconv:
                return (deconv.Bilinear ? "fixed bilinear" : "deconv") + Window(deconv.Kernel, deconv.Stride, deconv.Pad) + Option(", groups ", deconv.Groups, 1)
                    + ", " + from + (deconv.Bias ? ", bias" : "");
            case PoolSpec pool:
                return (pool.IsMax ? "max-pool" : "average-pool") + Window(pool.Kernel, pool.Stride, pool.Pad) + (pool.Rounding == Rounding.Floor ? ", size rounded down" : "");
            case LrnSpec lrn:
                return "LRN over " + Literals.Int(lrn.LocalSize) + " channels, α " + Literals.Number(lrn.Alpha) + ", β " + Literals.Number(lrn.Beta) + ", k " + Literals.Number(lrn.K);
            case ScaleSpec scale:
                return "times " + Literals.Number(scale.Factor);
            case CropSpec:
                return "crop by " + Literals.Int(layer.CropOffset) + " onto " + network.Layers[layer.CropOnto].Spec.CaffeName;
            case SumSpec sum:
                return "sum" + (sum.Coefficients.Count == 0 ? "" : " with factors " + string.Join(", ", sum.Coefficients.Select(Literals.Number)));
            case ConcatSpec:
                return "concatenation";
            case SoftmaxLossSpec:
                return Loss(layer);
            default:
                return layer.Spec.Relu ? "ReLU" : "dropout " + Literals.Number(layer.Spec.Dropout);
        }
    }

    private static string Window(int kernel, int stride, int pad) =>
        " " + Literals.Int(kernel) + "x" + Literals.Int(kernel) + Option(", stride ", stride, 1) + Option(", pad ", pad, 0);

    private static string Option(string text, int value, int usual) => value == usual ? "" : text + Literals.Int(value);
}
