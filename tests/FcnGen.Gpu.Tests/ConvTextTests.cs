using System;
using System.Linq;

namespace FcnGen.Gpu.Tests;

using Layer = ConvOf<N128, N128, N3, N1, N1, N1, N1>;

/// <summary>What must be true of the PTX of strict convolutions for them to be fast: sums in registers, 16 bytes at a time, no products twice.</summary>
public sealed class ConvTextTests
{
    // 64 sums a thread, 8 products of each in a step.
    private const int ProductsPerStep = 512;

    [Fact]
    public void Forward() => Check(ConvKernels<Layer, Bias<Relu<Store>>, PassThrough>.Of(ConvPass.Forward, Tactic(ConvPass.Forward), true, true), 2, 16);

    [Fact]
    public void Gradient_by_the_data() => Check(ConvKernels<Layer, Store, WherePositive>.Of(ConvPass.BackwardData, Tactic(ConvPass.BackwardData), true, true), 2, 16);

    [Fact]
    public void Gradient_of_the_weights() => Check(ConvWeightKernels<Layer>.Of(Tactic(ConvPass.BackwardWeights), true, true), 2, 16);

    private static ConvTactic Tactic(ConvPass pass) => ConvTactics.Choose<Layer>(pass, false);

    private static void Check(KernelDefinition kernel, int loadsPerStep, int stores)
    {
        string text = GpuDevices.Kernels.Text(kernel, KernelTarget.Ptx);
        Assert.DoesNotContain(".local", text, StringComparison.Ordinal);
        Assert.Equal(ProductsPerStep, Count(text, "fma.rn.f32"));

        // Before the loop and in it.
        Assert.Equal(2 * loadsPerStep, Count(text, "ld.global.nc.v4.f32"));
        Assert.Equal(32, Count(text, "ld.shared.v4.f32"));
        Assert.Equal(stores, Count(text, "st.global.v4.f32"));
    }

    private static int Count(string text, string instruction) => text.Split('\n').Count(line => line.Contains(instruction + " ", StringComparison.Ordinal));
}
