using System;
using FcnGen.CompilerServices;
using FcnGen.KernelCompiler;

namespace FcnGen.Gpu.Tests;

using Conv4 = ConvOf<D<D<N2, N5>, N6>, D<D<N2, N5>, N6>, N3, N1, N1, N1, N1>;

/// <summary>The PTX of the widest tensor-core tile, of a shape as in VGG-16: what would make it slow shows in the text.</summary>
public sealed class TensorTextTests
{
    // 64 × 64 sums of a warp, 16 products a step, 16 × 8 × 8 an instruction; 2 tiles of 128 × 16 floats, 16 bytes a copy, 128 threads.
    private const int Products = 64;
    private const int Copies = 8;

    [Fact]
    public void Convolution() => Check(ConvKernels<Conv4, Bias<Activate<Relu, Store>>, PassThrough>.Of(ConvPass.Forward, ConvTactics.Choose<Conv4>(ConvPass.Forward, true), true, true));

    [Fact]
    public void Gradient_by_the_data() => Check(ConvKernels<Conv4, Store, Through<Relu>>.Of(ConvPass.BackwardData, ConvTactics.Choose<Conv4>(ConvPass.BackwardData, true), true, true));

    [Fact]
    public void Gradient_by_the_weights() => Check(ConvWeightKernels<Conv4>.Of(ConvTactics.Choose<Conv4>(ConvPass.BackwardWeights, true), true, true));

    private static void Check(KernelDefinition kernel)
    {
        Assert.True(kernel.CudaOnly);
        string ptx = GpuDevices.Kernels.Text(kernel, KernelTarget.Ptx);
        Assert.Equal(0, PtxText.CountLocalAccesses(ptx));

        // The main loop is the only place with a barrier or a product.
        int begin = ptx.IndexOf("bar.sync", StringComparison.Ordinal);
        int end = ptx.LastIndexOf("mma.sync", StringComparison.Ordinal);
        string loop = ptx[begin..(end + 1)];
        Assert.Equal(begin, ptx.LastIndexOf("bar.sync", StringComparison.Ordinal));
        Assert.Equal(Products, PtxText.Count(ptx, "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32"));
        Assert.Equal(Copies, PtxText.Count(loop, "cp.async.cg.shared.global"));
        Assert.DoesNotContain("div.", loop, StringComparison.Ordinal);
        Assert.DoesNotContain("rem.", loop, StringComparison.Ordinal);
        Assert.DoesNotContain("ld.global", loop, StringComparison.Ordinal);
    }
}
