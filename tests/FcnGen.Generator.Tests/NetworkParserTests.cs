using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using FcnGen.Generator.Parsing;
using FcnGen.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.Generator.Tests;

/// <summary>Attributes to specs: names, defaults, trunks.</summary>
public class NetworkParserTests
{
    [Theory]
    [InlineData("Conv1_1", "conv1_1")]
    [InlineData("ScorePool4c", "score_pool4c")]
    [InlineData("ScoreFr", "score_fr")]
    [InlineData("Fc6", "fc6")]
    [InlineData("FusePool4", "fuse_pool4")]
    [InlineData("UpscorePool4", "upscore_pool4")]
    [InlineData("Upscore16", "upscore16")]
    [InlineData("Score", "score")]
    public void Caffe_name_of_a_property(string property, string name) => Assert.Equal(name, CaffeNames.FromProperty(property));

    [Fact]
    public void Every_attribute_of_a_layer_is_known_by_name()
    {
        INamespaceSymbol runtime = Compilations.Create("").GlobalNamespace.GetNamespaceMembers().Single(n => n.Name == "FcnGen");
        INamedTypeSymbol[] types = [.. runtime.GetTypeMembers().Where(type => !type.IsAbstract && (KnownTypes.IsLayerAttribute(type) || type.Name == "OutputAttribute"))];
        Assert.Equal(LayerKinds.Names.Append(KnownTypes.Use).Append("Output").Order(), types.Select(type => type.Name[..^"Attribute".Length]).Order());
        Assert.All(types, type =>
        {
            string shortName = type.Name[..^"Attribute".Length];
            foreach (string name in new[] { shortName, type.Name, "FcnGen." + shortName, "global::FcnGen." + type.Name, "F::" + shortName, "@" + shortName })
                Assert.True(KnownTypes.MayBeLayerAttribute(Attribute(name)), name);
        });
        Assert.True(KnownTypes.MayBeMarker(Attribute("FcnGen.FullyConvNet")) && KnownTypes.MayBeMarker(Attribute("FullyConvTrunkAttribute")));
        Assert.False(KnownTypes.MayBeMarker(Attribute("Conv")) || KnownTypes.MayBeLayerAttribute(Attribute("Obsolete")));

        static AttributeSyntax Attribute(string name) =>
            CSharpSyntaxTree.ParseText("[" + name + "] class A;", Compilations.ParseOptions).GetRoot().DescendantNodes().OfType<AttributeSyntax>().Single();
    }

    [Fact]
    public void Layer_has_the_defaults_of_its_attribute()
    {
        NetworkSpec spec = Spec("[Conv(8)] A; [Score(4)] B; [InnerProduct(4)] C; [Deconv(4)] D; [MaxPool] E; [AvgPool] F; [Lrn] G; [Scale(0.5)] H; [CropToInput] S; [SoftmaxLoss] L;");
        LearnedParameters usual = new(1, 1, 2, 0, false, Filler.Msra, 0.01, 0);
        LayerSpec[] expected =
        [
            new InputSpec(new LayerHead("data", "data", IsOwn: false), 3),
            new ConvSpec(Head("A", "a"), 8, new Window(1), 1, true, usual),
            new ScoreSpec(Head("B", "b"), 4, new Window(1), usual with { Filler = Filler.Zero }),
            new InnerProductSpec(Head("C", "c"), 4, new Window(1), true, usual),
            new DeconvSpec(Head("D", "d"), 4, new Window(1), 1, false, usual with { Filler = Filler.Default }),
            new MaxPoolSpec(Head("E", "e"), new Window(2), Rounding.Ceil, WithStride: false),
            new AvgPoolSpec(Head("F", "f"), new Window(2), Rounding.Ceil, WithStride: false),
            new LrnSpec(Head("G", "g"), 5, 1e-4, 0.75, 1),
            new ScaleSpec(Head("H", "h"), 0.5),
            new CropSpec(Head("S", "s"), new CropTarget(true, null, -1)),
            new SoftmaxLossSpec(Head("L", "l"), 255, LossNormalization.Valid, default, 1, 1),
        ];
        Assert.Equal(expected, spec.Layers);
    }

    /// <summary>The defaults above are those that the runtime's attribute classes really have.</summary>
    [Fact]
    public void Defaults_are_those_of_the_attribute_classes()
    {
        Assembly runtime = Assembly.LoadFrom(Compilations.RuntimePath);
        object Default(string attribute, string property, params object[] arguments)
        {
            Type type = runtime.GetType("FcnGen." + attribute + "Attribute", throwOnError: true)!;
            return type.GetProperty(property)!.GetValue(Activator.CreateInstance(type, arguments))!;
        }

        Assert.Equal((1, 1, 0, 1, 1, true), (Default("Conv", "Kernel", 8), Default("Conv", "Stride", 8), Default("Conv", "Pad", 8), Default("Conv", "Dilation", 8), Default("Conv", "Groups", 8), Default("Conv", "Bias", 8)));
        Assert.Equal((1.0, 1.0, 0.01, 0.0), (Default("Conv", "LrMult", 8), Default("Conv", "DecayMult", 8), Default("Conv", "FillerValue", 8), Default("Conv", "BiasValue", 8)));
        Assert.Equal((double.NaN, double.NaN), (Default("Score", "BiasLrMult", 8), Default("Score", "BiasDecayMult", 8)));
        Assert.Equal((2.0, 0.0), (Default("FullyConvNet", "BiasLrMult"), Default("FullyConvTrunk", "BiasDecayMult")));
        Assert.Equal((1, 1, 0, 1, false, false), (Default("Deconv", "Kernel", 8), Default("Deconv", "Stride", 8), Default("Deconv", "Pad", 8), Default("Deconv", "Groups", 8), Default("Deconv", "Bilinear", 8), Default("Deconv", "Bias", 8)));
        Assert.Equal((2, 1, 0), (Default("MaxPool", "Kernel"), Default("MaxPool", "Stride"), Default("MaxPool", "Pad")));
        Assert.Equal((5, 1e-4, 0.75, 1.0), (Default("Lrn", "LocalSize"), Default("Lrn", "Alpha"), Default("Lrn", "Beta"), Default("Lrn", "K")));
        Assert.Equal((-1, -1), (Default("Crop", "Offset"), Default("CropToInput", "Offset")));
        Assert.Equal((255, 1.0, 1.0), (Default("SoftmaxLoss", "IgnoreLabel"), Default("SoftmaxLoss", "KeepProbability"), Default("SoftmaxLoss", "Weight")));
        Assert.Equal((500, 500, 1, false), (Default("MemoryBudget", "Height", 1), Default("MemoryBudget", "Width", 1), Default("MemoryBudget", "Batch", 1), Default("MemoryBudget", "Training", 1)));
        Assert.Equal((-1, false), (Default("Trunk", "FirstPad", typeof(string)), Default("Trunk", "Frozen", typeof(string))));
        Assert.Equal((1.0, false), (Default("FullyConvNet", "InputScale"), Default("FullyConvNet", "InferenceOnly")));
    }

    [Fact]
    public void Relu_and_dropout_are_modifiers_beside_another_layer_and_layers_alone()
    {
        NetworkSpec spec = Spec("[Conv(8), Relu, Dropout(0.25), Output] A; [Relu] B; [Dropout(0.5, Name = \"drop\", From = nameof(A))] C; [CropToInput] S; [SoftmaxLoss] L;");
        Assert.Equal((true, 0.25, true), (spec.Layers[1].Activation is { Name: "Relu" }, spec.Layers[1].Dropout, spec.Layers[1].Head.IsOutput));
        Assert.Equal(new ActivationSpec(Head("B", "b") with { Activation = Activations.Of(new ReluAttribute()) }), spec.Layers[2]);
        Assert.Equal(new DropoutSpec(Head("C", "drop", "A") with { Dropout = 0.5 }), spec.Layers[3]);
    }

    [Fact]
    public void Activations_are_data_with_their_constants()
    {
        NetworkSpec spec = Spec("[Conv(8), LeakyRelu(0.1)] A; [Sigmoid] B; [MaxPool(Kernel = 2, Stride = 1), Clip(-1, 6)] C; [Conv(2), LeakyRelu(-2)] D; [CropToInput] S; [SoftmaxLoss] L;");
        Assert.Equal(
            ["LeakyRelu: leaky ReLU 0.1, Slope 0.1", "Sigmoid: sigmoid", "Clip: clip from -1 to 6, Low -1, High 6", "LeakyRelu: leaky ReLU -2, Slope -2, from its input"],
            spec.Layers.Skip(1).Take(4).Select(layer => Describe(layer.Activation!)));
        Assert.Equal(new ActivationSpec(Head("B", "b") with { Activation = Activations.Of(new SigmoidAttribute()) }), spec.Layers[2]);
        Assert.Equal("Sigmoid", spec.Layers[2].Kind);

        static string Describe(Activation a) => a.Name + ": " + a.Words
            + string.Concat((a.Shape?.Constants ?? default).Select(constant => FormattableString.Invariant($", {constant.Name} {((FloatConstant)constant.Value).Value}")))
            + (a.FromInput ? ", from its input" : "");
    }

    [Fact]
    public void A_prelu_learns_a_slope_for_each_channel()
    {
        NetworkSpec spec = Spec("[Conv(8), PRelu] A; [PRelu(Slope = 0.5, LrMult = 2, DecayMult = 3, Frozen = true)] B; [CropToInput] S; [SoftmaxLoss] L;");
        Assert.Equal(new ActivationParameter("slope", "slopes", 0.25) { LrMult = 1, DecayMult = 0, Frozen = false }, spec.Layers[1].Activation!.Parameter);
        Assert.Equal(new ActivationParameter("slope", "slopes", 0.5) { LrMult = 2, DecayMult = 3, Frozen = true }, spec.Layers[2].Activation!.Parameter);
        Assert.Equal(("PRelu", "PReLU", true, false), (spec.Layers[2].Kind, spec.Layers[2].Activation!.Words, spec.Layers[2].Activation!.FromInput, spec.Layers[2].Activation!.PassesDropout));
        Assert.Equal(
            new ParameterEntry("slope", ParameterLayout.Vector, EquatableArray.Of(8)) { Filler = Filler.Constant, FillerValue = 0.25, DecayMult = 0 }, spec.Layers[1].ActivationParameter(8));
        Assert.Equal(("weight", false), (spec.Layers[2].ActivationParameter(8)!.Name, spec.Layers[2].ActivationParameter(8)!.IsTrained));
        Assert.Null(spec.Layers[3].ActivationParameter(8));
    }

    [Fact]
    public void A_frozen_trunk_freezes_what_activations_learn()
    {
        NetworkSpec spec = Spec(
            "[Score(2)] S; [SoftmaxLoss] L;", "[FullyConvNet(Channels = 3)]\n[Trunk(typeof(Base), Frozen = true)]",
            "[FullyConvTrunk(Channels = 3)] public partial class Base { [Conv(4), PRelu] public partial Layer A { get; } [PRelu] public partial Layer B { get; } [Sigmoid] public partial Layer C { get; } }");
        Assert.Equal([true, true], spec.Layers.Skip(1).Take(2).Select(layer => layer.Activation!.Parameter!.Frozen));
        Assert.Null(spec.Layers[3].Activation!.Parameter);
        Assert.True(((ConvSpec)spec.Layers[1]).Learned.Frozen);
    }

    [Fact]
    public void Written_arguments_are_read()
    {
        NetworkSpec spec = Spec(
            "[Conv(outputs: 8, Kernel = 5, Stride = 2, Pad = 3, Dilation = 4, Groups = 1, Bias = false, LrMult = 0.5, DecayMult = 0.25, BiasLrMult = 7, Frozen = true, Filler = Filler.Gaussian, FillerValue = 0.02, BiasValue = 1)] A;"
            + "[Sum(nameof(A), \"A\", Coefficients = [0.5, -1.5])] B; [Concat([\"A\", nameof(B)])] C; [SoftmaxLoss(IgnoreLabel = -1, Normalization = LossNormalization.Sum, ClassWeights = new[] { 1.0, 2 }, KeepProbability = 0.5, Weight = 3)] L;",
            "[FullyConvNet(Channels = 3, MinSize = 7, Order = ChannelOrder.Bgr, Mean = [1, 2, 3.5], InputScale = 0.5, BiasDecayMult = 9)]\n[MemoryBudget(64, Height = 10, Width = 20, Batch = 3, Training = true)]");
        Assert.Equal(
            new ConvSpec(Head("A", "a"), 8, new Window(5, 2, 3, 4), 1, false, new LearnedParameters(0.5, 0.25, 7, 9, true, Filler.Gaussian, 0.02, 1)),
            spec.Layers[1]);
        Assert.Equal(new SumSpec(Head("B", "b", "A", "A"), EquatableArray.Of(0.5, -1.5)), spec.Layers[2]);
        Assert.Equal(new ConcatSpec(Head("C", "c", "A", "B")), spec.Layers[3]);
        Assert.Equal(new SoftmaxLossSpec(Head("L", "l"), -1, LossNormalization.Sum, EquatableArray.Of(1.0, 2), 0.5, 3), spec.Layers[4]);
        Assert.Equal((7, new PreprocessingSpec(ChannelOrder.Bgr, EquatableArray.Of(1, 2, 3.5), 0.5), new BudgetSpec(64, 10, 20, 3, true)), (spec.MinSize, spec.Preprocessing, spec.Budget!));
    }

    [Fact]
    public void Preprocessing_is_of_the_class_or_of_each_input()
    {
        NetworkSpec single = Spec("[Conv(4)] A; [SoftmaxLoss] L;", "[FullyConvNet(Channels = 3, Deviation = [58, 57, 56.5])]");
        Assert.Equal(new PreprocessingSpec(ChannelOrder.Rgb, default, 1) { Deviation = EquatableArray.Of(58, 57, 56.5) }, single.PreprocessingOf(0));
        Assert.Empty(single.InputPreprocessing);

        NetworkSpec several = Spec(
            "[Input(3, Order = ChannelOrder.Bgr, Mean = [1, 2, 3], Scale = 0.5)] Color; [Input(1)] Height; [Input(1, Deviation = [900])] Depth;"
            + "[Concat(nameof(Color), nameof(Height), nameof(Depth))] Both; [Conv(4)] A; [SoftmaxLoss] L;", "[FullyConvNet]");
        Assert.Equal(
            [
                new PreprocessingSpec(ChannelOrder.Bgr, EquatableArray.Of(1.0, 2, 3), 0.5), PreprocessingSpec.None,
                PreprocessingSpec.None with { Deviation = EquatableArray.Of(900.0) },
            ],
            several.InputPreprocessing);
    }

    [Fact]
    public void Trunk_from_a_referenced_assembly_is_the_trunk_from_source()
    {
        CSharpCompilation source = Compilations.Create(Sources.Vgg16, Sources.Fcn8s());
        MetadataReference library = Compilations.Emit(Compilations.Generate(Compilations.Create([Sources.Vgg16], [], "Trunks")));
        CSharpCompilation metadata = Compilations.Create([Sources.Fcn8s()], [library]);
        NetworkSpec expected = Analysis.Parse(source, "Nets.Fcn8s").Spec!, found = Analysis.Parse(metadata, "Nets.Fcn8s").Spec!;
        Assert.Equal(expected, found);
        Assert.Equal(100, Assert.IsType<ConvSpec>(found.Layers[1]).Window.Height.Pad);
        Assert.All(found.Layers.Skip(2).OfType<ConvSpec>(), c => Assert.InRange(c.Window.Height.Pad, 0, 1));
        Assert.Empty(Analysis.Diagnostics(metadata));
    }

    [Fact]
    public void Two_trunks_with_suffixes_read_their_own_inputs()
    {
        const string trunk = "[FullyConvTrunk(Channels = 3, BiasLrMult = 4)] public partial class Base { [Conv(8, Pad = 1, Kernel = 3), Relu] public partial Layer Conv1 { get; } [Conv(8, From = \"data\")] public partial Layer Conv2 { get; } [Sum(nameof(Conv1), nameof(Conv2))] public partial Layer Fuse { get; } [Conv(9)] public partial Layer Extra { get; } }";
        NetworkSpec spec = Spec(
            "[Input(3)] Color; [Input(1)] Depth; [Sum(\"FuseColor\", \"FuseHha\")] Both; [CropToInput(Input = nameof(Color))] S; [SoftmaxLoss] L;",
            "[FullyConvNet]\n[Trunk(typeof(Base), From = \"Color\", Suffix = \"Color\", Through = nameof(Base.Fuse), Frozen = true)]\n[Trunk(typeof(Base), From = \"Depth\", Suffix = \"Hha\", Through = nameof(Base.Fuse), FirstPad = 1)]", trunk);
        Assert.Equal(["color", "depth", "conv1color", "conv2color", "fusecolor", "conv1hha", "conv2hha", "fusehha", "both", "s", "l"], spec.Layers.Select(l => l.CaffeName));
        Assert.Equal(["Color"], spec.Layers[2].Bottoms);
        Assert.Equal(["Depth"], spec.Layers[6].Bottoms);
        Assert.Equal(["Conv1Hha", "Conv2Hha"], spec.Layers[7].Bottoms);
        Assert.Equal((true, 4), (((ConvSpec)spec.Layers[2]).Learned.Frozen, ((ConvSpec)spec.Layers[2]).Learned.BiasLrMult));
        Assert.False(((ConvSpec)spec.Layers[5]).Learned.Frozen);
        Assert.Equal(["Color", "Depth", "Both", "S", "L"], spec.Layers.Where(l => l.IsOwn).Select(l => l.Name));
    }

    [Fact]
    public void Nested_class_keeps_its_containing_types()
    {
        string source = "using FcnGen;\nnamespace A.B;\npublic partial struct Outer\n{\ninternal sealed partial class Middle\n{\n"
            + DiagnosticCase.Net("[Conv(4)] A; [CropToInput] S; [SoftmaxLoss] L;").Replace("using FcnGen;\n", "") + "}\n}\n";
        NetworkSpec spec = Analysis.Parse(Compilations.Create(source), "A.B.Outer+Middle+Net").Spec!;
        Assert.Equal(("A.B", "Net"), (spec.Namespace, spec.TypeName));
        Assert.Equal(["partial struct Outer", "partial class Middle"], spec.ContainingTypes);
    }

    private static LayerHead Head(string name, string caffeName, params string[] bottoms) =>
        new(name, caffeName, IsOwn: true) { Bottoms = bottoms.ToEquatableArray() };

    private static NetworkSpec Spec(string layers, string attributes = "[FullyConvNet(Channels = 3)]", string rest = "")
    {
        ParseResult result = Analysis.Parse(Compilations.Create(DiagnosticCase.Net(layers, attributes, rest)), "Net");
        Assert.Empty(result.Findings);
        return result.Spec!;
    }
}
