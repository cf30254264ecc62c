using System.Linq;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using FcnGen.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests.Blocks;

/// <summary>Uses of blocks to layers: names, wiring, values.</summary>
public class BlockExpansionTests
{
    internal const string Residual = """
        [FullyConvBlock("Width", "Stride = 1", "Project = Stride > 1")]
        public partial class Residual
        {
            [Conv("Width", Kernel = 3, Pad = 1, With = "Stride = Stride"), Relu] public partial Layer Conv1 { get; }
            [Conv("Width", Kernel = 3, Pad = 1)] public partial Layer Conv2 { get; }
            [Conv("Width", With = "Stride = Stride", From = Block.Input, Name = "downsample.0"), When("Project")] public partial Layer Down { get; }
            [Sum(nameof(Conv2), nameof(Down)), Relu] public partial Layer Add { get; }
        }
        """;

    private const string Tail = "[Score(2)] S; [Deconv(2, Kernel = 3, Stride = 2, Bilinear = true)] Up; [CropToInput] Cut; [SoftmaxLoss] Loss;";

    [Fact]
    public void Repeated_block_is_wired_and_named_as_weight_files_have_it()
    {
        NetworkSpec spec = Spec("[Conv(8)] Stem; [Block(typeof(Residual), Repeat = 2, With = \"Width = 8 * (Index + 1), Stride = Index == 1 ? 2 : 1\")] Layer1; " + Tail, Residual);
        Assert.Equal(
            """
            data data <
            Stem stem <
            Layer1_0_Conv1 layer1.0.conv1 < Stem
            Layer1_0_Conv2 layer1.0.conv2 < Layer1_0_Conv1
            Layer1_0_Add layer1.0.add < Layer1_0_Conv2, Stem
            Layer1_1_Conv1 layer1.1.conv1 < Layer1_0_Add
            Layer1_1_Conv2 layer1.1.conv2 < Layer1_1_Conv1
            Layer1_1_Down layer1.1.downsample.0 < Layer1_0_Add
            Layer1 layer1.1.add < Layer1_1_Conv2, Layer1_1_Down
            S s <
            """, string.Join('\n', spec.Layers.Take(10).Select(l => $"{l.Name} {l.CaffeName} < {string.Join(", ", l.Bottoms)}".TrimEnd())));
        Assert.Equal([(8, 1), (8, 1), (16, 2), (16, 1), (16, 2)], spec.Layers.Skip(2).OfType<ConvSpec>().Select(c => (c.Outputs, c.Window.Height.Stride)));
        Assert.Equal([false, false, true, true], new[] { "Layer1_0_Conv1", "Layer1_0_Add", "Layer1", "S" }.Select(name => spec.Layers.Single(l => l.Name == name).IsDeclared));
    }

    [Fact]
    public void Use_without_repeat_has_no_index_and_one_repetition_has_one()
    {
        string[] Names(string use) => [.. Spec(use + " Part; [Score(2)] S; [SoftmaxLoss] Loss;", Residual).Layers.Where(l => l.Head.Place is not null).Select(l => l.Name + " " + l.CaffeName)];
        Assert.Equal(["Part_Conv1 part.conv1", "Part_Conv2 part.conv2", "Part part.add"], Names("[Block(typeof(Residual), With = \"Width = 3\")]"));
        Assert.Equal("Part_0_Conv1 part.0.conv1", Names("[Block(typeof(Residual), With = \"Width = 3\", Repeat = 1)]")[0]);
        Assert.Equal("Part_1_Conv1 part.1.conv1", Names("[Block(typeof(Residual), With = \"Width = 3, Repeat = 2\")]")[3]);
        Assert.Equal("Part_Conv1 x/conv1", Names("[Block(typeof(Residual), With = \"Width = 3\", Prefix = \"x\", Separator = \"/\")]")[0]);
        Assert.Equal("Part_Conv1 conv1", Names("[Block(typeof(Residual), With = \"Width = 3\", Prefix = \"\")]")[0]);
        Assert.Equal("Part_1_Conv1 denselayer2.conv1", Names("[Block(typeof(Residual), With = \"Width = 3\", Repeat = 2, Prefix = \"denselayer{Index + 1}\")]")[3]);
    }

    [Fact]
    public void Blocks_nest_and_pass_parameters_on()
    {
        NetworkSpec spec = Spec(
            "[Block(typeof(Stage), With = \"Width = 3, Units = 2\", Prefix = \"enc\")] Encoder; " + Tail,
            Residual + "[FullyConvBlock(\"Width\", \"Units\")] public partial class Stage { [Block(typeof(Residual), With = \"Repeat = Units, Width = Width, Stride = Index == 0 ? 2 : 1\")] public partial Layer Body { get; } "
            + "[MaxPool(Kernel = 3, Pad = 1, Stride = 1)] public partial Layer Pool { get; } }");
        Assert.Equal(
            ["enc.body.0.conv1", "enc.body.0.conv2", "enc.body.0.downsample.0", "enc.body.0.add", "enc.body.1.conv1", "enc.body.1.conv2", "enc.body.1.add", "enc.pool"],
            spec.Layers.Where(l => l.Head.Place is not null).Select(l => l.CaffeName));
        LayerSpec add = spec.Layers.Single(l => l.CaffeName == "enc.body.1.add");
        Assert.Equal(("Encoder_Body", "Encoder"), (add.Name, spec.Layers.Single(l => l.CaffeName == "enc.pool").Name));
        Assert.Equal(["Encoder_Body_1_Conv2", "Encoder_Body_0_Add"], add.Bottoms);
        Assert.Equal("Residual.Add (Encoder; Stage.Body, repetition 1)", add.Head.Place!.ToString());
    }

    [Fact]
    public void Output_need_not_be_last_and_absent_layers_are_passed_through()
    {
        const string block = "[FullyConvBlock(\"First\", \"Last\")] public partial class Part { [Conv(3), When(\"First\")] public partial Layer A { get; } [Conv(3), Output] public partial Layer B { get; } "
            + "[Conv(3), When(\"Last\")] public partial Layer C { get; } [SoftmaxLoss(From = nameof(B))] public partial Layer Side { get; } }";
        NetworkSpec spec = Spec("[Block(typeof(Part), With = \"First = 0, Last = 0\")] P; [Conv(2)] Next; [Block(typeof(Part), With = \"First = 1, Last = 1\")] Q; [Conv(3)] After; [Sum(nameof(After), \"Q_C\")] Both; [SoftmaxLoss] Loss;", block);
        Assert.Equal(
            ["P<data", "P_Side<P", "Next<", "Q_A<Next", "Q<Q_A", "Q_C<Q", "Q_Side<Q", "After<Q", "Both<After,Q_C", "Loss<"],
            spec.Layers.Skip(1).Select(l => l.Name + "<" + string.Join(",", l.Bottoms)));
    }

    [Fact]
    public void Absent_output_is_what_it_would_have_read()
    {
        const string block = "[FullyConvBlock(\"Pool\")] public partial class Part { [Conv(3)] public partial Layer A { get; } [MaxPool(Stride = 2), When(\"Pool\")] public partial Layer B { get; } }";
        NetworkSpec spec = Spec("[Block(typeof(Part), With = \"Pool = 0\")] P; [Conv(2)] Next; [SoftmaxLoss] Loss;", block);
        Assert.Equal(["data data", "P p.a", "Next next", "Loss loss"], spec.Layers.Select(l => l.Name + " " + l.CaffeName));
    }

    [Fact]
    public void Arguments_of_every_type_are_set_from_parameters()
    {
        const string block = "[FullyConvBlock(\"N\", \"Half = N / 2\", BiasLrMult = 5)] public partial class Part { [Conv(\"N\", With = \"Kernel = 2 * Half - 1, Pad = Half - 1, Bias = N > 3, LrMult = 1 / N\"), Dropout(\"1 / N\")] public partial Layer A { get; } "
            + "[Scale(\"Half / 3\")] public partial Layer B { get; } [MaxPool(With = \"Stride = 1\", Kernel = 3, Pad = 1)] public partial Layer C { get; } [Score(\"N\")] public partial Layer D { get; } [InnerProduct(\"N\")] public partial Layer E { get; } [Deconv(\"N\")] public partial Layer F { get; } }";
        NetworkSpec spec = Spec("[Block(typeof(Part), With = \"N = 4\")] P; [Conv(2)] Next; [SoftmaxLoss] Loss;", block);
        var a = (ConvSpec)spec.Layers[1];
        Assert.Equal((4, new Window(3, 1, 1), true, 0.25, 0.25, 5.0), (a.Outputs, a.Window, a.Bias, a.Dropout, a.Learned.LrMult, a.Learned.BiasLrMult));
        Assert.Equal(2.0 / 3, ((ScaleSpec)spec.Layers[2]).Factor);
        Assert.True(spec.Layers[3].StrideWritten);
        Assert.Equal([4, 4, 4], [((ScoreSpec)spec.Layers[4]).Outputs, ((InnerProductSpec)spec.Layers[5]).Outputs, ((DeconvSpec)spec.Layers[6]).Outputs]);
        Assert.Equal(2, ((ConvSpec)spec.Layers[^2]).Learned.BiasLrMult);
    }

    [Fact]
    public void Constants_in_text_work_outside_a_block()
    {
        NetworkSpec spec = Spec("[Conv(\"2 * 8\", With = \"Kernel = 1 + 2, Pad = 1\")] A; [Conv(2)] B; [SoftmaxLoss] Loss;", "");
        Assert.Equal((16, new Window(3, 1, 1)), (((ConvSpec)spec.Layers[1]).Outputs, spec.Layers[1].Window));
    }

    [Fact]
    public void Block_from_a_referenced_assembly_is_the_block_from_source()
    {
        string net = DiagnosticCase.Net("[Block(typeof(Residual), Repeat = 2, With = \"Width = 3, Stride = Index + 1\"), Output] Part; " + Tail);
        MetadataReference library = Compilations.Emit(Compilations.Generate(Compilations.Create(["using FcnGen;\n" + Residual], [], "Blocks")));
        CSharpCompilation metadata = Compilations.Create([net], [library]), source = Compilations.Create(net + Residual);
        NetworkSpec expected = Analysis.Parse(source, "Net").Spec!, found = Analysis.Parse(metadata, "Net").Spec!;
        Assert.Equal(expected.Layers.Select(WithoutSource), found.Layers.Select(WithoutSource));
        Assert.Empty(Analysis.Diagnostics(metadata));
        Assert.Empty(Csc.Compile(metadata));
        Assert.Empty(Csc.Compile(source));

        static LayerSpec WithoutSource(LayerSpec layer) => layer with { Head = layer.Head with { Place = layer.Head.Place is { } place ? place with { IsSource = false } : null } };
    }

    [Fact]
    public void Trunk_of_blocks_may_stand_below_another_trunk()
    {
        const string trunks = Residual + "[FullyConvTrunk(Channels = 3)] public partial class Lower { [Block(typeof(Residual), With = \"Width = 3, Stride = 2\")] public partial Layer Body { get; } [Conv(5)] public partial Layer Last { get; } } "
            + "[FullyConvTrunk(Channels = 3)] public partial class Upper { [Block(typeof(Residual), With = \"Width = 3\")] public partial Layer Body { get; } [Crop(Onto = \"data\")] public partial Layer Same { get; } [CropToInput] public partial Layer Same2 { get; } }";
        NetworkSpec spec = Spec(Tail, trunks, "[FullyConvNet(Channels = 3)]\n[Trunk(typeof(Lower), Through = nameof(Lower.Body))]\n[Trunk(typeof(Upper), From = nameof(Lower.Body), Suffix = \"Up\")]");
        Assert.Equal(
            ["data", "Body_Conv1", "Body_Conv2", "Body_Down", "Body", "Body_Conv1Up", "Body_Conv2Up", "BodyUp", "SameUp", "Same2Up", "S"], spec.Layers.Take(11).Select(l => l.Name));
        Assert.Equal(["Body"], spec.Layers[5].Bottoms);
        Assert.Equal(["Body_Conv2Up", "Body"], spec.Layers[7].Bottoms);
        Assert.Equal([new CropTarget(false, "Body", -1), new CropTarget(false, "Body", -1)], spec.Layers.Skip(8).Take(2).Select(l => l.Target!));
        Assert.Equal("BodyUp", spec.Layers[7].Head.Place!.Use);
    }

    private static NetworkSpec Spec(string layers, string rest, string attributes = "[FullyConvNet(Channels = 3)]")
    {
        CSharpCompilation compilation = Compilations.Create(DiagnosticCase.Net(layers, attributes, rest));
        ParseResult result = Analysis.Parse(compilation, "Net");
        Assert.Empty(result.Findings);
        Assert.DoesNotContain(Csc.Compile(compilation), d => d.Severity == DiagnosticSeverity.Error);
        return result.Spec!;
    }
}
