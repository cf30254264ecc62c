using System;
using System.Globalization;
using System.Linq;
using System.Text;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Emission;
using FcnGen.Generator.Model;
using FcnGen.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace FcnGen.Generator.Tests.Blocks;

/// <summary>
/// Deep networks: by blocks they are what they are written out, and what the compiler does for three times the layers takes about three times
/// as long. <c>FCNGEN_GROWTH_RUNS=101</c> measures with more care.
/// </summary>
public class BlockGrowthTests(ITestOutputHelper output)
{
    private const string Unit = """
        [FullyConvBlock("Width")]
        public partial class Unit
        {
            [Conv("Width", Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
            [Conv("Width", Kernel = 3, Pad = 1)] public partial Layer Conv2 { get; }
            [Sum(nameof(Conv2), Block.Input), Relu] public partial Layer Add { get; }
        }
        """;

    // Time in proportion gives 3, in proportion to the square 9; the rest is noise, and the caches of the processor.
    private const double Limit = 6;

    private const string Tail = "[Score(4)] S; [SoftmaxLoss] Loss;";

    private static readonly int s_runs = int.Parse(Environment.GetEnvironmentVariable("FCNGEN_GROWTH_RUNS") ?? "21", CultureInfo.InvariantCulture);

    [Fact]
    public void Network_by_blocks_is_emitted_as_the_network_written_out()
    {
        string[] blocks = Texts(ByBlocks(5)), written = Texts(Written(5));
        Assert.Equal(2, blocks.Length);
        Assert.Equal(written[1], blocks[1]);
        Assert.Equal(written[0].Replace("public partial global", "public global"), blocks[0].Replace("public partial global", "public global"));

        static string[] Texts(string source) => [.. NetworkEmitter.Emit(Analysis.Check(Compilations.Create(source), "Net")).Select(file => file.Text)];
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Three_times_the_layers_take_hardly_more_than_three_times_the_time(bool blocks)
    {
        Network[] networks = [.. new[] { 16, 49, 149 }.Select(units => new Network(blocks ? ByBlocks(units) : Written(units)))];
        for (int run = -5; run < s_runs; run++)
            foreach (Network network in networks) network.Run(counts: run >= 0); // in turn, so that a busy machine is busy for all

        string times = (blocks ? "by blocks" : "written out") + ", milliseconds for 50, 150 and 450 layers: analysis " + Text(network => network.Analysis) + "; emission " + Text(network => network.Emission);
        output.WriteLine(times);
        for (int i = 1; i < networks.Length; i++)
            Assert.True(networks[i].Analysis < Limit * networks[i - 1].Analysis && networks[i].Emission < Limit * networks[i - 1].Emission, times);

        string Text(Func<Network, double> time) => string.Join(", ", networks.Select(network => time(network).ToString("F2", CultureInfo.InvariantCulture)));
    }

    /// <summary>The best times of a network: of parse and check on a compilation that nobody has looked at, and of the text.</summary>
    private sealed class Network
    {
        private readonly string _source;
        private CSharpCompilation _compilation;
        private int _edits;

        public Network(string source)
        {
            _source = source;
            _compilation = Compilations.Create(source);
            _compilation = _compilation.WithOptions(_compilation.Options.WithConcurrentBuild(false));
        }

        public double Analysis { get; private set; } = double.MaxValue;

        public double Emission { get; private set; } = double.MaxValue;

        public void Run(bool counts)
        {
            SyntaxTree old = _compilation.SyntaxTrees[0];
            string edited = _source + "// " + _edits++.ToString(CultureInfo.InvariantCulture);
            _compilation = _compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(edited, Compilations.ParseOptions, old.FilePath));
            double start = ThreadClock.Milliseconds();
            CheckedNetwork network = NetworkChecker.Check(Tests.Analysis.Parse(_compilation, "Net").Spec!).Network!;
            double analysed = ThreadClock.Milliseconds();
            Assert.Equal(2, NetworkEmitter.Emit(network).Count);
            double emitted = ThreadClock.Milliseconds();
            if (counts) (Analysis, Emission) = (Math.Min(Analysis, analysed - start), Math.Min(Emission, emitted - analysed));
        }
    }

    private static string ByBlocks(int units) => DiagnosticCase.Net(
        $"[Conv(8)] Stem; [Block(typeof(Unit), Repeat = {units.ToString(CultureInfo.InvariantCulture)}, With = \"Width = 8\", Prefix = \"u\")] U; " + Tail, rest: Unit);

    private static string Written(int units)
    {
        var layers = new StringBuilder("[Conv(8)] Stem; ");
        string before = "Stem";
        for (int i = 0; i < units; i++)
        {
            string prefix = string.Create(CultureInfo.InvariantCulture, $"U_{i}_"), add = i + 1 == units ? "U" : prefix + "Add";
            string Name(string layer) => string.Create(CultureInfo.InvariantCulture, $"Name = \"u.{i}.{layer}\"");
            layers.Append($"[Conv(8, Kernel = 3, Pad = 1, {Name("conv1")}), Relu] {prefix}Conv1; [Conv(8, Kernel = 3, Pad = 1, {Name("conv2")})] {prefix}Conv2; ")
                .Append($"[Sum(nameof({prefix}Conv2), nameof({before}), {Name("add")}), Relu] {add}; ");
            before = add;
        }

        return DiagnosticCase.Net(layers + Tail);
    }
}
