using System.Linq;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Lowering;
using FcnGen.Generator.Model;
using FcnGen.Generator.Parsing;
using FcnGen.Generator.Tests.Diagnostics;
using FcnGen.Geometry;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests;

/// <summary>What an unpooling is checked for and launched as, and that the winners of a pool are there where somebody reads them.</summary>
public class UnpoolTests
{
    private const string Tail = " [Score(3)] S; [SoftmaxLoss] L;";

    private const string Pooled = "[Conv(4, Kernel = 3, Pad = 1), Relu] A; [MaxPool(Kernel = 2, Stride = 2)] P; ";

    private const string Net = Pooled + "[Conv(4, Kernel = 3, Pad = 1), Relu] B; [Unpool(nameof(P))] U;" + Tail;

    [Fact]
    public void The_attribute_names_the_pool_and_reads_the_layer_above_or_another()
    {
        LayerSpec[] layers = [.. Spec(Pooled + "[Conv(4)] B; [Unpool(nameof(P))] U; [Unpool(\"P\", From = nameof(B), Name = \"up\")] V; [Sum(nameof(U), nameof(V))] W;" + Tail).Layers];
        Assert.Equal(new UnpoolSpec(new LayerHead("U", "u", true), "P"), layers[4]);
        Assert.Equal(new UnpoolSpec(new LayerHead("V", "up", true) { Bottoms = EquatableArray.Of("B") }, "P"), layers[5]);
    }

    [Theory]
    [InlineData("MaxPool(Kernel = 2, Stride = 2)", "x = 1·i + 0", "9")] // 3 + 1 + 2·2 of the convolution on the pool, and one cell of two more
    [InlineData("MaxPool(Kernel = 3, Stride = 3, Pad = 1)", "x = 1·i + 0", "13")] // 3 + 2 + 2·3, and two cells of three more
    public void It_lies_where_the_pool_came_from_and_sees_what_value_and_winner_see(string pool, string place, string field)
    {
        CheckedNetwork network = Check(Net.Replace("MaxPool(Kernel = 2, Stride = 2)", pool));
        CheckedLayer unpool = network.Layer("u");
        Assert.Equal((2, 1, 4), (unpool.Source, unpool.Start, unpool.Channels));
        Assert.Equal((place, field), (unpool.Map.ToString(), unpool.ReceptiveField.ToString()));
        Assert.Equal(1, network.SmallestSize);
        foreach (int side in new[] { 1, 2, 3, 10, 17 }) Assert.Equal(side, network.Sizes(Axis.Height, side)[4]);
    }

    /// <summary>The winners depend on pixels that the value may not depend on.</summary>
    [Fact]
    public void A_pool_that_sees_more_than_the_value_counts()
    {
        CheckedNetwork network = Check(
            "[Conv(4, Kernel = 9, Pad = 4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Conv(4, Kernel = 2, Stride = 2, PadRight = 1, PadBottom = 1, From = \"data\")] B; [Unpool(nameof(P))] U; [Sum(nameof(A), nameof(U))] W;" + Tail);
        Assert.Equal(("10", "2", "11"), (network.Layer("p").ReceptiveField.ToString(), network.Layer("b").ReceptiveField.ToString(), network.Layer("u").ReceptiveField.ToString()));
    }

    /// <summary>The path by which a message derives a stride goes on where the pool came from.</summary>
    [Fact]
    public void Strides_are_derived_by_what_the_pool_reads()
    {
        var finding = Assert.Single(NetworkChecker.Check(Spec(
            "[Conv(4, Stride = 3)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Unpool(nameof(P))] U; [Sum(nameof(U), nameof(P))] W;" + Tail), default).Findings);
        Assert.Equal((DiagnosticIds.StridesDiffer, "6 = 3 (a) · 2 (p)", "3 = 3 (a)"), (finding.Id, finding.Arguments[2], finding.Arguments[4]));
    }

    [Fact]
    public void Winners_are_kept_in_every_pass_that_reads_them()
    {
        LaunchPlan plan = LaunchPlanner.Plan(Check(Net));
        foreach (LaunchProgram program in new[] { plan.Forward, plan.Segment, plan.Training! })
        {
            Launch pool = Assert.Single(program.Calls, call => call.Launch.Operation == "MaxPool").Launch, unpool = Assert.Single(program.Calls, call => call.Launch.Operation == "Unpool").Launch;
            View winners = ((ViewOperand)pool.Operands[2]).View;
            Assert.Equal((winners, ElementType.UInt8, 2), (((ViewOperand)unpool.Operands[1]).View, program.Buffers[winners.Buffer].Element, program.Buffers[winners.Buffer].SizeLayer));
        }

        Launch back = Assert.Single(plan.Training!.BackwardCalls, call => call.Launch.Operation == "UnpoolBackward").Launch;
        Assert.Equal(("PWinners", "B", "BGradient", false), (((ViewOperand)back.Operands[1]).View.Name, back.Gradient!.X.View.Name, back.Gradient.Dx.View.Name, back.Gradient.Adds));
        Assert.True(back.Gradient.Mask.Activation is not null); // the ReLU of what it reads
    }

    [Fact]
    public void Without_a_reader_a_pool_keeps_winners_for_its_own_gradient_only()
    {
        LaunchPlan plan = LaunchPlanner.Plan(Check(Pooled + "[Deconv(4, Kernel = 4, Stride = 2)] U; [CropToInput] V;" + Tail));
        Assert.Equal([2, 2, 3], new[] { plan.Forward, plan.Segment, plan.Training! }.Select(program => program.Calls.Single(call => call.Launch.Operation == "MaxPool").Launch.Operands.Count));
    }

    /// <summary>
    /// The winners are no value: what only leads to them is computed and has no gradient, neither the pool nor the convolution before it.
    /// </summary>
    [Fact]
    public void A_pool_of_which_only_the_winners_are_read_is_used_and_has_no_gradient()
    {
        CheckedNetwork network = Check("[Conv(4, Kernel = 3, Pad = 1)] A; [MaxPool(Kernel = 2, Stride = 2, Rounding = Rounding.Floor)] P; [Conv(4, Kernel = 2, Stride = 2, From = \"data\")] B; [Unpool(nameof(P))] U;" + Tail);
        LaunchPlan plan = LaunchPlanner.Plan(network);
        Assert.All(new[] { plan.Forward, plan.Segment, plan.Training! }, program => Assert.Equal([1, 2, 3, 4, 5], program.Calls.Select(call => call.Layer).Distinct().Order().Take(5)));
        Assert.Equal([3, 4, 5], plan.Training!.BackwardCalls.Select(call => call.Layer).Distinct().Order());
        Assert.DoesNotContain(plan.Training.Buffers, buffer => buffer.Name is "PGradient" or "AGradient");
    }

    [Fact]
    public void An_unpooling_that_no_loss_needs_is_not_in_training()
    {
        LaunchPlan plan = LaunchPlanner.Plan(Check(Pooled + "[Conv(4)] B; [Unpool(nameof(P)), Output] U; [Score(3, From = nameof(A))] S; [SoftmaxLoss] L;"));
        Assert.Contains(plan.Forward.Calls, call => call.Launch.Operation == "Unpool");
        Assert.DoesNotContain(plan.Training!.Calls, call => call.Launch.Operation is "Unpool" or "MaxPool");
    }

    [Fact]
    public void Blocks_and_trunks_rename_the_pool()
    {
        const string block = "[FullyConvBlock] public partial class Glass { [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Down { get; } [Unpool(nameof(Down))] public partial Layer Up { get; } }\n"
            + "[FullyConvTrunk(Channels = 3)] public partial class Low { [Block(typeof(Glass), Repeat = 2)] public partial Layer Body { get; } [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Last { get; } }\n";
        NetworkSpec spec = Spec("[Block(typeof(Glass))] Own; [Unpool(nameof(Low.Last) + \"X\"), Relu] Up;" + Tail, "[FullyConvNet(Channels = 3)]\n[Trunk(typeof(Low), Suffix = \"X\")]", block);
        Assert.Equal(
            ["Body_0_UpX < Body_0_DownX", "BodyX < Body_1_DownX", "Own < Own_Down", "Up < LastX"],
            spec.Layers.Where(layer => layer.Source is not null).Select(layer => layer.Name + " < " + layer.Source!.Layer));
        Assert.NotNull(NetworkChecker.Check(spec, default).Network);
    }

    /// <summary>A block whose input is a pool can go back by its winners, and the output of a block is known by the name of the use.</summary>
    [Fact]
    public void A_block_may_undo_its_input_and_be_undone_itself()
    {
        const string blocks = "[FullyConvBlock] public partial class Back { [Conv(4)] public partial Layer C { get; } [Unpool(Block.Input)] public partial Layer Up { get; } }\n"
            + "[FullyConvBlock] public partial class Down { [Conv(4)] public partial Layer C { get; } [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool { get; } }\n";
        NetworkSpec spec = Spec("[Block(typeof(Down))] D; [Block(typeof(Back))] U;" + Tail, rest: blocks);
        Assert.Equal("D", spec.Layers.Single(layer => layer.Source is not null).Source!.Layer);
        Assert.NotNull(NetworkChecker.Check(spec, default).Network);
    }

    [Fact]
    public void Its_note_says_by_whose_winners()
    {
        CheckedNetwork network = Check(Net.Replace("[Unpool(nameof(P))]", "[Unpool(nameof(P)), Relu]"));
        Assert.Equal("unpool 2x2, stride 2, by the winners of p, ReLU", Notes.Forward(network, network.Layer("u")));
    }

    private static CheckedNetwork Check(string layers)
    {
        CheckResult result = NetworkChecker.Check(Spec(layers), default);
        Assert.Empty(result.Findings);
        return result.Network!;
    }

    private static NetworkSpec Spec(string layers, string attributes = "[FullyConvNet(Channels = 3)]", string rest = "")
    {
        CSharpCompilation compilation = Compilations.Create(DiagnosticCase.Net(layers, attributes, rest));
        return NetworkParser.Parse(Compilations.Type(compilation, "Net"), default).Spec!;
    }
}
