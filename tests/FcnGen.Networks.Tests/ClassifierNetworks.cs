namespace FcnGen.Networks.Tests;

/// <summary>Caffe's LeNet on MNIST: pictures of one size, whose inner products cover what they read.</summary>
[FullyConvNet(Channels = 1, Height = 28, Width = 28, InferenceOnly = true)]
public partial class LeNet
{
    [Conv(20, Kernel = 5)] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
    [Conv(50, Kernel = 5)] public partial Layer Conv2 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool2 { get; }
    [InnerProduct(500), Relu] public partial Layer Ip1 { get; }
    [InnerProduct(10), Output] public partial Layer Ip2 { get; }
}

/// <summary>A net on pictures twice as wide as high.</summary>
[FullyConvNet(Channels = 2, Height = 9, Width = 18)]
public partial class WideClassifier
{
    [Conv(6, Kernel = 3, Pad = 1), Relu] public partial Layer Conv { get; }
    [MaxPool(Kernel = 3, Stride = 3)] public partial Layer Pool { get; }
    [InnerProduct(5), Relu] public partial Layer Ip { get; }
    [Deconv(4, KernelHeight = 9, KernelWidth = 18, Stride = 3)] public partial Layer Up { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>BVLC's CaffeNet as a classifier.</summary>
[FullyConvNet(Channels = 3, Height = 227, Width = 227, InferenceOnly = true)]
public partial class CaffeNetClassifier
{
    [Conv(96, Kernel = 11, Stride = 4), Relu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool1 { get; }
    [Lrn] public partial Layer Norm1 { get; }
    [Conv(256, Kernel = 5, Pad = 2, Groups = 2), Relu] public partial Layer Conv2 { get; }
    [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool2 { get; }
    [Lrn] public partial Layer Norm2 { get; }
    [Conv(384, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3 { get; }
    [Conv(384, Kernel = 3, Pad = 1, Groups = 2), Relu] public partial Layer Conv4 { get; }
    [Conv(256, Kernel = 3, Pad = 1, Groups = 2), Relu] public partial Layer Conv5 { get; }
    [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool5 { get; }
    [InnerProduct(4096), Relu, Dropout(0.5)] public partial Layer Fc6 { get; }
    [InnerProduct(4096), Relu, Dropout(0.5)] public partial Layer Fc7 { get; }
    [InnerProduct(1000), Output] public partial Layer Fc8 { get; }
}
