using System;
using System.Globalization;
using FcnGen.Tests;
using Xunit.Abstractions;

namespace FcnGen.Gpu.Tests;

/// <summary>
/// Convolutions of random shapes against the oracle: strict on OpenCL and in the interpreter, on tensor cores in the interpreter. Some of each here;
/// <c>FCNGEN_RANDOM_CONVS</c> asks for as many more as it says, from seed <c>FCNGEN_RANDOM_SEED</c> on.
/// </summary>
public sealed class ConvRandomTests(ITestOutputHelper output)
{
    private const string Count = "FCNGEN_RANDOM_CONVS";

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, Precision.Strict, 10)]
    [InlineData(DeviceKind.OpenCl, Precision.Strict, 17)]
    [InlineData(DeviceKind.Ptx, Precision.Strict, 5)]
    [InlineData(DeviceKind.Ptx, Precision.Tf32, 14)]
    public void Seed(DeviceKind kind, Precision precision, int seed)
    {
        RandomConv conv = RandomConv.Of(seed);
        Assert.Equal((kind, precision), (conv.Kind, conv.Precision));
        conv.Run();
    }

    [AskedForFact]
    public void Seeds_asked_for()
    {
        int count = Setting(Count);
        int first = Setting("FCNGEN_RANDOM_SEED");
        int failed = 0;
        for (int seed = first; seed < first + count; seed++)
        {
            RandomConv conv = RandomConv.Of(seed);
            try
            {
                conv.Run();
            }
            catch (Exception e)
            {
                failed++;
                output.WriteLine($"{conv}: {e.Message}");
            }
        }

        Assert.Equal(0, failed);
    }

    private sealed class AskedForFactAttribute : FactAttribute
    {
        public AskedForFactAttribute() => Skip = Setting(Count) == 0 ? $"Runs as many as {Count} says." : Machine.Lacks(Need.OpenCl);
    }

    private static int Setting(string name) =>
        int.Parse(Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : "0", NumberStyles.None, CultureInfo.InvariantCulture);
}
