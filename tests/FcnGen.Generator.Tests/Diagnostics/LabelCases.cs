using System.Collections.Generic;
using static FcnGen.Generator.Tests.Diagnostics.DiagnosticCase;

namespace FcnGen.Generator.Tests.Diagnostics;

/// <summary>Thresholds where nothing is labelled by one, and losses that take probabilities for scores.</summary>
internal static class LabelCases
{
    private const string Tail = " [SigmoidLoss] Loss;";

    public static IEnumerable<DiagnosticCase> All =>
    [
        new("FCN080", "several channels", Net("[Conv(4)] A; [CropToInput, [|Threshold(0.5)|]] Score; [SoftmaxLoss] Loss;"), Misplaced("score", "has 4 channels, set by a, whose labels are the largest of them")),
        new("FCN080", "no output", Net("[Conv(1), [|Threshold(0.5)|]] A; [CropToInput] Score;" + Tail), Misplaced("a", "is no output; mark it [Output], or write the threshold beside the layer that is one")),
        new("FCN080", "a loss", Net("[Conv(1)] A; [SigmoidLoss, [|Threshold(0.5)|]] Loss;"), Misplaced("loss", "is no output; mark it [Output], or write the threshold beside the layer that is one")),
        new("FCN080", "a use", Net("[Block(typeof(Wide)), [|Threshold(0.5)|]] A; [SoftmaxLoss] Loss;", rest: Block("[Conv(2)] B;")), Misplaced("a.b", "has 2 channels, whose labels are the largest of them")),
        new("FCN080", "in a block", "using FcnGen;\n" + Block("[Conv(1), [|Threshold(0.5)|]] B;"), Misplaced("b", "stands in a block, whose layers are no outputs; write it beside the use of the block in the network")),
        new("FCN080", "a use in a block", "using FcnGen;\n" + Block("[Block(typeof(Inner)), [|Threshold(0.5)|]] B;") + Block("[Conv(1)] C;", "Inner"),
            Misplaced("b", "stands in a block, whose layers are no outputs; write it beside the use of the block in the network")),
        new("FCN080", "in a trunk", "using FcnGen;\n[FullyConvTrunk(Channels = 3)]\npublic partial class Base\n{\n" + Layers("[Conv(1), [|Threshold(0.5)|]] A;") + "\n}\n",
            Misplaced("a", "stands in a trunk, whose layers are no outputs; write it in the network")),
        new("FCN020", "threshold of 1", Net("[Conv(1), Threshold([|1|])] A;" + Tail), "probability of a is 1; it must be greater than 0 and less than 1"),
        new("FCN020", "threshold in percent", Net("[Conv(1), Output, Threshold([|probability: 30|])] A;" + Tail), "probability of a is 30; it must be greater than 0 and less than 1"),
        new("FCN020", "threshold that is no number", Net("[Conv(1), Threshold([|double.NaN|])] A;" + Tail), "probability of a is NaN; it must be greater than 0 and less than 1"),
        new("FCN020", "threshold that is 1 in 32 bits", Net("[Conv(1), Threshold([|0.99999999999|])] A;" + Tail), "probability of a is 0.99999999999; it must be greater than 0 and less than 1"),
        new("FCN020", "threshold of a use", Net("[Block(typeof(Wide)), Threshold([|1.5|])] A;" + Tail, rest: Block("[Conv(1)] B;")), "probability of a.b is 1.5; it must be greater than 0 and less than 1"),
        new("FCN081", "in a block", Net("[[|Block(typeof(Wide))|]] A; [SigmoidLoss] Loss;", rest: Block("[Conv(1)] B; [Sigmoid] P; [SigmoidLoss] L; [Conv(1, From = nameof(B)), Output] C;")),
            "a.l reads a.p, whose values are probabilities: a sigmoid made them, and a sigmoid loss would apply another; let it read the scores before the sigmoid, in Wide.L (A)"),
        new("FCN081", "above", Net("[Conv(1), Sigmoid] A; [[|SigmoidLoss|]] Loss;"), Squashed("a")),
        new("FCN081", "from", Net("[Conv(1)] A; [Sigmoid] P; [Conv(1), Output] B; [SigmoidLoss([|From = nameof(P)|])] Loss;"), Squashed("p")),
        new("FCN081", "moved", Net("[Conv(4, Kernel = 3, Pad = 9, Stride = 2), Sigmoid] A; [Deconv(4, Kernel = 3, Stride = 2, Bilinear = true)] Up; [CropToInput] Score; [[|SigmoidLoss|]] Loss;"), Squashed("score")),
        new("FCN005", "activation of a sigmoid loss", Net("[Conv(4)] A; [CropToInput] Score; [SigmoidLoss, [|Relu|]] Loss;"),
            "Property Loss is declared as SigmoidLoss and as Relu; a property is one layer, beside which only one activation and Dropout may stand, and not on an input, a loss or a block"),
        new("FCN016", "a sigmoid loss", Net("[Conv(1)] A; [SigmoidLoss] Loss; [Conv(1, [|From = nameof(Loss)|]), Output] B;"), "b reads loss, but a loss is a number…"),
        new("FCN020", "positive weight", Net("[Conv(1)] A; [SigmoidLoss([|PositiveWeight = 0|])] Loss;"), "PositiveWeight of loss is 0; it must be a finite number greater than 0"),
        new("FCN020", "positive weight that is endless in 32 bits", Net("[Conv(1)] A; [SigmoidLoss([|PositiveWeight = 1e39|])] Loss;"), "PositiveWeight of loss is 1E+39; it must be a finite number greater than 0"),
        new("FCN020", "label that a sigmoid loss ignores", Net("[Conv(1)] A; [SigmoidLoss([|IgnoreLabel = 256|])] Loss;"), "IgnoreLabel of loss is 256; it must be from -1 to 255"),
        new("FCN025", "many channels of a sigmoid loss", Net("[Conv(257)] A; [[|SigmoidLoss|]] Loss;"),
            "loss reads a, which has 257 channels; a sigmoid loss takes at most 256 channels, as labels are bytes"),
    ];

    private static string Misplaced(string layer, string why) => $"[Threshold] says from which probability on an output of one channel is labelled 1, but {layer} {why}";

    private static string Squashed(string scores) =>
        $"loss reads {scores}, whose values are probabilities: a sigmoid made them, and a sigmoid loss would apply another; let it read the scores before the sigmoid";

    private static string Block(string layers, string name = "Wide") => $"[FullyConvBlock]\npublic partial class {name}\n{{\n{Layers(layers)}\n}}\n";
}
