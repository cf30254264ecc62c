using System.Collections.Generic;
using System.Linq;
using FcnGen.Networks;

namespace FcnGen.GpuKit;

/// <summary>The networks that the kit knows: those of the catalog and its own.</summary>
internal static class KitNetworks
{
    private static readonly NetworkType[] s_rates = [NetworkType.Of<Conv256>(), NetworkType.Of<Conv512>()];

    /// <summary>Networks that together use every operation, forward and backward.</summary>
    public static IReadOnlyList<NetworkType> Operations { get; } =
    [
        NetworkType.Of<AlignedConvolutions>(), NetworkType.Of<OddConvolutions>(), NetworkType.Of<LargeKernels>(), NetworkType.Of<DeepConvolutions>(),
        NetworkType.Of<Pools>(), NetworkType.Of<Normalised>(), NetworkType.Of<Branches>(), NetworkType.Of<LearnedUpsampling>(), NetworkType.Of<SampledLoss>(),
        NetworkType.Of<Activations>(), NetworkType.Of<LearnedActivations>(), NetworkType.Of<YesOrNo>(), NetworkType.Of<OneAgainstTheRest>(),
        NetworkType.Of<OblongWindows>(), NetworkType.Of<Unpoolings>(), NetworkType.Of<ContextBranches>(), NetworkType.Of<ResizedMaps>(),
    ];

    /// <summary>A network by name.</summary>
    public static NetworkType Find(string name) => s_rates.FirstOrDefault(network => network.Description.Name == name) ?? NetworkCatalog.Find(name);
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
