using System;
using System.Collections.Generic;
using FcnGen.Networks;

namespace FcnGen.GpuKit;

/// <summary>The networks that the kit knows: those of the catalog and its own.</summary>
internal static class KitNetworks
{
    /// <summary>Networks that together use every operation, forward and backward.</summary>
    public static IReadOnlyList<(string Name, Func<Device, Network> Create)> Operations { get; } =
    [
        (nameof(AlignedConvolutions), device => new AlignedConvolutions(device)),
        (nameof(OddConvolutions), device => new OddConvolutions(device)),
        (nameof(LargeKernels), device => new LargeKernels(device)),
        (nameof(DeepConvolutions), device => new DeepConvolutions(device)),
        (nameof(Pools), device => new Pools(device)),
        (nameof(Normalised), device => new Normalised(device)),
        (nameof(Branches), device => new Branches(device)),
        (nameof(LearnedUpsampling), device => new LearnedUpsampling(device)),
        (nameof(SampledLoss), device => new SampledLoss(device)),
    ];

    /// <summary>Creates a network by name.</summary>
    public static Network Create(string name, Device device) => name switch
    {
        nameof(Conv256) => new Conv256(device),
        nameof(Conv512) => new Conv512(device),
        _ => NetworkCatalog.Create(name, device, seed: 1),
    };

    /// <summary>Describes a network by name.</summary>
    public static NetworkDescription Describe(string name) => name switch
    {
        nameof(Conv256) => Conv256.Definition,
        nameof(Conv512) => Conv512.Definition,
        _ => NetworkCatalog.Describe(name),
    };
}

/// <summary>One 3x3 convolution of 256 channels, for its rate.</summary>
[FullyConvNet(Channels = 256)]
public partial class Conv256
{
    [Conv(256, Kernel = 3, Pad = 1), Relu] public partial Layer Conv { get; }
    [Score(4)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>One 3x3 convolution of 512 channels, for its rate.</summary>
[FullyConvNet(Channels = 512)]
public partial class Conv512
{
    [Conv(512, Kernel = 3, Pad = 1), Relu] public partial Layer Conv { get; }
    [Score(4)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}
