using System.Collections.Generic;
using static FcnGen.Generator.Tests.Diagnostics.DiagnosticCase;

namespace FcnGen.Generator.Tests.Diagnostics;

/// <summary>Arguments and channels that do not fit.</summary>
internal static class ShapeCases
{
    private const string Tail = " [CropToInput] Score; [SoftmaxLoss] Loss;";

    public static IEnumerable<DiagnosticCase> All =>
    [
        new("FCN020", "kernel", Net("[Conv(4, [|Kernel = 0|])] A;" + Tail), "Kernel of a is 0; it must be from 1 to 1024"),
        new("FCN020", "stride", Net("[MaxPool(Kernel = 2, [|Stride = -1|])] A;" + Tail), "Stride of a is -1; it must be from 1 to 256"),
        new("FCN020", "pad", Net("[Conv(4, Kernel = 3, [|Pad = -1|])] A;" + Tail), "Pad of a is -1; it must be from 0 to 4096"),
        new("FCN020", "pad of a pooling", Net("[MaxPool(Kernel = 2, [|Pad = 2|])] A;" + Tail), "Pad of a is 2; it must be less than the kernel, or a window would see padding only"),
        new("FCN020", "windows apart", Net("[AvgPool(Kernel = 1, [|Stride = 2|])] A;" + Tail),
            "Stride of a is 2; it must be at most the kernel, 1, or a size rounded up would put a window outside the picture; or Rounding = Rounding.Floor"),
        new("FCN020", "wide max-pool", Net("[MaxPool([|Kernel = 17|], Pad = 8)] A;" + Tail),
            "Kernel of a is 17; it must be at most 16, since the winner of a window is kept in a byte"),
        new("FCN020", "bias of a fixed layer", Net("[Conv(2)] A; [Deconv(2, Kernel = 3, Pad = 1, Bilinear = true, [|Bias = true|])] B;" + Tail),
            "Bias of b is true; it must be left out, since fixed bilinear enlargement learns nothing; without Bilinear the layer has a bias"),
        new("FCN020", "name", Net("[Conv(4, [|Name = \"a\\nb\"|])] A;" + Tail), "Name of a is 'a?b'; it must be a name without control characters"),
        new("FCN020", "first pad without a convolution", Net("[Conv(4)] C;" + Tail, "[FullyConvNet(Channels = 3)]\n[Trunk(typeof(Base), [|FirstPad = 5|])]",
            "[FullyConvTrunk(Channels = 3)] public partial class Base { [MaxPool(Stride = 2)] public partial Layer A { get; } }\n"),
            "FirstPad of Base is 5; it must be left out, since the trunk has no convolution to pad"),
        new("FCN020", "outputs", Net("[Conv([|0|])] A;" + Tail), "outputs of a is 0; it must be from 1 to 65536"),
        new("FCN020", "classes", Net("[Score([|-2|])] A;" + Tail), "classes of a is -2; it must be from 1 to 65536"),
        new("FCN020", "dropout", Net("[Conv(4), Relu, Dropout([|1.0|])] A;" + Tail), "ratio of a is 1; it must be at least 0 and less than 1"),
        new("FCN020", "slope", Net("[Conv(4), LeakyRelu([|double.NaN|])] A;" + Tail), "slope of a is NaN; it must be a finite number"),
        new("FCN020", "limits of a clip", Net("[Conv(4)] A; [Clip(6, [|0|])] B;" + Tail), "high of b is 0; it must be a finite number above low, 6"),
        new("FCN020", "limit of a clip", Net("[Conv(4), Clip([|double.NegativeInfinity|], 0)] A;" + Tail), "low of a is -Infinity; it must be a finite number"),
        new("FCN020", "even window", Net("[Conv(4)] A; [Lrn([|LocalSize = 4|])] B;" + Tail), "LocalSize of b is 4; it must be an odd number of at least 1, so that the window has a middle"),
        new("FCN020", "keep probability", Net("[Conv(4)] A; [CropToInput] Score; [SoftmaxLoss([|KeepProbability = 0|])] Loss;"),
            "KeepProbability of loss is 0; it must be greater than 0 and at most 1"),
        new("FCN020", "offset", Net("[Conv(4)] A; [CropToInput([|Offset = -3|])] Score; [SoftmaxLoss] Loss;"), "Offset of score is -3; it must be at least 0, or -1 for no expectation"),
        new("FCN020", "from of a sum", Net("[Conv(4)] A; [Conv(4)] B; [Sum(nameof(A), nameof(B), [|From = nameof(A)|])] C;" + Tail),
            "From of c is 'A'; it must be left out, since Sum names its layers itself"),
        new("FCN020", "first pad", Net("[Conv(4)] C;" + Tail, "[FullyConvNet(Channels = 3)]\n[Trunk(typeof(Base), [|FirstPad = -5|])]",
            "[FullyConvTrunk(Channels = 3)] public partial class Base { [Conv(4)] public partial Layer A { get; } }\n"),
            "FirstPad of Base is -5; it must be at least 0, or -1 to leave the trunk's own"),
        new("FCN020", "min size", Net("[Conv(4)] A;" + Tail, "[FullyConvNet(Channels = 3, [|MinSize = -1|])]"), "MinSize of Net is -1; it must be from 0 to 16384"),
        new("FCN020", "budget", Net("[Conv(4)] A;" + Tail, "[FullyConvNet(Channels = 3)]\n[MemoryBudget([|0|])]"), "mebibytes of Net is 0; it must be at least 1"),
        new("FCN021", "inputs", Net("[Conv(4, [|Groups = 2|])] A;" + Tail), "a has 2 groups, but data has 3 channels; the groups must divide both input and output channels"),
        new("FCN021", "outputs", Net("[Conv(4, [|Groups = 3|])] A;" + Tail), "a has 3 groups, but there are 4 output channels; the groups must divide both input and output channels"),
        new("FCN022", "sum", Net("[Score(21)] A; [Conv(20, From = \"data\")] B; [MaxPool(Kernel = 1)] C; [Sum(nameof(A), [|nameof(C)|])] D;" + Tail),
            "d adds a (21 channels) and c (20 channels, set by b); a sum needs equal channels"),
        new("FCN023", "bilinear", Net("[Score(21)] A; [Deconv([|20|], Kernel = 4, Stride = 2, Bilinear = true)] Up;" + Tail),
            "Bilinear up has 20 outputs, but a has 21 channels; bilinear interpolation maps each channel to itself"),
        new("FCN023", "filler", Net("[Score(21)] A; [Deconv(20, Kernel = 4, Stride = 2, [|Filler = Filler.Bilinear|])] Up;" + Tail),
            "Bilinear up has 20 outputs, but a has 21 channels; bilinear interpolation maps each channel to itself"),
        new("FCN023", "filler of a convolution", Net("[Conv(4)] A; [Conv(8, Kernel = 3, [|Filler = Filler.Bilinear|])] B;" + Tail),
            "Bilinear b has 8 outputs, but a has 4 channels; bilinear interpolation maps each channel to itself"),
        new("FCN024", "coefficients", Net("[Conv(4)] A; [Conv(4)] B; [Sum(nameof(A), nameof(B), [|Coefficients = [1, 2, 3]|])] C;" + Tail),
            "Coefficients of c has 3 values, but it adds 2 layers"),
        new("FCN024", "class weights", Net("[Conv(4)] A; [CropToInput] Score; [SoftmaxLoss([|ClassWeights = [1, 2]|])] Loss;"),
            "ClassWeights of loss has 2 values, but score has 4 channels, set by a"),
        new("FCN024", "mean", Net("[Conv(4)] A;" + Tail, "[FullyConvNet(Channels = 3, [|Mean = [100.0, 110.0]|])]"), "Mean of Net has 2 values, but the input has 3 channels"),
        new("FCN025", "one class", Net("[Conv(1)] A; [CropToInput] Score; [[|SoftmaxLoss|]] Loss;"),
            "loss reads score, which has 1 channel, set by a; a softmax loss takes from 2 to 256 classes, as labels are bytes"),
    ];
}
