using System;
using System.Linq;
using System.Text.RegularExpressions;
using FcnGen.CompilerServices;
using FcnGen.KernelCompiler;

namespace FcnGen.Gpu.Tests;

using N256 = D<D<N2, N5>, N6>;

/// <summary>The PTX of the strict convolutions: what would make them slow shows in the text.</summary>
public sealed partial class ConvTextTests
{
    private const int Sums = 64;

    [Fact]
    public void Everything_stays_in_registers()
    {
        foreach (ConvPass pass in Enum.GetValues<ConvPass>())
        {
            InRegisters(Text<ConvOf<N96, N256, N5, N1, N2, N1, N2>>(pass, true));
            InRegisters(Text<ConvOf<N96, N256, N5, N1, N2, N1, N2>>(pass, false));
            InRegisters(Text<ConvOf<N64, N64, N3, N2, N1, N3, N1>>(pass, true));
            InRegisters(Text<ConvOf<N64, N64, N3, N2, N1, N3, N1>>(pass, false));
            InRegisters(Text<ConvOf<N21, N21, N16, N8, N4, N1, N1>>(pass, false));
        }
    }

    [Fact]
    public void Main_loops_of_aligned_kernels_are_little_more_than_products()
    {
        foreach (ConvPass pass in Enum.GetValues<ConvPass>())
        {
            MainLoop(Text<ConvOf<N256, N256, N3, N1, N1, N1, N1>>(pass, true));
            MainLoop(Text<ConvOf<N96, N96, N5, N1, N2, N1, N1>>(pass, true));
        }
    }

    private static void InRegisters(string text) => Assert.DoesNotContain(".local", text, StringComparison.Ordinal);

    private static void MainLoop(string text)
    {
        string loop = Label().Split(text).Single(block => block.Contains("fma.rn.f32", StringComparison.Ordinal));
        int products = PtxText.Count(loop, "fma.rn.f32");
        Assert.Equal(Sums * StrictTactics.Depth, products);
        Assert.Equal(2, Vector().Count(loop));
        Assert.Equal(4 * StrictTactics.Depth, PtxText.Count(loop, "ld.shared.v4.f32"));
        Assert.Equal(1, PtxText.Count(loop, "bar.sync"));
        Assert.Equal(Sums / 4, PtxText.Count(text, "st.global.v4.f32"));
        Assert.DoesNotMatch(@"\b(div|rem)\.", loop);
        Assert.DoesNotMatch(@"\bld\.global(\.nc)?\.f32", loop);

        // Moves merge with what they move.
        int instructions = Instruction().Count(loop);
        Assert.True(products >= 0.8 * instructions, $"{products} of {instructions} instructions of the main loop multiply.");
    }

    private static string Text<TShape>(ConvPass pass, bool aligned) where TShape : struct, IConvShape
    {
        ConvTactic tactic = ConvTactics.Choose<TShape>(pass, false);
        KernelDefinition kernel = pass == ConvPass.BackwardWeights
            ? ConvWeightKernels<TShape>.Of(tactic, aligned, aligned)
            : ConvKernels<TShape, Store, TwiceWherePositive>.Of(pass, tactic, aligned, aligned);
        return OfflineCompiler.Compile(kernel, KernelTarget.Ptx);
    }

    [GeneratedRegex(@"^\s*L_\d+:", RegexOptions.Multiline)]
    private static partial Regex Label();

    [GeneratedRegex(@"\bld\.global(\.nc)?\.v4\.f32")]
    private static partial Regex Vector();

    [GeneratedRegex(@"(?:^|;|\{)\s*(?:@!?%?\w+\s+)?(?!mov\.)[a-z]\w*\.[\w.]+", RegexOptions.Multiline)]
    private static partial Regex Instruction();
}
