using System.Linq;
using Demo;
using FcnGen.Cpu.Tests;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>The network whose inference passes find values prepared, layer by layer.</summary>
internal static class PreparedCase
{
    public static NetworkCase All { get; } = new("PreparedNet", device => new PreparedNet(device, seed: 5), Evaluate);

    /// <summary>Scores as of inference, and the loss as of training, in which the layers are convolutions.</summary>
    private static (Map Scores, double Loss) Evaluate(Tape tape, Map image, byte[] labels)
    {
        double loss = tape.SoftmaxLoss(Scores(tape, image, shifted: false), labels, 255, mean: true);
        return (Scores(tape, image, shifted: true), loss);
    }

    /// <summary>The scores of a picture.</summary>
    public static Map Scores(Tape tape, Map image, bool shifted)
    {
        Map conv = tape.Conv("conv1", image, 4, 3, pad: 1, relu: true);
        Map first = Relu(tape, Shifted(tape, "shift1", conv, pad: 1, dilation: 1, shifted));
        Map second = Shifted(tape, "shift2", tape.MaxPool(first, 2, 2), pad: 2, dilation: 2, shifted);
        return tape.Crop(tape.Deconv("upscore", tape.Conv("scorefr", second, 5, 1), 5, 4, 2), 1, image.Height, image.Width);
    }

    /// <summary>w ⋆ x + b, or v ⋆ (x − b), v being w less the mean of each output's.</summary>
    private static Map Shifted(Tape tape, string name, Map x, int pad, int dilation, bool shifted)
    {
        if (!shifted) return tape.Conv(name, x, x.Channels, 3, pad: pad, dilation: dilation);
        double[] w = tape.Parameters[name + ".weight"].Values, bias = tape.Parameters[name + ".bias"].Values;
        var less = new Array4(1, x.Channels, x.Height, x.Width);
        for (int at = 0; at < less.Values.Length; at++) less.Values[at] = x.Values[at] - bias[at / (x.Height * x.Width)];
        var kernels = new Array4(x.Channels, x.Channels, 3, 3);
        int each = w.Length / x.Channels;
        for (int at = 0; at < w.Length; at++) kernels.Values[at] = w[at] - w.Skip(at / each * each).Take(each).Average();
        return new Map(ConvReference.Square(x.Channels, x.Channels, 3, 1, pad, dilation, 1).Forward(less, kernels, null, x.Height, x.Width));
    }

    private static Map Relu(Tape tape, Map x) => tape.Pointwise(x, v => System.Math.Max(0, v), v => v > 0 ? 1 : 0);
}
