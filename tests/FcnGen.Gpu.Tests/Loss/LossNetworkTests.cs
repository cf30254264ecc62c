using System;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>The smallest network with a loss.</summary>
[FullyConvNet(Channels = 3)]
public partial class OneLayerNet
{
    [Conv(2, Kernel = 1, Filler = Filler.Xavier)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>What a wrong label does to a network on a device that runs behind.</summary>
public sealed class LossNetworkTests
{
    [NeedsFact(Need.OpenCl)]
    public void A_wrong_label_fails_the_training_pass_as_on_the_processor()
    {
        using Device processor = Device.Cpu(1);
        using var expected = new OneLayerNet(processor, seed: 1);
        using var actual = new OneLayerNet(GpuDevices.Get(DeviceKind.OpenCl), seed: 1);
        var images = new float[3 * 4 * 5];
        var labels = new byte[20];
        labels[13] = 2;
        var expectedFailure = Assert.Throws<LabelException>(() => expected.ForwardTraining(images, labels, 1, 4, 5));
        var failure = Assert.Throws<LabelException>(() => actual.ForwardTraining(images, labels, 1, 4, 5));
        Assert.Equal(expectedFailure.Message, failure.Message);
        Assert.Throws<InvalidOperationException>(() => actual.Backward());

        labels[13] = 1;
        Assert.Equal(expected.ForwardTraining(images, labels, 1, 4, 5), actual.ForwardTraining(images, labels, 1, 4, 5), 1e-6);
        actual.Backward();
    }
}
