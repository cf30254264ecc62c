using System;
using System.IO;
using System.Linq;
using FcnGen.KernelCompiler;

namespace FcnGen.Gpu.Tests;

/// <summary>Compiled kernels of earlier runs.</summary>
public sealed class CompilerCacheTests : IDisposable
{
    private static readonly KernelDefinition Kernel = CommonKernels.All[0];
    private readonly string _folder = Directory.CreateTempSubdirectory("fcngen-kernels-").FullName;

    [Fact]
    public void What_was_compiled_is_found_again_by_name_and_target()
    {
        string text = $"kernel void {Kernel.Name}() {{}}";
        Assert.Equal(text, new KernelCache(_folder).GetOrAdd(Kernel, KernelTarget.OpenCl, () => text));
        Assert.Equal(text, new KernelCache(_folder).GetOrAdd(Kernel, KernelTarget.OpenCl, () => throw new InvalidOperationException("again")));
        Assert.Equal($".entry {Kernel.Name}(", new KernelCache(_folder).GetOrAdd(Kernel, KernelTarget.Ptx, () => $".entry {Kernel.Name}("));
        Assert.All(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories), file => Assert.Matches(@"\.(ptx|cl)$", file));
    }

    [Fact]
    public void A_file_without_the_kernel_is_replaced()
    {
        string good = $".entry {Kernel.Name}(";
        new KernelCache(_folder).GetOrAdd(Kernel, KernelTarget.Ptx, () => good);
        string file = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Single();
        File.WriteAllText(file, "");
        Assert.Equal(good, new KernelCache(_folder).GetOrAdd(Kernel, KernelTarget.Ptx, () => good));
        Assert.Equal(good, File.ReadAllText(file));
    }

    [Fact]
    public void What_builds_of_long_ago_made_goes()
    {
        string old = Directory.CreateDirectory(Path.Combine(_folder, "0123456789abcdef")).FullName;
        string recent = Directory.CreateDirectory(Path.Combine(_folder, "fedcba9876543210")).FullName;
        Directory.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-40));
        new KernelCache(_folder).GetOrAdd(Kernel, KernelTarget.Ptx, () => "text");
        Assert.False(Directory.Exists(old));
        Assert.True(Directory.Exists(recent));
    }

    [Fact]
    public void A_folder_that_cannot_be_is_no_obstacle()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        Assert.Equal("text", new KernelCache(Path.Combine(file, "below")).GetOrAdd(Kernel, KernelTarget.Ptx, () => "text"));
        Assert.Equal("text", new KernelCache(null).GetOrAdd(Kernel, KernelTarget.Ptx, () => "text"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
