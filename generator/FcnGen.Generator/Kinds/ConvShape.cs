using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>The shape and the launches that convolutions and transposed convolutions share.</summary>
internal static class ConvShape
{
    /// <summary>The constants of the kernels.</summary>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="window">The window as declared.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="pad">The pad with the crop that follows.</param>
    /// <param name="foldedCrop">That crop.</param>
    public static ShapeStruct Of(int inputs, int outputs, Window window, int groups, PerAxis<int> pad, PerAxis<int> foldedCrop) => new("IConvShape", EquatableArray.Of(
        new ShapeConstant("InputChannels", inputs),
        new ShapeConstant("OutputChannels", outputs),
        new ShapeConstant("Kernel", window.Kernel),
        new ShapeConstant("Stride", window.Stride),
        new ShapeConstant(
            "Pad", pad, foldedCrop == 0 ? "" : Words.Pair(window.Pad) + ", and the crop by " + Words.Pair(foldedCrop) + " that follows"),
        new ShapeConstant("Dilation", window.Dilation),
        new ShapeConstant("Groups", groups)));

    /// <summary>The launch of a learned convolution.</summary>
    public static void Lower(IForwardPass pass, string operation, bool bias)
    {
        Operand x = Operand.Read("x", pass.Bottom()), y = Operand.Write("y", pass.Output, pass.Adds);
        Operand weight = pass.Parameter("weight", ParameterNames.Weight), biases = pass.Parameter("bias", ParameterNames.Bias);
        Launch launch = pass.Activation?.Parameter is { } learned
            ? new Launch(operation, x, weight, biases, pass.Parameter("parameter", learned.Name), y)
            : new Launch(operation, x, weight, biases, y, Operand.Accumulate(pass.Adds));
        pass.Call(launch with { HasShape = true, Epilogue = new Epilogue(bias, pass.Activation) });
    }

    /// <summary>The launches of its gradients.</summary>
    public static void LowerBackward(IBackwardPass pass, string operation)
    {
        pass.Train(new Launch(
            operation + "BackwardWeights", Operand.Read("x", pass.Bottom()), Operand.Read("dy", pass.Gradient),
            pass.Parameter("weight", ParameterNames.Weight), pass.Parameter("bias", ParameterNames.Bias), new AccumulateOperand(null)) { HasShape = true });
        pass.Contribute(0, new Launch(
            operation + "BackwardData", Operand.Read("dy", pass.Gradient), pass.Parameter("weight", ParameterNames.Weight)) { HasShape = true });
    }

    /// <summary><c>conv 3x3, pad 100, 3 → 64, bias</c>.</summary>
    public static string Note(CheckedNetwork network, CheckedLayer layer, string kind, Window window, int groups, bool bias) =>
        kind + " " + Words.Window(window) + Words.Option(", dilation ", window.Dilation, 1) + Words.Option(", groups ", groups, 1) + ", "
        + Words.Int(network.Layers[layer.Bottoms[0]].Channels) + " → " + Words.Int(layer.Channels) + (bias ? ", bias" : "");
}
