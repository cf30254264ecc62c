using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Gpu.Tests.Nets;

/// <summary>One of each kind of layer, wide enough for the aligned kernels and small enough for an interpreter.</summary>
[FullyConvNet(Channels = 3)]
public partial class SmallNet
{
    [Conv(16, Kernel = 3, Pad = 3), Relu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
    [Conv(32, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2 { get; }
    [Conv(16, Kernel = 1), Relu] public partial Layer Conv3 { get; }
    [Score(3, Filler = Filler.Xavier)] public partial Layer ScoreFr { get; }
    [Deconv(3, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>The network beside its evaluation layer by layer.</summary>
internal static class SmallCase
{
    public static NetworkCase Network { get; } = new("SmallNet", device => new SmallNet(device, seed: 6), (t, x, labels) =>
    {
        Map pool = t.MaxPool(t.Conv("conv1", x, 16, 3, pad: 3, relu: true), 2, 2);
        Map deep = t.Conv("conv3", t.Conv("conv2", pool, 32, 3, pad: 1, relu: true), 16, 1, relu: true);
        Map score = t.Crop(t.Deconv("upscore", t.Conv("score_fr", deep, 3, 1), 3, 4, 2), 3, x.Height, x.Width);
        return (score, t.SoftmaxLoss(score, labels, 255, mean: true));
    });
}
