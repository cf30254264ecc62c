using System;
using System.Linq;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Emission;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Lowering;
using FcnGen.Generator.Model;
using Xunit;

namespace FcnGen.Generator.Tests;

/// <summary>The type of values is data: sizes and texts follow from it.</summary>
public class ElementTypeTests
{
    private static readonly int[] s_heights = [37], s_widths = [53];

    private static readonly CheckedNetwork s_network = NetworkChecker.Check(new Specs().Conv("a", 7).CropToInput("score").Loss().Network()).Network!;

    [Theory]
    [InlineData("UInt8", 1)]
    [InlineData("Float32", 4)]
    [InlineData("UInt32", 4)]
    [InlineData("Float64", 8)]
    public void The_arena_formula_follows_the_size_of_an_element(string type, int bytes)
    {
        ElementType element = Enum.Parse<ElementType>(type);
        Assert.Equal(Aligned(3L * 37 * 53 * 7 * bytes), ArenaFormula.Bytes(new ArenaBuffer("map", BufferRole.Map, element, 0, 7), 3, s_heights, s_widths));
        Assert.Equal(Aligned(1000L * bytes), ArenaFormula.Bytes(new ArenaBuffer("keys", BufferRole.Keys, element, 0, 1000), 3, s_heights, s_widths));
        Assert.Equal(256, ArenaFormula.Bytes(new ArenaBuffer("loss", BufferRole.LossValue, element, 0, 1), 3, s_heights, s_widths));
    }

    [Fact]
    public void Every_type_of_element_has_a_size() =>
        Assert.All(Enum.GetValues<ElementType>(), element => Assert.InRange(element.Bytes(), 1, 8));

    [Fact]
    public void What_has_no_size_or_text_is_an_error_and_never_floats()
    {
        var sizes = new SizeNames(s_network);
        var unknown = (ElementType)99;
        Assert.Throws<InvalidOperationException>(() => unknown.Bytes());
        Assert.Throws<InvalidOperationException>(() => ArenaFormula.Bytes(new ArenaBuffer("a", (BufferRole)99, ElementType.Float32, 0, 1), 1, s_heights, s_widths));
        foreach (ElementType element in new[] { unknown, ElementType.UInt32, ElementType.Float64 })
        {
            var buffer = new ArenaBuffer("a", BufferRole.Map, element, 0, 1);
            Assert.Throws<InvalidOperationException>(() => BlobText.Type(buffer));
            Assert.Throws<InvalidOperationException>(() => BlobText.Bytes(buffer, sizes));
            Assert.Throws<InvalidOperationException>(() => BlobText.Create(buffer, "0", sizes));
        }

        Assert.Throws<InvalidOperationException>(() => BlobText.Type(new View("a", 0, ElementType.UInt8, 0, 0, 0, 1)));
        CheckedLayer bytes = s_network.Layers[1] with { Spec = new ByteWeights(s_network.Layers[1].Spec.Head) };
        Assert.Throws<InvalidOperationException>(() => ParameterEmitter.Infos(s_network, bytes).ToArray());
    }

    [Fact]
    public void A_view_has_the_type_of_its_buffer()
    {
        LaunchPlan plan = LaunchPlanner.Plan(s_network);
        foreach (LaunchProgram program in new[] { plan.Forward, plan.Segment, plan.Training! })
        {
            View[] views = [.. program.Views, .. program.Calls.Concat(program.BackwardCalls).SelectMany(call => call.Launch.Views).Select(operand => operand.View)];
            Assert.NotEmpty(views);
            Assert.All(views, view => Assert.Equal(program.Buffers[view.Buffer].Element, view.Element));
        }

        Assert.Equal(
            [ElementType.Float32, ElementType.Float64, ElementType.UInt8],
            plan.Training!.Buffers.Select(buffer => buffer.Element).Distinct().OrderBy(element => element.ToString()));
    }

    private static long Aligned(long bytes) => (bytes + 255) / 256 * 256;

    private sealed record ByteWeights(LayerHead Head) : PlainSpec(Head)
    {
        public override string Kind => "Scale";

        public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs) => EquatableArray.Of(
            new ParameterEntry("weight", ParameterLayout.Vector, EquatableArray.Of(outputs)) { Element = ElementType.UInt8 });

        public override void CheckArguments(IArgumentChecks checks)
        {
        }

        public override void Lower(IForwardPass pass)
        {
        }

        public override void LowerBackward(IBackwardPass pass)
        {
        }

        public override string Note(CheckedNetwork network, CheckedLayer layer) => "";
    }
}
