using System.Collections.Generic;
using static FcnGen.Generator.Tests.Diagnostics.DiagnosticCase;

namespace FcnGen.Generator.Tests.Diagnostics;

/// <summary>Mistakes whose cause lies elsewhere than where the proof fails, and what can be built but is hardly meant.</summary>
internal static class RemedyCases
{
    private const string Tail = " [CropToInput] Score; [SoftmaxLoss] Loss;";

    private const string Trunk = "[FullyConvTrunk(Channels = 3)] public partial class Base { [Conv(4)] public partial Layer A { get; } [Conv(4)] public partial Layer B { get; } }\n";

    public static IEnumerable<DiagnosticCase> All =>
    [
        new("FCN031", "two convolutions without a pad", Net("[Conv(4, Kernel = 3)] A; [Conv(4, Kernel = 5)] B; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;"),
            "Crop of b onto data would need the negative offset -3, that is, cells that b does not have: x = 1·i + 3 against x = 1·i + 0"
            + "; a (kernel 3, no pad) takes 1 cell from each side, and b (kernel 5, no pad) takes 2 cells from each side: Pad = 1 in a and Pad = 2 in b keep them"),
        new("FCN031", "dilation without its pad", Net("[Conv(4, Kernel = 3, Pad = 1)] A; [Conv(4, Kernel = 3, Pad = 1, Dilation = 2)] B; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;"),
            "Crop of b onto data would need the negative offset -1, that is, cells that b does not have: x = 1·i + 1 against x = 1·i + 0"
            + "; b (kernel 3, dilation 2, pad 1) takes 1 cell from each side: Pad = 2 in b keeps them"),
        new("FCN031", "four convolutions without a pad", Net("[Conv(4, Kernel = 3)] A; [Conv(4, Kernel = 3)] B; [Conv(4, Kernel = 3)] C; [Conv(4, Kernel = 3)] D; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;"),
            "Crop of d onto data would need the negative offset -4, that is, cells that d does not have: x = 1·i + 4 against x = 1·i + 0"
            + "; a, b, c and d change the border by 4 of their cells in all, since their pads are not (Kernel − 1) · Dilation / 2: Pad = 1, 1, 1, 1 keeps it"),
        new("FCN031", "first pad of a trunk", Net("[Deconv(4, Kernel = 4, Stride = 2, Bilinear = true)] Up; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;", "[FullyConvNet(Channels = 3)]\n[Trunk(typeof(Stem))]",
                "[FullyConvTrunk(Channels = 3)] public partial class Stem\n{\n" + Layers("[Conv(4, Kernel = 3, Pad = 1)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [InnerProduct(4, Kernel = 7)] Fc;") + "\n}\n"),
            "Crop of up onto data would need the negative offset -5, that is, cells that up does not have: x = 1·i + 5 against x = 1·i + 0"
            + "; with FirstPad = 6 or more on the trunk, where a has a pad of 1, the layers have the border that their kernels take"),
        new("FCN031", "first pad of an own layer", Net("[Conv(4, Kernel = 3, Pad = 1)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [InnerProduct(4, Kernel = 7)] Fc; [Deconv(4, Kernel = 4, Stride = 2, Bilinear = true)] Up; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;"),
            "Crop of up onto data would need the negative offset -5, that is, cells that up does not have: x = 1·i + 5 against x = 1·i + 0"
            + "; with Pad = 6 or more instead of 1 in a, the layers have the border that their kernels take"),
        new("FCN031", "first pad of a trunk that another layer would get", Net("[Deconv(4, Kernel = 4, Stride = 2, Bilinear = true)] Up; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;", "[FullyConvNet(Channels = 3)]\n[Trunk(typeof(Stem))]",
                "[FullyConvTrunk(Channels = 3)] public partial class Stem\n{\n" + Layers("[Score(4)] Mixed; [Conv(4, Kernel = 3, Pad = 1)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [InnerProduct(4, Kernel = 7)] Fc;") + "\n}\n"),
            "Crop of up onto data would need the negative offset -5, that is, cells that up does not have: x = 1·i + 5 against x = 1·i + 0"),
        new("FCN034", "branch without a pad", Net("[Conv(4)] A; [Conv(4, Kernel = 3)] B; [Sum(nameof(B), [|nameof(A)|])] C;" + Tail),
            "c fuses b (x = 1·i + 1) and a (x = 1·i + 0), which lie on different places of the picture"
            + "; b (kernel 3, no pad) takes 1 cell from each side: Pad = 1 in b keeps them; otherwise crop a onto b (by 1)"),
        new("FCN034", "branch with too much pad", Net("[Conv(4)] A; [Conv(4, Kernel = 3, Pad = 2)] B; [Concat(nameof(A), [|nameof(B)|])] C;" + Tail),
            "c fuses a (x = 1·i + 0) and b (x = 1·i − 1), which lie on different places of the picture"
            + "; b (kernel 3, pad 2) adds 1 cell on each side: Pad = 1 in b keeps them; otherwise crop b onto a (by 1)"),
        new("FCN035", "loss behind a convolution without a pad", Net("[Conv(4, Kernel = 3)] A; [[|SoftmaxLoss|]] Loss;"),
            "loss reads a at x = 1·i + 1, but labels lie at x = 1·i + 0; upsample to stride 1 and put a [CropToInput] layer before the loss"
            + "; a (kernel 3, no pad) takes 1 cell from each side: Pad = 1 in a keeps them"),
        new("FCN040", "upsampling that does not reach", Net("[Conv(4, Kernel = 3)] A; [MaxPool(Kernel = 2, Stride = 2, Rounding = Rounding.Floor)] P; [Deconv(4, Kernel = 4, Stride = 2, Bilinear = true)] Up; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;"),
            "Crop of up onto data does not fit: for a picture side of 5, up has 4 cells, less the offset 0 that is 4, but data has 5; so it is for every side of 2·n + 1"
            + "; a (kernel 3, no pad) takes 1 cell from each side: Pad = 1 in a keeps them"),
        new("FCN041", "pooling beside a strided convolution", Net("[Conv(4)] A; [MaxPool(Kernel = 3, Stride = 2, Pad = 1)] P; [Conv(4, Kernel = 3, Stride = 2, Pad = 1, From = nameof(A))] B; [Concat(nameof(B), [|nameof(P)|])] C; [Deconv(8, Kernel = 3, Stride = 2, Bilinear = true)] Up;" + Tail),
            "c needs equal sizes: for a picture side of 2, b has 1 cell and p has 2; so it is for every side of 2·n; p rounds its size up as in Caffe: Rounding = Rounding.Floor in p rounds it down, so that they fit"),
        new("FCN030", "pooling without its stride", Net("[Conv(4, Kernel = 3, Pad = 1)] A; [MaxPool(Kernel = 2)] P; [Conv(4, Kernel = 3, Pad = 1)] B; [Deconv(4, Kernel = 4, Stride = 2, Bilinear = true)] Up; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;"),
            "score needs equal strides: up has 1/2 = 1 / 2 (up), but data has 1; p has no Stride, which is then 1: Stride = 2 in p makes them fit; otherwise a stride of 1 and a kernel of 2 instead of 2 and 4 in up makes them equal"),
        new("FCN030", "pooling without its stride, convolutions without pads", Net("[Conv(4, Kernel = 5)] A; [MaxPool(Kernel = 2)] P; [Conv(4, Kernel = 5)] B; [Deconv(4, Kernel = 4, Stride = 2, Bilinear = true)] Up; [[|CropToInput|]] Score; [SoftmaxLoss] Loss;"),
            "score needs equal strides: up has 1/2 = 1 / 2 (up), but data has 1; p has no Stride, which is then 1: Stride = 2 in p makes them fit; a (kernel 5, no pad)…"),
        new("FCN030", "two mistakes", Net("[Conv(4, Kernel = 3, Pad = 1)] A; [MaxPool(Kernel = 2)] P; [Deconv(4, Kernel = 8, Stride = 4, Bilinear = true)] Up; [Conv(4, Stride = 2, Kernel = 3, Pad = 1, From = nameof(A))] B; [Output, Sum(nameof(Up), [|nameof(B)|])] C; [CropToInput(From = nameof(A))] Score; [SoftmaxLoss] Loss;"),
            "c needs equal strides: b has 2 = 2 (b), but up has 1/4 = 1 / 4 (up); enlarge b 8 times before, for example by [Deconv(4, Kernel = 16, Stride = 8, Bilinear = true)]; note that p has no Stride, which is then 1"),
        new("FCN026", "pooling without its stride", Net("[Conv(4, Kernel = 4, Pad = 2)] A; [[|MaxPool(Kernel = 2)|]] P;" + Tail),
            "p is a pooling with a kernel of 2 and no Stride, which is then 1 as in Caffe, so that the map stays almost as large as it was; write Stride = 2 to shrink it, or Stride = 1 if it is meant"),
        new("FCN026", "bare pooling", Net("[Conv(4, Kernel = 4, Pad = 2)] A; [[|AvgPool|]] P;" + Tail),
            "p is a pooling with a kernel of 2 and no Stride, which is then 1 as in Caffe, so that the map stays almost as large as it was; write Stride = 2 to shrink it, or Stride = 1 if it is meant"),
        new("FCN027", "fixed", Net("[Conv(4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Deconv(4, [|Kernel = 8|], Stride = 2, Bilinear = true)] Up;" + Tail),
            "up interpolates bilinearly with a kernel of 8 at a stride of 2, which multiplies the scores by 4: the weights that reach a pixel add up to 2 along each side; a kernel of 4 keeps the scores as they are"),
        new("FCN027", "learned", Net("[Conv(4, Kernel = 3, Pad = 3)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Deconv(4, [|Kernel = 2|], Stride = 2)] Up;" + Tail),
            "up starts as bilinear interpolation with a kernel of 2 at a stride of 2, which multiplies the scores by 1/4: the weights that reach a pixel add up to 1/2 along each side; a kernel of 4 keeps the scores as they are"),
        new("FCN027", "depending on the pixel", Net("[Conv(4, Stride = 3, Kernel = 3, Pad = 5)] A; [Deconv(4, Stride = 3, [|Kernel = 7|], Bilinear = true)] Up;" + Tail),
            "up interpolates bilinearly with a kernel of 7 at a stride of 3, which multiplies the scores by 25/16 to 9/4, depending on the pixel: the weights that reach a pixel add up to 5/4 to 3/2 along each side; a kernel of 5 keeps the scores as they are"),
        new("FCN060", "crop without onto", Net("[Conv(4)] A; [Conv(4)] B; [[|Crop(From = nameof(A))|]] C;" + Tail),
            "c crops a, but does not say onto which layer; add Onto = nameof(...) with the layer whose place and size it takes, or write [CropToInput] for those of the picture"),
        new("FCN060", "bare crop", Net("[Conv(4)] A; [[|Crop|]] C;" + Tail),
            "c crops a, but does not say onto which layer; add Onto = nameof(...) with the layer whose place and size it takes, or write [CropToInput] for those of the picture"),
        new("FCN061", "trunk twice", Net("[Input(3)] Color; [Input(3)] Depth; [Sum(nameof(Base.B), nameof(Base.A))] C; [CropToInput(Input = nameof(Color))] Score; [SoftmaxLoss] Loss;",
                "[FullyConvNet]\n[Trunk(typeof(Base), From = nameof(Color))]\n[[|Trunk(typeof(Base), From = nameof(Depth))|]]", Trunk),
            "Trunks Base and Base both bring a layer A and another one; give one of them a Suffix, such as Suffix = \"Depth\", which is appended to its names (ADepth)"),
        new("FCN061", "later layers of two trunks", Net("[Input(3)] Color; [Input(3)] Depth; [Sum(nameof(Base.B), nameof(Base.A))] C; [CropToInput(Input = nameof(Color))] Score; [SoftmaxLoss] Loss;",
                "[FullyConvNet]\n[Trunk(typeof(Base), From = nameof(Color))]\n[[|Trunk(typeof(Other), From = nameof(Depth))|]]", Trunk + Trunk.Replace("Base", "Other").Replace("Layer A", "Layer Z").Replace("[Conv(4)] public partial Layer B", "[Conv(4, From = nameof(Z))] public partial Layer B")),
            "Trunks Base and Other both bring a layer B; give one of them a Suffix, such as Suffix = \"Depth\", which is appended to its names (BDepth)"),
        new("FCN061", "same suffix", Net("[Conv(4)] C;" + Tail, "[FullyConvNet(Channels = 3)]\n[Trunk(typeof(Base), Suffix = \"X\")]\n[Trunk(typeof(Base), [|Suffix = \"X\"|])]", Trunk),
            "Trunks Base and Base both bring a layer AX and another one; give one of them a Suffix, such as Suffix = \"B\", which is appended to its names (AXB)"),
        new("FCN062", "network of other channels", Net("[Conv(4)] C;" + Tail, "[FullyConvNet(Channels = 1)]\n[Trunk([|typeof(Base)|])]", Trunk),
            "Trunk Base is declared for 3 channels, but data of Net has 1 channel, so weights of the trunk do not fit its first layer here; Channels = 3 makes them fit"),
        new("FCN062", "input of other channels", Net("[Input(2)] Depth; [Conv(4, From = nameof(Base.B))] C;" + Tail, "[FullyConvNet]\n[Trunk([|typeof(Base)|], From = nameof(Depth))]", Trunk),
            "Trunk Base is declared for 3 channels, but depth of Net has 2 channels, so weights of the trunk do not fit its first layer here; [Input(3)] makes them fit"),
        new("FCN020", "loss of an inference net", Net("[Conv(4)] A;" + Tail, "[FullyConvNet(Channels = 3, [|InferenceOnly = true|])]"),
            "InferenceOnly of Net is true; it must be left out, since the network has a loss and can be trained"),
    ];
}
