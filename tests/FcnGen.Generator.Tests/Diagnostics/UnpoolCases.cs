using System.Collections.Generic;
using static FcnGen.Generator.Tests.Diagnostics.DiagnosticCase;

namespace FcnGen.Generator.Tests.Diagnostics;

/// <summary>Unpoolings that cannot be.</summary>
internal static class UnpoolCases
{
    private const string Tail = " [CropToInput] Score; [SoftmaxLoss] Loss;";

    private const string Pooled = "[Conv(4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; ";

    public static IEnumerable<DiagnosticCase> All =>
    [
        new("FCN011", "winners", Net(Pooled + "[Unpool([|\"Q\"|])] U;" + Tail), "u names 'Q', which is not among the layers above it; did you mean 'A'?"),
        new("FCN011", "winners of nothing", Net(Pooled + "[Unpool([|null!|])] U;" + Tail), "u names '', which is not among the layers above it; did you mean 'A'?"),
        new("FCN011", "winners in another network", Net("[Conv(4)] A; [Unpool([|nameof(Other.Pool9)|])] U;" + Tail, rest: "[FullyConvTrunk(Channels = 3)] public partial class Other { [MaxPool(Stride = 2)] public partial Layer Pool9 { get; } }"),
            "u names 'Pool9', which is not among the layers above it"),
        new("FCN012", "winners", Net("[Conv(4)] A; [Unpool([|nameof(P)|])] U; [MaxPool(Kernel = 2, Stride = 2, From = nameof(A))] P; [Unpool(nameof(P))] V;" + Tail),
            "u reads p, which is declared below it; layers stand in the order that data flows"),
        new("FCN012", "winners in a cycle", Net("[Conv(4)] A; [Unpool([|nameof(P)|])] U; [MaxPool(Kernel = 2, Stride = 2)] P; [Unpool(nameof(P))] V;" + Tail),
            "u reads p, which is declared below it and reads it in turn, which is a cycle; layers stand in the order that data flows"),
        new("FCN013", "winners", Net(Pooled + "[Unpool([|nameof(U)|])] U;" + Tail), "u reads itself; name another layer, or leave From out to read the layer above"),
        new("FCN016", "winners", Net("[Conv(4)] A; [SoftmaxLoss] L; [Unpool([|nameof(L)|]), Output] U;"), "u reads l, but a loss is a number and not a blob"),
        new("FCN065", "convolution", Net("[Conv(4)] A; [Unpool([|nameof(A)|])] U;" + Tail), "u reads the winners of a, but a is a layer of the kind Conv and has none"),
        new("FCN065", "crop of a pool", Net(Pooled + "[Conv(4, Kernel = 3)] C; [Crop(From = nameof(P), Onto = nameof(C))] D; [Sum(nameof(C), nameof(D))] S; [Conv(4, Kernel = 3, Pad = 2)] E; [Unpool([|nameof(D)|])] U;" + Tail),
            "u reads the winners of d, but d is a layer of the kind Crop and has none; did you mean 'P'?"),
        new("FCN065", "average, of two pools", Net(Pooled + "[MaxPool(Kernel = 1, Stride = 1)] Q; [AvgPool(Kernel = 1, Stride = 1)] M; [Unpool([|nameof(M)|])] U;" + Tail),
            "u reads the winners of m, but m is a layer of the kind AvgPool and has none"),
        new("FCN066", "overlap", Net("[Conv(4)] A; [MaxPool(Kernel = 3, Stride = 2, Pad = 1)] P; [Unpool([|nameof(P)|])] U;" + Tail),
            "u cannot undo p: its windows of 3x3 cells lie 2 apart and overlap, so that a cell could win two of them; give p a stride that is no smaller than its kernel"),
        new("FCN066", "overlap along one axis", Net("[Conv(4)] A; [MaxPool(KernelHeight = 2, KernelWidth = 3, Stride = 2)] P; [Unpool([|nameof(P)|])] U;" + Tail),
            "u cannot undo p: its windows of 2x3 cells lie 2 apart and overlap, so that a cell could win two of them; give p a stride that is no smaller than its kernel"),
        new("FCN066", "channels", Net(Pooled + "[Conv(6)] C; [Unpool([|nameof(P)|])] U;" + Tail),
            "u cannot undo p: p has 4 channels, set by a, but c, whose values are put where it had its winners, has 6 channels; the channels must be equal"),
        new("FCN030", "unpool", Net(Pooled + "[MaxPool(Kernel = 2, Stride = 2)] Q; [Unpool([|nameof(P)|])] U;" + Tail),
            "u needs equal strides: q has 4 = 2 (p) · 2 (q), but p has 2 = 2 (p); enlarge q 2 times before, for example by [Deconv(4, Kernel = 4, Stride = 2, Bilinear = true)]"),
        new("FCN034", "unpool, cells too few", Net(Pooled + "[Conv(4, Kernel = 3)] C; [Unpool([|nameof(P)|])] U;" + Tail),
            "u fuses p (x = 2·i + 1/2) and c (x = 2·i + 5/2), which lie on different places of the picture; c (kernel 3, no pad) takes 1 cell from each side: Pad = 1 in c keeps them; otherwise c starts 1 cell after p, and no crop adds cells"),
        new("FCN034", "unpool, cells too many", Net(Pooled + "[Conv(4, Kernel = 3, Pad = 3)] C; [Unpool([|nameof(P)|])] U;" + Tail),
            "u fuses p (x = 2·i + 1/2) and c (x = 2·i − 7/2), which lie on different places of the picture; c (kernel 3, pad 3) adds 2 cells on each side: Pad = 1 in c keeps them; otherwise crop c onto p (by 2)"),
        new("FCN041", "unpool", Net(Pooled + "[AvgPool(Kernel = 2, Stride = 2, Rounding = Rounding.Floor, From = nameof(A))] Q; [Unpool([|nameof(P)|])] U;" + Tail),
            "u needs equal sizes: for a picture side of 3, p has 2 cells and q has 1; so it is for every side of 2·n + 1; q rounds its size down: Rounding = Rounding.Ceil in q rounds it up, so that they fit"),
        new("FCN011", "winners in a block", "using FcnGen;\n[FullyConvBlock]\npublic partial class Part\n{\n" + Layers("[MaxPool(Kernel = 2, Stride = 2)] P; [Unpool([|\"Q\"|])] U;") + "\n}\n",
            "u names 'Q', which is not among the layers above it; did you mean 'P'?"),
        new("FCN065", "where a block has no pool", Net("[Conv(4)] A; [[|Block(typeof(Part), With = \"Down = 0\")|]] B;" + Tail, rest: Part),
            "b.u reads the winners of a, but a is a layer of the kind Conv and has none, in Part.U (B)"),
        new("FCN066", "in a use", Net("[Conv(4)] A; [[|Block(typeof(Part), With = \"Down = 1\")|]] B;" + Tail, rest: Part),
            "b.u cannot undo b.p: its windows of 2x2 cells lie 1 apart and overlap, so that a cell could win two of them; give b.p a stride that is no smaller than its kernel, in Part.U (B)"),
    ];

    private const string Part = "[FullyConvBlock(\"Down\")] public partial class Part { [MaxPool(Kernel = 2, With = \"Stride = Down\"), When(\"Down\")] public partial Layer P { get; } [Unpool(nameof(P))] public partial Layer U { get; } }";
}
