using System.Globalization;

namespace FcnGen.Generator.Tests;

/// <summary>The paper's networks as their users write them.</summary>
internal static class Sources
{
    public const string Vgg16 = """
        using FcnGen;

        namespace Nets;

        [FullyConvTrunk(Channels = 3)]
        public partial class Vgg16
        {
            [Conv(64, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1_1 { get; }
            [Conv(64, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1_2 { get; }
            [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
            [Conv(128, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2_1 { get; }
            [Conv(128, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2_2 { get; }
            [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool2 { get; }
            [Conv(256, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3_1 { get; }
            [Conv(256, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3_2 { get; }
            [Conv(256, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3_3 { get; }
            [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool3 { get; }
            [Conv(512, Kernel = 3, Pad = 1), Relu] public partial Layer Conv4_1 { get; }
            [Conv(512, Kernel = 3, Pad = 1), Relu] public partial Layer Conv4_2 { get; }
            [Conv(512, Kernel = 3, Pad = 1), Relu] public partial Layer Conv4_3 { get; }
            [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool4 { get; }
            [Conv(512, Kernel = 3, Pad = 1), Relu] public partial Layer Conv5_1 { get; }
            [Conv(512, Kernel = 3, Pad = 1), Relu] public partial Layer Conv5_2 { get; }
            [Conv(512, Kernel = 3, Pad = 1), Relu] public partial Layer Conv5_3 { get; }
            [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool5 { get; }
            [InnerProduct(4096, Kernel = 7), Relu, Dropout(0.5)] public partial Layer Fc6 { get; }
            [InnerProduct(4096), Relu, Dropout(0.5)] public partial Layer Fc7 { get; }
        }
        """;

    /// <summary>FCN-8s on the trunk above.</summary>
    public static string Fcn8s(int pad = 100) => Header("Fcn8s", pad) + """
            [Score(21)] public partial Layer ScoreFr { get; }
            [Deconv(21, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore2 { get; }
            [Score(21, From = nameof(Vgg16.Pool4))] public partial Layer ScorePool4 { get; }
            [Crop(Onto = nameof(Upscore2))] public partial Layer ScorePool4c { get; }
            [Sum(nameof(Upscore2), nameof(ScorePool4c))] public partial Layer FusePool4 { get; }
            [Deconv(21, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer UpscorePool4 { get; }
            [Score(21, From = nameof(Vgg16.Pool3))] public partial Layer ScorePool3 { get; }
            [Crop(Onto = nameof(UpscorePool4))] public partial Layer ScorePool3c { get; }
            [Sum(nameof(UpscorePool4), nameof(ScorePool3c))] public partial Layer FusePool3 { get; }
            [Deconv(21, Kernel = 16, Stride = 8, Bilinear = true)] public partial Layer Upscore8 { get; }
            [CropToInput] public partial Layer Score { get; }
            [SoftmaxLoss(IgnoreLabel = 255, Normalization = LossNormalization.Sum)] public partial Layer Loss { get; }
        }
        """;

    public static string Fcn16s(int pad = 100) => Header("Fcn16s", pad) + """
            [Score(21)] public partial Layer ScoreFr { get; }
            [Deconv(21, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore2 { get; }
            [Score(21, From = nameof(Vgg16.Pool4))] public partial Layer ScorePool4 { get; }
            [Crop(Onto = nameof(Upscore2))] public partial Layer ScorePool4c { get; }
            [Sum(nameof(Upscore2), nameof(ScorePool4c))] public partial Layer FusePool4 { get; }
            [Deconv(21, Kernel = 32, Stride = 16, Bilinear = true)] public partial Layer Upscore16 { get; }
            [CropToInput] public partial Layer Score { get; }
            [SoftmaxLoss] public partial Layer Loss { get; }
        }
        """;

    public static string Fcn32s(int pad = 100) => Header("Fcn32s", pad) + """
            [Score(21)] public partial Layer ScoreFr { get; }
            [Deconv(21, Kernel = 64, Stride = 32, Bilinear = true)] public partial Layer Upscore { get; }
            [CropToInput] public partial Layer Score { get; }
            [SoftmaxLoss] public partial Layer Loss { get; }
        }
        """;

    public static string AlexNet(int pad = 100, int kernel = 63) => $$"""
        using FcnGen;

        namespace Nets;

        [FullyConvNet(Channels = 3, BiasLrMult = 1, BiasDecayMult = 1)]
        public partial class FcnAlexNet
        {
            [Conv(96, Kernel = 11, Stride = 4, Pad = {{Text(pad)}}), Relu] public partial Layer Conv1 { get; }
            [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool1 { get; }
            [Lrn] public partial Layer Norm1 { get; }
            [Conv(256, Kernel = 5, Pad = 2, Groups = 2), Relu] public partial Layer Conv2 { get; }
            [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool2 { get; }
            [Lrn] public partial Layer Norm2 { get; }
            [Conv(384, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3 { get; }
            [Conv(384, Kernel = 3, Pad = 1, Groups = 2), Relu] public partial Layer Conv4 { get; }
            [Conv(256, Kernel = 3, Pad = 1, Groups = 2), Relu] public partial Layer Conv5 { get; }
            [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool5 { get; }
            [InnerProduct(4096, Kernel = 6), Relu, Dropout(0.5)] public partial Layer Fc6 { get; }
            [InnerProduct(4096), Relu, Dropout(0.5)] public partial Layer Fc7 { get; }
            [Score(21, BiasLrMult = 2, BiasDecayMult = 0)] public partial Layer ScoreFr { get; }
            [Deconv(21, Kernel = {{Text(kernel)}}, Stride = 32, Bilinear = true)] public partial Layer Upscore { get; }
            [CropToInput] public partial Layer Score { get; }
            [SoftmaxLoss] public partial Layer Loss { get; }
        }
        """;

    private static string Header(string name, int pad) => $$"""
        using FcnGen;

        namespace Nets;

        [FullyConvNet(Channels = 3)]
        [Trunk(typeof(Vgg16), FirstPad = {{Text(pad)}})]
        public partial class {{name}}
        {

        """;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
