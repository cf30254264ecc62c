using System.Collections.Generic;
using static FcnGen.Generator.Tests.Diagnostics.DiagnosticCase;

namespace FcnGen.Generator.Tests.Diagnostics;

/// <summary>Positions that depend on the size of the picture, and cells that lie nowhere.</summary>
internal static class PositionCases
{
    private const string Tail = " [CropToInput] Score; [SoftmaxLoss] Loss;", Half = "[Conv(4, Kernel = 3, Stride = 2, Pad = 1)] A; ";

    public static IEnumerable<DiagnosticCase> All =>
    [
        // Of 2m + 1 pixels m + 1 cells are left: cell 0 of the enlarged map lies m/(2m + 1) pixels before the picture's, the last one as many behind.
        new("FCN036", "loss", Net(Half + "[ResizeToInput] Score; [[|SoftmaxLoss|]] Loss;"),
            "loss lays score onto data, but score lies -1/2 to 1/2 pixels from it, depending on the cell and on the size of the picture; resize both in one way, or write AllowShift = true in loss where the shift is meant"),
        new("FCN036", "loss that names what it reads", Net(Half + "[ResizeToInput] Up; [SoftmaxLoss([|From = nameof(Up)|])] Loss;"),
            "loss lays up onto data, but up lies -1/2 to 1/2 pixels from it, depending on the cell and on the size of the picture; resize both in one way, or write AllowShift = true in loss where the shift is meant"),
        new("FCN036", "output", Net(Half + "[Resize(Factor = 2), [|Output|]] Up;", "[FullyConvNet(Channels = 3, InferenceOnly = true)]"),
            "Output lays up onto data, but up lies -1/2 pixels from it; resize both in one way, or write [Output(AllowShift = true)] where the shift is meant"),
        new("FCN036", "sum at one size", Net("[Conv(4, Kernel = 3, Stride = 3)] A; [Conv(4, From = \"data\")] B; [Resize(Onto = nameof(B), From = nameof(A), Coordinates = ResizeCoordinates.AlignedCorners)] Up; [Sum(nameof(B), [|nameof(Up)|])] C; [SoftmaxLoss] Loss;", "[FullyConvNet(Channels = 3, Height = 9, Width = 9)]"),
            "c lays up onto b, but up lies -1 to 1 pixels from it, depending on the cell and on the size of the picture; resize both in one way, or write AllowShift = true in c where the shift is meant"),
        new("FCN036", "crop with an offset", Net("[Conv(4, Kernel = 3, Pad = 2)] A; [Resize(Onto = nameof(A), Coordinates = ResizeCoordinates.AlignedCorners)] Up; [Conv(4, Kernel = 1, From = \"data\")] B; [Crop([|Onto = nameof(B)|], From = nameof(Up), Offset = 2)] C; [Sum(nameof(B), nameof(C))] D; [SoftmaxLoss] Loss;"),
            "c lays up onto b, but up lies 1 pixel from it; resize both in one way, or write AllowShift = true in c where the shift is meant"),
        new("FCN036", "unpooling", Net(Half + "[MaxPool(Kernel = 2, Stride = 2)] P; [Resize(Onto = nameof(P), From = nameof(A), Coordinates = ResizeCoordinates.AlignedCorners)] Up; [Unpool([|nameof(P)|]), Output] C;", "[FullyConvNet(Channels = 3, InferenceOnly = true)]"),
            "c lays up onto p, but up lies -1 to 1 pixels from it, depending on the cell and on the size of the picture; resize both in one way"),
        new("FCN037", "crop", Net("[Conv(4)] A; [Conv(4, Kernel = 3, Stride = 2, Pad = 1)] B; [Resize(Onto = nameof(A))] Up; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;"),
            "Crop of up onto data has no offset that is right for every picture, since where they lie to each other depends on its size; write the Offset that is meant"),
        new("FCN038", "loss", Net(Half + "[ResizeToInput] Score; [SoftmaxLoss([|AllowShift = true|])] Loss;"),
            "loss allows a shift: score lies -1/2 to 1/2 pixels from data, depending on the cell and on the size of the picture"),
        new("FCN038", "sum of maps half a cell apart", Net("[Conv(4)] A; [Conv(4, Kernel = 2, Pad = 1, PadRight = 0, PadBottom = 0)] B; [Sum(nameof(A), nameof(B), [|AllowShift = true|])] C;" + Tail),
            "c allows a shift: b lies -1/2 pixels from a"),
        new("FCN038", "crop", Net("[Conv(4, Kernel = 2, Pad = 2)] A; [CropToInput([|AllowShift = true|]), Output] Score;", "[FullyConvNet(Channels = 3, InferenceOnly = true)]"),
            "score allows a shift: a lies -1/2 pixels from data"),
        new("FCN040", "a crop that pictures outgrow", Net("[Conv(4)] A; [Resize(Height = 9, Width = 9)] B; [Crop([|Onto = nameof(A)|], Offset = 0, AllowShift = true)] C; [Sum(nameof(A), nameof(C), AllowShift = true)] D;" + Tail),
            "Crop of b onto a does not fit: for a picture side of 10, b has 9 cells, less the offset 0 that is 9, but a has 10; so it is for every side of 1·n, for most n"),
        new("FCN041", "one cell beside a map", Net("[Conv(4)] A; [GlobalAvgPool] G; [Sum(nameof(A), [|nameof(G)|])] B;" + Tail),
            "b needs equal sizes: for a picture side of 2, a has 2 cells and g has 1; so it is for every side of 1·n, for most n"),
        new("FCN046", "a map", Net("[Conv(4)] A; [Conv(4)] B; [[|Broadcast(Onto = nameof(A))|]] C; [Sum(nameof(A), nameof(C))] D;" + Tail),
            "c repeats a map of 1x1, but for a picture side of 2 b has 2 cells; put a [GlobalAvgPool] before it, or enlarge b by [Resize]"),
        new("FCN020", "broadcast onto nothing", Net("[Conv(4)] A; [GlobalAvgPool] G; [[|Broadcast|]] B; [Sum(nameof(A), nameof(B))] C;" + Tail),
            "Onto of b is not written; it must be nameof(...) of the layer whose size it takes; [BroadcastToInput] takes that of the picture"),
        new("FCN020", "resize to nothing", Net("[Conv(4)] A; [[|Resize|]] B;" + Tail),
            "Factor of b is not written; it must be the enlargement, such as Factor = 2; or else there is Onto, or Height and Width, or a [ResizeToInput]"),
        new("FCN020", "factor", Net("[Conv(4)] A; [Resize([|Factor = 300|])] B;" + Tail), "Factor of b is 300; it must be from 1 to 256"),
        new("FCN020", "factor of one axis", Net("[Conv(4)] A; [Resize([|FactorHeight = 0|], FactorWidth = 2)] B;" + Tail), "FactorHeight of b is 0; it must be from 1 to 256"),
        new("FCN020", "divisor", Net("[Conv(4)] A; [Resize([|Divisor = -2|])] B;" + Tail), "Divisor of b is -2; it must be from 1 to 256"),
        new("FCN020", "factor and size", Net("[Conv(4)] A; [Resize([|Factor = 2|], Onto = nameof(A))] B;" + Tail), "Factor of b is 2; it must be left out beside Onto, or Height and Width, which say the size"),
        new("FCN020", "height alone", Net("[Conv(4)] A; [[|Resize(Height = 5)|]] B;" + Tail), "Width of b is 0; it must be from 1 to 16384"),
        new("FCN020", "size twice", Net("[Conv(4)] A; [Resize([|Height = 5|], Width = 5, Onto = nameof(A))] B;" + Tail), "Height of b is 5; it must be left out beside Onto, which says the size"),
        new("FCN020", "rounding of no place", Net("[Conv(4)] A; [Resize(Factor = 2, [|Rounding = NearestRounding.Ceil|])] B;" + Tail),
            "Rounding of b is Ceil; it must be left out, since bilinear resizing rounds no places; or beside Mode = ResizeMode.Nearest"),
        new("FCN020", "no such mode", Net("[Conv(4)] A; [Resize(Factor = 2, [|Mode = (ResizeMode)9|])] B;" + Tail), "Mode of b is 9; it must be Bilinear or Nearest"),
        new("FCN020", "no such coordinates", Net("[Conv(4)] A; [Resize(Factor = 2, [|Coordinates = (ResizeCoordinates)9|])] B;" + Tail),
            "Coordinates of b is 9; it must be HalfPixel, PyTorchHalfPixel, Asymmetric or AlignedCorners"),
        new("FCN020", "no such rounding", Net("[Conv(4)] A; [Resize(Factor = 2, Mode = ResizeMode.Nearest, [|Rounding = (NearestRounding)9|])] B;" + Tail),
            "Rounding of b is 9; it must be Floor, Ceil, HalfDown or HalfUp"),
        new("FCN011", "resize onto an unknown layer", Net("[Conv(4)] A; [Resize([|Onto = \"B\"|])] C;" + Tail), "c names 'B', which is not among the layers above it…"),
        new("FCN044", "position of a long period", Net("[Conv(4, Kernel = 3, Stride = 125, Pad = 1)] A; [Conv(4, Kernel = 3, Stride = 64, Pad = 1)] B; [ResizeToInput] [|Score|]; [SoftmaxLoss] Loss;"),
            "score is beyond what can be proven for every picture size: where it lies depends on the size of the picture, and the sizes repeat only after 8000 pixels, more than 4096"),
    ];
}
