using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FcnGen.KernelCompiler;
using FcnGen.Networks;

namespace FcnGen.Gpu.Tests;

/// <summary>Which kernels a network needs.</summary>
public sealed class CompilerRecordingTests
{
    [Theory]
    [InlineData(Precision.Strict, KernelTarget.Ptx)]
    [InlineData(Precision.Tf32, KernelTarget.Ptx)]
    [InlineData(Precision.Strict, KernelTarget.OpenCl)]
    public void Pictures_of_every_size_need_the_same_kernels(Precision precision, KernelTarget target)
    {
        var names = Names(NetworkKernels.Of(typeof(CompilerNet), NetworkPasses.All, precision, target));
        Assert.Equal(names.Distinct(), names);
        foreach (int extra in new[] { 1, 2, 6, 61, 255 })
            Assert.Equal(names, Names(NetworkKernels.Of(typeof(CompilerNet), NetworkPasses.All, precision, target, extra)));
    }

    [Fact]
    public void Training_needs_more_than_inference_and_both_need_what_is_common()
    {
        var inference = Names(NetworkKernels.Of(typeof(CompilerNet), NetworkPasses.Inference, Precision.Strict, KernelTarget.OpenCl));
        var all = Names(NetworkKernels.Of(typeof(CompilerNet), NetworkPasses.All, Precision.Strict, KernelTarget.OpenCl));
        Assert.Subset(all.ToHashSet(), inference.ToHashSet());
        Assert.Contains(inference, name => name.Contains("conv", StringComparison.Ordinal));
        Assert.True(all.Count > inference.Count);
        Assert.Subset(inference.ToHashSet(), Names(CommonKernels.All.Where(kernel => !kernel.CudaOnly)).ToHashSet());
    }

    [Fact]
    public void Networks_that_one_picture_does_not_feed_need_the_kernels_of_labels_too() =>
        Assert.Contains(
            Names(NetworkKernels.Of(typeof(CompilerNetOfTwoInputs), NetworkPasses.Inference, Precision.Strict, KernelTarget.Ptx)),
            name => name.StartsWith("bilinear_arg_max", StringComparison.Ordinal));

    [Fact]
    public void A_network_without_label_maps_has_kernels_for_its_scores() =>
        Assert.Contains(
            Names(NetworkKernels.Of(typeof(CompilerNetOfManyChannels), NetworkPasses.Inference, Precision.Strict, KernelTarget.Ptx)),
            name => name.Contains("1_300_k1", StringComparison.Ordinal));

    [Fact]
    public void Kernels_for_other_gpus_use_nothing_of_nvidia_gpus()
    {
        Assert.Contains(NetworkKernels.Of(typeof(CompactFcn), NetworkPasses.All, Precision.Tf32, KernelTarget.Ptx), kernel => kernel.CudaOnly);
        Assert.DoesNotContain(NetworkKernels.Of(typeof(CompactFcn), NetworkPasses.All, Precision.Tf32, KernelTarget.OpenCl), kernel => kernel.CudaOnly);
    }

    [Fact]
    public void A_class_that_is_no_network_is_refused()
    {
        var error = Assert.Throws<NetworkRecordingException>(() => NetworkKernels.Of(typeof(string), NetworkPasses.All, Precision.Strict, KernelTarget.Ptx));
        Assert.Contains("System.String", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(CompilerNetWithBadField), "the field is bad")]
    [InlineData(typeof(CompilerNetWithBadConstructor), "the constructor is bad")]
    public void A_network_that_fails_is_named_with_what_it_threw(Type network, string message)
    {
        var error = Assert.Throws<NetworkRecordingException>(() => NetworkKernels.Of(network, NetworkPasses.All, Precision.Strict, KernelTarget.Ptx));
        Assert.Contains(network.FullName!, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_carries_what_its_networks_launch()
    {
        var set = new KernelSet();
        set.Add(typeof(CompilerNet), NetworkPasses.Inference);
        using var file = new MemoryStream();
        Assert.Empty(set.Compile(file, new KernelCache(null)));
        file.Position = 0;
        var archive = KernelArchive.Read(file);
        foreach (var target in Enum.GetValues<KernelTarget>())
        {
            foreach (var kernel in NetworkKernels.Of(typeof(CompilerNet), NetworkPasses.Inference, Precision.Tf32, target))
                Assert.Equal(new CompiledKernels().Text(kernel, target), archive.Find(kernel.Name, target));
        }
    }

    private static List<string> Names(IEnumerable<KernelDefinition> kernels) => [.. kernels.Select(kernel => kernel.Name)];
}
