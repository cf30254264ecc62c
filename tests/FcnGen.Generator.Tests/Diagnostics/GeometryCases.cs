using System.Collections.Generic;
using System.Linq;
using static FcnGen.Generator.Tests.Diagnostics.DiagnosticCase;

namespace FcnGen.Generator.Tests.Diagnostics;

/// <summary>Coordinates, sizes and memory.</summary>
internal static class GeometryCases
{
    private const string Tail = " [CropToInput] Score; [SoftmaxLoss] Loss;";

    // The two skips of a small VGG: pool1 at stride 2, pool2 at stride 4.
    private const string Skip = "[Conv(4, Kernel = 3, Pad = 50)] Conv1; [MaxPool(Kernel = 2, Stride = 2)] Pool1; [MaxPool(Kernel = 2, Stride = 2)] Pool2; ";

    public static IEnumerable<DiagnosticCase> All =>
    [
        new("FCN030", "stride beyond what a layer takes", Net("[Conv(4, Kernel = 256, Stride = 256)] A; [Conv(4, Kernel = 2, Stride = 2)] B; [Deconv(4, Kernel = 64, Stride = 32)] Up; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;"),
            "score needs equal strides: up has 16 = 256 (a) · 2 (b) / 32 (up), but data has 1; enlarge up 16 times before, for example by [Deconv(4, Kernel = 32, Stride = 16, Bilinear = true)]"),
        new("FCN030", "stride beyond what a number takes", Net("[Conv(4, Kernel = 256, Stride = 256)] A; [Conv(4, Kernel = 256, Stride = 256)] B; [Conv(4, Kernel = 256, Stride = 256)] C; [Conv(4, Kernel = 256, Stride = 256)] D; [Deconv(4, Kernel = 64, Stride = 32)] Up; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;"),
            "score needs equal strides: up has 134217728 = 256 (a) · 256 (b) · 256 (c) · 256 (d) / 32 (up), but data has 1"),
        new("FCN030", "sum", Net(Skip + "[Sum(nameof(Pool1), [|nameof(Pool2)|])] Fuse; [Deconv(4, Kernel = 4, Stride = 2)] Up;" + Tail),
            "fuse needs equal strides: pool2 has 4 = 2 (pool1) · 2 (pool2), but pool1 has 2 = 2 (pool1); enlarge pool2 2 times before, for example by [Deconv(4, Kernel = 4, Stride = 2, Bilinear = true)]"),
        new("FCN030", "deconvolution", Net(Skip + "[Deconv(4, Kernel = 8, Stride = 4)] Up2; [Crop(From = nameof(Pool1), [|Onto = nameof(Up2)|])] Pool1c; [Sum(nameof(Up2), nameof(Pool1c))] Fuse;" + Tail),
            "pool1c needs equal strides: pool1 has 2 = 2 (pool1), but up2 has 1 = 2 (pool1) · 2 (pool2) / 4 (up2); a stride of 2 and a kernel of 4 instead of 4 and 8 in up2 makes them equal"),
        new("FCN030", "input", Net("[Conv(4, Stride = 2)] A; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;"), "score needs equal strides: a has 2 = 2 (a), but data has 1; enlarge a 2 times before, for example by [Deconv(4, Kernel = 3, Stride = 2, Bilinear = true)]"),
        new("FCN031", "unpadded", Net("[Conv(4, Kernel = 3)] A; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;"),
            "Crop of a onto data would need the negative offset -1, that is, cells that a does not have: x = 1·i + 1 against x = 1·i + 0; a (kernel 3, no pad) takes 1 cell from each side: Pad = 1 in a keeps them"),
        new("FCN032", "AlexNet with an even kernel", Sources.AlexNet(kernel: 64).Replace("[CropToInput]", "[[|CropToInput|]]"),
            "Crop of upscore onto data would need the offset 37/2, which is not a whole number: x = 1·i − 37/2 against x = 1·i + 0; a kernel of 63 instead of 64 in upscore makes it 18"),
        new("FCN033", "declared", Net(Skip + "[Conv(4, Kernel = 3)] Fc; [Deconv(4, Kernel = 4, Stride = 2)] Up2; [Crop(From = nameof(Pool1), Onto = nameof(Up2), [|Offset = 4|])] Pool1c; [Sum(nameof(Up2), nameof(Pool1c))] Fuse; [Deconv(4, Kernel = 4, Stride = 2)] Up;" + Tail),
            "Crop of pool1 onto up2 declares offset 4, but the coordinates give 1: x = 2·i − 97/2 against x = 2·i − 93/2"),
        new("FCN034", "uncropped skip", Net(Skip + "[Conv(4, Kernel = 3)] Fc; [Deconv(4, Kernel = 4, Stride = 2)] Up2; [Sum(nameof(Up2), [|nameof(Pool1)|])] Fuse; [Deconv(4, Kernel = 4, Stride = 2)] Up;" + Tail),
            "fuse fuses up2 (x = 2·i − 93/2) and pool1 (x = 2·i − 97/2), which lie on different places of the picture; crop pool1 onto up2 (by 1)"),
        new("FCN034", "parity", Net(Skip + "[Deconv(4, Kernel = 3, Stride = 2)] Up2; [Sum(nameof(Up2), [|nameof(Pool1)|])] Fuse; [Deconv(4, Kernel = 4, Stride = 2)] Up;" + Tail),
            "fuse fuses up2 (x = 2·i − 99/2) and pool1 (x = 2·i − 97/2), which lie on different places of the picture; no crop aligns them, since they are 1/2 cells apart; a kernel of 4 instead of 3 in up2 makes it a whole number"),
        new("FCN035", "loss at stride 2", Net("[Conv(4)] A; [MaxPool(Kernel = 2, Stride = 2)] B; [[|SoftmaxLoss|]] Loss;"),
            "loss reads b at x = 2·i + 1/2, but labels lie at x = 1·i + 0; upsample to stride 1 and put a [CropToInput] layer before the loss"),
        new("FCN040", "too few cells", Net("[Conv(4)] A; [MaxPool(Kernel = 2, Stride = 2, Rounding = Rounding.Floor)] B; [Deconv(4, Kernel = 2, Stride = 2)] Up; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;"),
            "Crop of up onto data does not fit: for a picture side of 3, up has 2 cells, less the offset 0 that is 2, but data has 3; so it is for every side of 2·n + 1; b rounds its size down: Rounding = Rounding.Ceil in b rounds it up, so that they fit"),
        new("FCN041", "rounding", Net("[Conv(4)] A; [MaxPool(Kernel = 2, Stride = 2)] B; [MaxPool(Kernel = 2, Stride = 2, Rounding = Rounding.Floor, From = nameof(A))] C; [Sum(nameof(B), [|nameof(C)|])] D; [Deconv(4, Kernel = 2, Stride = 2)] Up;" + Tail),
            "d needs equal sizes: for a picture side of 3, b has 2 cells and c has 1; so it is for every side of 2·n + 1; c rounds its size down: Rounding = Rounding.Ceil in c rounds it up, so that they fit"),
        new("FCN042", "declared smallest size", Net("[Conv(4, Kernel = 9, Pad = 2)] A; [Deconv(4, Kernel = 5)] Up;" + Tail, "[FullyConvNet(Channels = 3, [|MinSize = 4|])]"),
            "MinSize is 4, but a is empty for a picture of that side: it needs 5 cells and data has 4; the smallest side from which every size works is 5"),
        new("FCN043", "empty", Net("[Conv(4, Kernel = 1024, Dilation = 17)] [|A|]; [Deconv(4, Kernel = 1)] Up; [Output, Conv(4)] B;"),
            "a is empty for every picture side up to 16384: it needs 17392 cells and data has 16384"),
        new("FCN044", "stride", Net("[Conv(4, Stride = 256)] A; [Conv(4, Stride = 256)] B; [Conv(4, Stride = 2), Output] [|C|];"),
            "c is beyond what can be proven for every picture size: with its cumulative stride of 131072 the sizes repeat only after more than 65536 pixels"),
        new("FCN044", "overflow", Net(string.Concat(Enumerable.Range(1, 7).Select(i => $"[Conv(4, Stride = 256)] A{i}; ")) + "[Conv(4, Stride = 256, Kernel = 2), Output] [|Z|];"),
            "z is beyond what can be proven for every picture size: its cumulative stride needs numbers beyond 2^63"),
        new("FCN044", "size", Net("[Deconv(4, Kernel = 1024, Stride = 256)] A; [Deconv(4, Kernel = 1024, Stride = 256)] B; [Deconv(4, Kernel = 1024, Stride = 256), Output] [|C|];"),
            "c is beyond what can be proven for every picture size: it has 67306240 cells a side for a picture side of 1"),
        new("FCN033", "declared, of an oblong map", Net("[Conv(4)] A; [Conv(4, KernelHeight = 1, KernelWidth = 3)] B; [Crop(From = nameof(A), Onto = nameof(B), [|Offset = 1|])] C; [Sum(nameof(B), nameof(C))] D; [Deconv(4, KernelHeight = 1, KernelWidth = 3)] Up;" + Tail),
            "Crop of a onto b declares offset 1, but the coordinates give 0 in height: y = 1·i + 0 against y = 1·i + 0"),
        new("FCN034", "one axis", Net("[Conv(4)] A; [Conv(4, Kernel = 3, PadTop = 1, PadBottom = 1)] B; [Sum(nameof(B), [|nameof(A)|])] D; [Deconv(4, KernelHeight = 1, KernelWidth = 3)] Up;" + Tail),
            "d fuses b (x = 1·i + 1) and a (x = 1·i + 0), which lie on different places of the picture; b (kernel 3, pad 1x0) takes 1 cell from each side: PadLeft = 1, PadRight = 1 in b keeps them; otherwise crop a onto b (by 1)"),
        new("FCN041", "one axis", Net("[Conv(4)] A; [Conv(4, Kernel = 3, Pad = 1, PadRight = 2)] B; [Sum(nameof(B), [|nameof(A)|])] D;" + Tail),
            "d needs equal sizes: for a picture side of 1 in width, b has 2 cells and a has 1; so it is for every side of 1·n in width; b (kernel 3, pad 1) adds 1 cell in all: PadLeft = 1, PadRight = 1 in b keeps them"),
        new("FCN045", "empty", Net("[Conv(4, Kernel = 5)] A; [Output, Conv(4)] B;", "[FullyConvNet(Channels = 3, Height = 9, [|Width = 4|], InferenceOnly = true)]"),
            "Net takes pictures of 9x4 only, and a is empty for them: it needs 5 cells and data has 4 in width"),
        new("FCN040", "fixed size", Net("[Conv(4)] A; [MaxPool(Kernel = 2, Stride = 2, Rounding = Rounding.Floor)] B; [Deconv(4, Kernel = 2, Stride = 2)] Up; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;", "[FullyConvNet(Channels = 3, Height = 9, Width = 9)]"),
            "Crop of up onto data does not fit: for a picture side of 9, up has 8 cells, less the offset 0 that is 8, but data has 9; so it is for every side of 9, the network's only one; b rounds its size down: Rounding = Rounding.Ceil in b rounds it up, so that they fit"),
        new("FCN020", "height without width", Net("[Conv(4)] A;" + Tail, "[FullyConvNet(Channels = 3, [|Height = 9|])]"),
            "Height of Net is 9; it must be beside a Width, since a network takes pictures of one size or of any"),
        new("FCN020", "smallest and only size", Net("[Conv(4)] A;" + Tail, "[FullyConvNet(Channels = 3, Height = 9, Width = 9, [|MinSize = 9|])]"),
            "MinSize of Net is 9; it must be left out beside Height and Width, which say the only size"),
        new("FCN020", "budget of another size", Net("[Conv(4)] A;" + Tail, "[FullyConvNet(Channels = 3, Height = 9, Width = 9)]\n[MemoryBudget(1, Height = 9, [|Width = 8|])]"),
            "Width of the memory budget is 8; it must be 9, the only size that the network takes"),
        new("FCN020", "kernel of one axis", Net("[Conv(4, [|KernelHeight = 0|], KernelWidth = 3)] A;" + Tail), "KernelHeight of a is 0; it must be from 1 to 1024"),
        new("FCN020", "output padding", Net("[Conv(4, Kernel = 2, Stride = 2)] A; [Deconv(4, Kernel = 2, Stride = 2, [|OutputPad = 2|])] Up;" + Tail), "OutputPad of up is 2; it must be at least 0 and less than the stride, 2"),
        new("FCN020", "large pool", Net("[MaxPool([|KernelHeight = 32|], KernelWidth = 9, PadBottom = 31, PadRight = 8)] A;" + Tail), "KernelHeight of a is 288; it must be at most 256 cells a window, since the winner is kept in a byte"),
        new("FCN050", "budget", Net("[Conv(64)] A; [Conv(4)] B;" + Tail, "[FullyConvNet(Channels = 3)]\n[MemoryBudget([|1|], Height = 256, Width = 256)]"), "The arena of Net needs 17 MiB for inference on 1 x 256 x 256, but the budget is 1 MiB: the closed form gives …"),
        new("FCN020", "budget below the smallest size", Net("[Conv(4, Kernel = 9, Pad = 2)] A; [Deconv(4, Kernel = 5)] Up;" + Tail, "[FullyConvNet(Channels = 3)]\n[MemoryBudget(1, [|Height = 4|])]"),
            "Height of the memory budget is 4; it must be at least 5, the smallest side that the network works for"),
    ];
}
