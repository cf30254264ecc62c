using System;
using System.Globalization;
using Xunit.Abstractions;

namespace FcnGen.Gpu.Tests;

/// <summary>
/// Convolutions of random shapes against the oracle: strict on OpenCL and in the interpreter, on tensor cores in the interpreter. Three here, each of a kind;
/// <c>FCNGEN_RANDOM_CONVS</c> asks for as many more as it says, from seed <c>FCNGEN_RANDOM_SEED</c> on.
/// </summary>
public sealed class ConvRandomTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(10)]
    [InlineData(14)]
    [InlineData(17)]
    public void Seed(int seed) => RandomConv.Of(seed).Run();

    [Fact]
    public void Seeds_asked_for()
    {
        int count = Setting("FCNGEN_RANDOM_CONVS");
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

    private static int Setting(string name) =>
        int.Parse(Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : "0", NumberStyles.None, CultureInfo.InvariantCulture);
}
