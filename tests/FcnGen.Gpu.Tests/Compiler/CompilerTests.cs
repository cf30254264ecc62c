using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using FcnGen.KernelCompiler;

namespace FcnGen.Gpu.Tests;

/// <summary>What the compiler makes of real kernels.</summary>
public sealed class CompilerTests
{
    private static readonly IReadOnlyList<KernelDefinition> Kernels = NetworkKernels.Of(typeof(CompilerNet), NetworkPasses.All, Precision.Strict, KernelTarget.OpenCl);

    [Fact]
    public void Ptx_is_complete()
    {
        foreach (var kernel in Kernels)
        {
            string text = OfflineCompiler.Compile(kernel, KernelTarget.Ptx);
            Assert.StartsWith(".version 7.0\n.target sm_80\n.address_size 64\n", text.TrimStart('\n'), StringComparison.Ordinal);
            Assert.Contains($".visible .entry {kernel.Name}(", text, StringComparison.Ordinal);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $".maxntid {kernel.Threads}, 1, 1"), text, StringComparison.Ordinal);
            if (kernel.GroupsPerProcessor > 0) Assert.Contains(string.Create(CultureInfo.InvariantCulture, $".minnctapersm {kernel.GroupsPerProcessor}"), text, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\b(ld|st)\.(v[24]\.)?[busf]\d", text);
            Assert.DoesNotMatch(@"\.uni\b|\.func\b|\.extern \.func|cvta\.(shared|local)|selp\.b32\s+%f", text);
            Assert.DoesNotContain('\r', text);
        }
    }

    [Fact]
    public void OpenCl_is_complete()
    {
        foreach (var kernel in Kernels)
        {
            string text = OfflineCompiler.Compile(kernel, KernelTarget.OpenCl);
            Assert.Contains($"kernel void {kernel.Name}(", text, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"__generic|work_group_barrier|atomic_(?!fetch)", text);
            Assert.DoesNotContain('\r', text);
        }
    }

    [Fact]
    public void Text_depends_on_the_kernel_alone()
    {
        var some = Kernels.Where((_, i) => i % 3 == 0).ToList();
        var first = some.ToDictionary(kernel => kernel.Name, Both);

        // A culture with the signs that break careless code, the kernels in reverse, several at a time.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "−";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        Parallel.ForEach(Enumerable.Reverse(some), kernel =>
        {
            var before = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = culture;
            try
            {
                Assert.Equal(first[kernel.Name], Both(kernel));
                Assert.Same(culture, CultureInfo.CurrentCulture);
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        });

        static (string Ptx, string OpenCl) Both(KernelDefinition kernel) =>
            (OfflineCompiler.Compile(kernel, KernelTarget.Ptx), OfflineCompiler.Compile(kernel, KernelTarget.OpenCl));
    }

    [Fact]
    public void Kernels_are_compiled_once_for_the_process()
    {
        var kernel = CommonKernels.All[0];
        string text = new CompiledKernels().Text(kernel, KernelTarget.Ptx);
        Assert.Same(text, new CompiledKernels().Text(new KernelDefinition(kernel.Family, kernel.Threads, kernel.Name[(KernelNames.Snake(kernel.Family).Length)..].TrimStart('_')), KernelTarget.Ptx));
        Assert.Same(text, KernelSources.Default.Text(kernel, KernelTarget.Ptx));
    }

    [Fact]
    public void A_kernel_that_fails_names_itself_its_layer_and_the_cause()
    {
        var shape = Kernels.SelectMany(kernel => kernel.Types).First(type => type.DeclaringType == typeof(CompilerNet) && type.Name.StartsWith("Conv1", StringComparison.Ordinal));
        var broken = new KernelDefinition("ClearCells", 256, "broken", shape);
        var error = Assert.Throws<KernelCompilationException>(() => OfflineCompiler.Compile(broken, KernelTarget.Ptx));
        Assert.Equal("clear_cells_broken", error.Kernel);
        Assert.Equal("CompilerNet.Conv1", error.Layer);
        Assert.Contains("clear_cells_broken of layer CompilerNet.Conv1", error.Message, StringComparison.Ordinal);
        Assert.Contains("PTX", error.Message, StringComparison.Ordinal);
        Assert.Contains("type arguments", error.Message, StringComparison.Ordinal);

        var missing = Assert.Throws<KernelCompilationException>(() => OfflineCompiler.Compile(new KernelDefinition("NoSuchThing", 256, ""), KernelTarget.OpenCl));
        Assert.Null(missing.Layer);
        Assert.Contains("FcnGen.Kernels.NoSuchThing", missing.Message, StringComparison.Ordinal);

        // One that fails does not spoil others.
        Assert.NotEmpty(OfflineCompiler.Compile(Kernels[0], KernelTarget.OpenCl));
    }
}
