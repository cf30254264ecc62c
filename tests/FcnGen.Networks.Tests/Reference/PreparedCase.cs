using System.Linq;
using Demo;

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

    /// <summary>w ⋆ x + b, or that less w ⋆ b + b.</summary>
    private static Map Shifted(Tape tape, string name, Map x, int pad, int dilation, bool shifted)
    {
        Map y = tape.Conv(name, x, x.Channels, 3, pad: pad, dilation: dilation);
        if (!shifted) return y;
        double[] bias = tape.Parameters[name + ".bias"].Values;
        Map constant = Map.Of([.. Enumerable.Range(0, x.Values.Length).Select(at => (float)bias[at / (x.Height * x.Width)])], x.Channels, x.Height, x.Width);
        return tape.Sum((y, 1), (tape.Conv(name, constant, x.Channels, 3, pad: pad, dilation: dilation), -1));
    }

    private static Map Relu(Tape tape, Map x) => tape.Pointwise(x, v => System.Math.Max(0, v), v => v > 0 ? 1 : 0);
}
