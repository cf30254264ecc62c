using System.Collections.Generic;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>The thin forms of the published networks.</summary>
internal static class ThinCases
{
    public static IReadOnlyList<NetworkCase> All { get; } =
    [
        new("ThinFcn32s", device => new ThinFcn32s(device, seed: 1), ReferenceNetworks.Fcn32s),
        new("ThinFcn16s", device => new ThinFcn16s(device, seed: 2), ReferenceNetworks.Fcn16s),
        new("ThinFcn8s", device => new ThinFcn8s(device, seed: 3), ReferenceNetworks.Fcn8s),
        new("ThinFcnAlexNet", device => new ThinFcnAlexNet(device, seed: 4), ReferenceNetworks.AlexNet),
    ];
}
