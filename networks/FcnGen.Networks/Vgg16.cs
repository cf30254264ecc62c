namespace FcnGen.Networks;

/// <summary>
/// The convolutional part of VGG16 (Simonyan and Zisserman, arXiv 1409.1556, configuration D) with its two fully connected layers made
/// convolutions: 134,260,544 parameters, receptive field 404, stride 32.
/// </summary>
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
