using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
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
    public void A_file_that_is_not_whole_is_replaced()
    {
        string good = $".entry {Kernel.Name}(\n\tret;\n";
        new KernelCache(_folder).GetOrAdd(Kernel, KernelTarget.Ptx, () => good);
        string file = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Single();
        string content = File.ReadAllText(file);
        foreach (string damaged in new[] { "", content[..^1], content + "\n", content.Replace("ret", "rot", StringComparison.Ordinal), good, new string('\0', content.Length) })
        {
            File.WriteAllText(file, damaged);
            Assert.Null(new KernelCache(_folder).Find(Kernel, KernelTarget.Ptx));
            Assert.Equal(good, new KernelCache(_folder).GetOrAdd(Kernel, KernelTarget.Ptx, () => good));
            Assert.Equal(content, File.ReadAllText(file));
        }

        // The file of another kernel.
        File.Copy(file, Path.Combine(Path.GetDirectoryName(file)!, CommonKernels.All[1].Name + ".ptx"));
        Assert.Null(new KernelCache(_folder).Find(CommonKernels.All[1], KernelTarget.Ptx));
    }

    [Fact]
    public void What_builds_of_long_ago_made_goes_and_nothing_else()
    {
        string old = Directory.CreateDirectory(Path.Combine(_folder, "fcngen-0123456789abcdef")).FullName;
        string recent = Directory.CreateDirectory(Path.Combine(_folder, "fcngen-fedcba9876543210")).FullName;
        string other = Directory.CreateDirectory(Path.Combine(_folder, "Documents")).FullName;
        foreach (string folder in new[] { old, other }) Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddDays(-40));
        new KernelCache(_folder).GetOrAdd(Kernel, KernelTarget.Ptx, () => "text");
        Assert.False(Directory.Exists(old));
        Assert.True(Directory.Exists(recent));
        Assert.True(Directory.Exists(other));
    }

    [Fact]
    public void Many_may_write_at_once()
    {
        string text = new('x', 100_000);
        Parallel.For(0, 64, i =>
        {
            string? found = new KernelCache(_folder).Find(Kernel, KernelTarget.Ptx);
            Assert.True(found is null || found == text);
            new KernelCache(_folder).Keep(Kernel, KernelTarget.Ptx, text);
        });
        Assert.Equal(text, new KernelCache(_folder).Find(Kernel, KernelTarget.Ptx));
        Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
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
