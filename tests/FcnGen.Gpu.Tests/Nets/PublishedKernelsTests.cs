using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using FcnGen.Gpu.Tests.Ptx;
using Xunit.Abstractions;

namespace FcnGen.Gpu.Tests.Nets;

/// <summary>The kernels of the published networks as text: all of them compile, the same each time, and the inner loops are what they should be.</summary>
public sealed class PublishedKernelsTests(ITestOutputHelper output)
{
    [Fact]
    public void All_compile_and_to_the_same_bytes_in_another_order()
    {
        long start = Stopwatch.GetTimestamp();
        IReadOnlyDictionary<(KernelTarget Target, string Name), string> first = PublishedKernels.Texts;
        output.WriteLine(FormattableString.Invariant($"compiled in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
        foreach (IGrouping<KernelTarget, string> target in first.GroupBy(entry => entry.Key.Target, entry => entry.Value))
        {
            Assert.True(target.Count() > 50, $"{target.Count()} kernels are too few for six networks.");
            output.WriteLine(FormattableString.Invariant($"{target.Key}: {target.Count()} kernels, {target.Sum(text => text.Length) >> 10} KiB, the longest {target.Max(text => text.Length) >> 10} KiB"));
        }


        // Every fifth once more, from the last to the first.
        IReadOnlyDictionary<(KernelTarget Target, string Name), string> second =
            PublishedKernels.Compile(PublishedKernels.Definitions.Where((_, i) => i % 5 == 0).Reverse());
        Assert.True(second.Count > first.Count / 6);
        foreach ((var key, string text) in second) Assert.True(text == first[key], $"{key} is not the same text twice.");
    }

    [Fact]
    public void Every_entry_point_has_the_name_of_its_kernel()
    {
        foreach (((KernelTarget target, string name), string text) in PublishedKernels.Texts)
            Assert.Contains(target == KernelTarget.Ptx ? $".visible .entry {name}(" : $"kernel void {name}(", text, StringComparison.Ordinal);
    }

    /// <summary>What the interpreter decodes is a part of PTX 7.0 for sm_80, the oldest that the text may meet.</summary>
    [Fact]
    public void Ptx_has_no_instruction_that_a_gpu_of_capability_8_lacks()
    {
        foreach ((PtxProgram program, string text) in Programs())
        {
            Assert.StartsWith(".version 7.0\n.target sm_80\n.address_size 64\n", text.TrimStart('\n'), StringComparison.Ordinal);
            Assert.True(program.SharedBytes <= 48 << 10, $"{program.Name} has {program.SharedBytes} bytes of static shared memory.");
        }
    }

    [Fact]
    public void Convolutions_keep_everything_in_registers()
    {
        int convolutions = 0;
        foreach (((_, string name), string text) in PublishedKernels.Texts.Where(entry => entry.Key.Target == KernelTarget.Ptx && IsConvolution(entry.Key.Name)))
        {
            Assert.False(text.Contains(".local", StringComparison.Ordinal), $"{name} uses local memory.");
            convolutions++;
        }

        Assert.True(convolutions > 30, $"{convolutions} convolutions are too few.");
    }

    [Fact]
    public void Main_loops_of_convolutions_load_16_bytes_at_a_time_and_never_divide()
    {
        var without = new List<string>();
        foreach ((PtxProgram program, _) in Programs().Where(entry => IsConvolution(entry.Program.Name)))
        {
            IReadOnlyList<PtxInstruction>[] loops = [.. PtxLoops.Of(program).Where(IsMain)];
            if (loops.Length == 0) without.Add(program.Name);
            foreach (IReadOnlyList<PtxInstruction> loop in loops)
            {
                Assert.True(loop.Any(IsWideLoad), $"The main loop of {program.Name} has no 16-byte load.");
                PtxInstruction division = loop.FirstOrDefault(IsDivision);
                Assert.True(division.Text is null, $"The main loop of {program.Name} divides: {division.Text}");
            }
        }

        Assert.True(without.Count == 0, $"No main loop was found in {string.Join(", ", without)}.");
    }

    private static IEnumerable<(PtxProgram Program, string Text)> Programs() =>
        PublishedKernels.Texts.Where(entry => entry.Key.Target == KernelTarget.Ptx).OrderBy(entry => entry.Key.Name, StringComparer.Ordinal)
            .Select(entry => (PtxDecoder.Decode(entry.Value), entry.Value));

    private static bool IsConvolution(string name) =>
        name.StartsWith("strict_conv", StringComparison.Ordinal) || name.StartsWith("tensor_conv", StringComparison.Ordinal);

    private static bool IsMain(IReadOnlyList<PtxInstruction> loop) =>
        loop.Count(instruction => instruction.Op == PtxOp.FusedMultiplyAddFloat) >= 64 || loop.Any(instruction => instruction.Op == PtxOp.MatrixMultiply);

    /// <summary>Rows of a matrix have 16 bytes, and asynchronous copies say how many.</summary>
    private static bool IsWideLoad(PtxInstruction instruction) =>
        instruction.Op == PtxOp.LoadMatrix || (instruction.Op == PtxOp.CopyAsync && instruction.Size == 16) ||
        (instruction.Op is PtxOp.LoadShared or PtxOp.LoadGlobal or PtxOp.LoadGlobalConstant && instruction.Size * instruction.List.Length == 16);

    private static bool IsDivision(PtxInstruction instruction) =>
        instruction.Op is PtxOp.DivideSigned or PtxOp.DivideUnsigned or PtxOp.RemainderSigned or PtxOp.RemainderUnsigned or PtxOp.DivideLong or PtxOp.RemainderLong;
}
