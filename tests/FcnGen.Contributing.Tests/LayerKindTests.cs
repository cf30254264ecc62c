using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FcnGen.Package.Tests;
using FcnGen.Tests;

namespace FcnGen.Contributing.Tests;

/// <summary>
/// What CONTRIBUTING.md says a kind of layer needs, kept true by a worked example: a pooling with learned weights, in <c>ScratchKind</c>.
/// It is no part of the product; it is added to a copy of the repository, built there and tested.
/// </summary>
public sealed class LayerKindTests
{
    private const string Setting = "FCNGEN_SCRATCH_KIND";

    private static readonly IReadOnlyList<Change> s_changes = Change.Read(Path.Combine(Repository.Root, "tests", "FcnGen.Contributing.Tests", "ScratchKind"));

    private static readonly Checklist s_checklist = Checklist.Read(Path.Combine(Repository.Root, "CONTRIBUTING.md"), "Adding or changing a layer kind");

    /// <summary>Each place of the table has one change, and each change has a place.</summary>
    [Fact]
    public void Checklist_names_exactly_the_places_of_the_example()
    {
        Assert.All(s_changes, change => Assert.True(s_checklist.PlaceOf(change) is not null, $"The checklist has no place for {change.Path}."));
        Assert.Equal(s_checklist.Places.Order(StringComparer.Ordinal), s_changes.Select(change => s_checklist.PlaceOf(change)!).Order(StringComparer.Ordinal));
    }

    /// <summary>The test above can fail: a change elsewhere is found.</summary>
    [Theory]
    [InlineData("generator/FcnGen.Generator/Emission/WeightedPoolText.cs", null)]
    [InlineData("generator/FcnGen.Generator/Emission/LaunchText.cs", "{")]
    [InlineData("runtime/FcnGen.Gpu/Operations/CommonKernels.cs", "[")]
    [InlineData("runtime/FcnGen.KernelCompiler/Devices/IlgpuDevice.cs", "{")]
    public void A_change_elsewhere_is_found(string path, string? after) => Assert.Null(s_checklist.PlaceOf(new Change(path, "", after)));

    [Fact]
    public void Example_fits_the_repository() => Assert.All(s_changes, change => Assert.Contains(change.Text, change.Result(Repository.Root), StringComparison.Ordinal));

    /// <summary>
    /// The promise of the architecture. A place more in the product is a question to it, not a line in this list: see the rules of its folders
    /// in CONTRIBUTING.md.
    /// </summary>
    [Fact]
    public void Product_changes_in_no_more_places_than_promised()
    {
        string[] product = [.. s_changes.Where(change => change.Path.StartsWith("generator/", StringComparison.Ordinal) || change.Path.StartsWith("runtime/", StringComparison.Ordinal)).Select(Describe)];
        Assert.Equal(
            [
                "generator/FcnGen.Generator/Kinds: a line in LayerKinds.cs",
                "generator/FcnGen.Generator/Kinds: a new file",
                "runtime/FcnGen.Gpu/Operations: a new file",
                "runtime/FcnGen.Kernels/Windows: a new file",
                "runtime/FcnGen/Attributes: a new file",
                "runtime/FcnGen/CompilerServices: lines in IKernels.cs",
                "runtime/FcnGen/Devices/Cpu: a new file",
                "runtime/FcnGen/Layers: a line in Layer.cs",
            ],
            product.Order(StringComparer.Ordinal));
    }

    /// <summary>Every operation in the interface is one of the kind: the pass itself, and its gradients.</summary>
    [Fact]
    public void Interface_gains_one_operation_with_its_gradients()
    {
        string[] operations = [.. s_changes.Single(change => change.Path.EndsWith("/IKernels.cs", StringComparison.Ordinal)).CodeLines
            .Where(line => line.StartsWith("void ", StringComparison.Ordinal)).Select(line => line["void ".Length..line.IndexOf('<')])];
        Assert.Equal(["WeightedPool", "WeightedPoolBackwardData", "WeightedPoolBackwardWeights"], operations);
    }

    /// <summary>
    /// The example in a copy: the fast tests of the generator, which read its sources and list its kinds, and the example's own tests on the
    /// cpu device, on OpenCL, through the PTX interpreter and on ILGPU's CPU accelerator, and by the GPU kit.
    /// </summary>
    [AskedForFact]
    [Trait("Lane", "Slow")]
    public void Example_works_in_a_copy_of_the_repository()
    {
        using var copy = new ScratchCopy();
        foreach (Change change in s_changes) change.Apply(copy.Root);
        const string own = "FullyQualifiedName~WeightedPool";
        copy.Test("tests/FcnGen.Generator.Tests", "Lane!=Slow&FullyQualifiedName!~BlockGrowthTests", atLeast: 1000); // growth is measured in time, which no kind changes
        copy.Test("tests/FcnGen.Cpu.Tests", own, atLeast: 1);
        copy.Test("tests/FcnGen.Networks.Tests", own, atLeast: 5);
        copy.Test("tests/FcnGen.Gpu.Tests", own, atLeast: 7);
        RunResult kit = copy.Dotnet("run", "--project", "samples/GpuKit", "-c", "Release", "--", "operations", "net=Pools", "device=opencl");
        Assert.Contains(kit.Lines, line => line.Contains("gradient weighted3.weight", StringComparison.Ordinal));
        Assert.All(kit.Lines, line => Assert.DoesNotContain("\"ok\":false", line.Replace(" ", ""), StringComparison.Ordinal));
    }

    private static string Describe(Change change) =>
        Path.GetDirectoryName(change.Path)!.Replace('\\', '/')
        + (change.IsNew ? ": a new file" : (change.CodeLines.Count() == 1 ? ": a line in " : ": lines in ") + Path.GetFileName(change.Path));

    private sealed class AskedForFactAttribute : FactAttribute
    {
        public AskedForFactAttribute() =>
            Skip = Environment.GetEnvironmentVariable(Setting) is null or "" or "0" ? $"Takes minutes: {Setting}=1 asks for it." : Machine.Lacks(Need.OpenCl);
    }
}
