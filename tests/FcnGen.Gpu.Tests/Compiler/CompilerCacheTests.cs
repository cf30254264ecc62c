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
        Assert.Equal(2, Kernels().Length);
        Assert.Single(Directory.GetFiles(_folder, KernelCacheFolder.MarkerName, SearchOption.AllDirectories));
        Assert.Equal(3, Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void A_file_that_is_not_whole_is_replaced()
    {
        string good = $".entry {Kernel.Name}(\n\tret;\n";
        new KernelCache(_folder).GetOrAdd(Kernel, KernelTarget.Ptx, () => good);
        string file = Kernels().Single();
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
        Assert.Single(Kernels());
        Assert.Equal(2, Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void A_folder_that_cannot_be_is_no_obstacle()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        Assert.Equal("text", new KernelCache(Path.Combine(file, "below")).GetOrAdd(Kernel, KernelTarget.Ptx, () => "text"));
        Assert.Equal("text", new KernelCache(null).GetOrAdd(Kernel, KernelTarget.Ptx, () => "text"));
    }

    private string[] Kernels() => [.. Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Where(path => Path.GetExtension(path) is ".ptx" or ".cl")];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
