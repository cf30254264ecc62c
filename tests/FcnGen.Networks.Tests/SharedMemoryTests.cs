using System.Linq;
using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Networks.Tests;

/// <summary>
/// Networks whose layers share memory in every way that lowering knows, against the layer-by-layer evaluation: scores, labels, losses and
/// the gradient of every parameter.
/// </summary>
public class SharedMemoryTests
{
    public static TheoryData<string> Cases => [.. SharedMemoryCases.All.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_a_layer_by_layer_evaluation(string name)
    {
        using Device device = Device.Cpu();
        SharedMemoryCases.All.Single(network => network.Name == name).Check(device, 7, 9);
    }
}
