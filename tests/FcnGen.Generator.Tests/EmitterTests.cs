using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Runtime.Loader;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Emission;
using FcnGen.Generator.Lowering;
using FcnGen.Generator.Model;
using FcnGen.Generator.Parsing;
using FcnGen.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests;

/// <summary>What is written out: reviewed texts, code that compiles under any options, and plans that agree with the compiler's own arithmetic.</summary>
public class EmitterTests
{
    /// <summary>A skip network with a fold, a sum that two kernels share, a dropout and a loss: the shape of FCN-16s in ten layers.</summary>
    private const string SkipNet = """
        using FcnGen;

        namespace Demo;

        [FullyConvNet(Channels = 3, Order = ChannelOrder.Bgr, Mean = new[] { 104.0, 117, 123 }, MinSize = 1)]
        public partial class SkipNet
        {
            [Conv(16, Kernel = 3, Pad = 10), Relu] public partial Layer Conv1 { get; }
            [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
            [Conv(32, Kernel = 5), Relu, Dropout(0.5)] public partial Layer Conv2 { get; }
            [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool2 { get; }
            [Score(4)] public partial Layer ScoreFr { get; }
            [Deconv(4, Kernel = 4, Stride = 2)] public partial Layer Upscore2 { get; }
            [Score(4, From = nameof(Pool1))] public partial Layer ScorePool1 { get; }
            [Crop(Onto = nameof(Upscore2))] public partial Layer ScorePool1c { get; }
            [Sum(nameof(Upscore2), nameof(ScorePool1c))] public partial Layer Fuse { get; }
            [Deconv(4, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
            [CropToInput] public partial Layer Score { get; }
            [SoftmaxLoss] public partial Layer Loss { get; }
        }
        """;

    /// <summary>Windows, slices, two heads on one score, own pointwise layers: what the first network leaves out.</summary>
    private const string BranchedNet = """
        using FcnGen;

        namespace Demo;

        public static partial class Outer
        {
            [FullyConvNet]
            public partial class BranchedNet
            {
                [Input(3)] public partial Layer Color { get; }
                [Input(1)] public partial Layer Depth { get; }
                [Concat(nameof(Color), nameof(Depth))] public partial Layer Both { get; }
                [Conv(8, Kernel = 3, Pad = 9, Bias = false)] public partial Layer Conv1 { get; }
                [Relu] public partial Layer Relu1 { get; }
                [Lrn(LocalSize = 3)] public partial Layer Norm1 { get; }
                [AvgPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
                [Conv(6, Kernel = 3, Dilation = 2, Groups = 2, Frozen = true), Relu] public partial Layer Conv2 { get; }
                [Crop(Onto = nameof(Conv2), From = nameof(Pool1), Offset = 2)] public partial Layer Window { get; }
                [Concat(nameof(Conv2), nameof(Window))] public partial Layer Joined { get; }
                [Scale(0.5)] public partial Layer Halved { get; }
                [Score(2)] public partial Layer ScoreFr { get; }
                [Deconv(2, Kernel = 4, Stride = 2, Groups = 2, Bias = true)] public partial Layer Upscore { get; }
                [CropToInput(Input = nameof(Color))] public partial Layer Score { get; }
                [SoftmaxLoss(Normalization = LossNormalization.Sum)] public partial Layer Loss { get; }
                [SoftmaxLoss(From = nameof(Score), KeepProbability = 0.25, Weight = 0.1)] public partial Layer Sampled { get; }
            }
        }
        """;

    /// <summary>Activations with constants, some of which need what came in or what a dropout behind them takes away.</summary>
    private const string BentNet = """
        using FcnGen;

        namespace Demo;

        [FullyConvNet(Channels = 3)]
        public partial class BentNet
        {
            [Conv(8, Kernel = 3, Pad = 1), LeakyRelu(0.1)] public partial Layer Conv1 { get; }
            [MaxPool(Kernel = 3, Stride = 1, Pad = 1), Clip(0, 6), Dropout(0.2)] public partial Layer Pool1 { get; }
            [Conv(8, Kernel = 3, Pad = 1), LeakyRelu(-0.5)] public partial Layer Conv2 { get; }
            [Conv(8, From = nameof(Pool1))] public partial Layer Side { get; }
            [Sum(nameof(Conv2), nameof(Side)), LeakyRelu(-2)] public partial Layer Fuse { get; }
            [Sigmoid] public partial Layer Gate { get; }
            [LeakyRelu(-1)] public partial Layer Size { get; }
            [Score(4)] public partial Layer Score { get; }
            [SoftmaxLoss] public partial Layer Loss { get; }
        }
        """;

    /// <summary>Activations that learn, as part of layers and alone, with dropout, frozen, and on frozen kernels.</summary>
    private const string LearnedNet = """
        using FcnGen;

        namespace Demo;

        [FullyConvNet(Channels = 3)]
        public partial class LearnedNet
        {
            [Conv(8, Kernel = 3, Pad = 1, Frozen = true), PRelu] public partial Layer Conv1 { get; }
            [MaxPool(Kernel = 3, Stride = 1, Pad = 1), PRelu(Slope = 0.1, LrMult = 0.5, DecayMult = 1), Dropout(0.2)] public partial Layer Pool1 { get; }
            [Conv(6)] public partial Layer Conv2 { get; }
            [PRelu] public partial Layer Prelu2 { get; }
            [Conv(6, From = nameof(Pool1)), PRelu(Frozen = true)] public partial Layer Side { get; }
            [Sum(nameof(Prelu2), nameof(Side)), PRelu] public partial Layer Fuse { get; }
            [Score(4)] public partial Layer Score { get; }
            [SoftmaxLoss] public partial Layer Loss { get; }
        }
        """;

    /// <summary>Labels by thresholds, of scores and of probabilities, beside labels by the largest channel; sigmoid losses of one channel and of several.</summary>
    private const string ThresholdNet = """
        using FcnGen;

        namespace Demo;

        [FullyConvNet(Channels = 3)]
        public partial class ThresholdNet
        {
            [Conv(8, Kernel = 3, Stride = 2, Pad = 9), Relu] public partial Layer Conv1 { get; }
            [Score(1)] public partial Layer ScoreFr { get; }
            [Deconv(1, Kernel = 3, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
            [CropToInput, Threshold(0.3)] public partial Layer Score { get; }
            [SigmoidLoss(PositiveWeight = 2)] public partial Layer Loss { get; }
            [Sigmoid(From = nameof(Score)), Output, Threshold(0.3)] public partial Layer Chance { get; }
            [Score(3, From = nameof(Conv1))] public partial Layer ScoreParts { get; }
            [Deconv(3, Kernel = 3, Stride = 2, Bilinear = true)] public partial Layer UpscoreParts { get; }
            [CropToInput] public partial Layer Parts { get; }
            [SigmoidLoss(Normalization = LossNormalization.Sum, KeepProbability = 0.5)] public partial Layer LossParts { get; }
        }
        """;

    /// <summary>An encoder and a decoder that goes back by its winners: one pool is joined and ends in more than its value, the other is read for its winners only.</summary>
    private const string SegNet = """
        using FcnGen;

        namespace Demo;

        [FullyConvNet(Channels = 3)]
        public partial class SegNet
        {
            [Conv(8, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
            [MaxPool(Kernel = 2, Stride = 2), LeakyRelu(-0.5), Dropout(0.2)] public partial Layer Pool1 { get; }
            [Conv(8, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2 { get; }
            [MaxPool(Kernel = 3, Stride = 3, Pad = 1, Rounding = Rounding.Floor)] public partial Layer Pool2 { get; }
            [Conv(8, Kernel = 3, Stride = 3, Pad = 1, From = nameof(Conv2))] public partial Layer Middle { get; }
            [Unpool(nameof(Pool2)), Relu] public partial Layer Unpool2 { get; }
            [Concat(nameof(Unpool2), nameof(Pool1))] public partial Layer Joined { get; }
            [Conv(8, Kernel = 3, Pad = 1)] public partial Layer Conv3 { get; }
            [Unpool(nameof(Pool1))] public partial Layer Unpool1 { get; }
            [Score(4)] public partial Layer Score { get; }
            [SoftmaxLoss] public partial Layer Loss { get; }
        }
        """;

    /// <summary>Cells that lie nowhere, by the size of the picture, and at one map by a rational factor; means joined and resized maps added.</summary>
    private const string PlacedNet = """
        using FcnGen;

        namespace Demo;

        [FullyConvNet(Channels = 3)]
        public partial class PlacedNet
        {
            [Conv(8, Kernel = 3, Stride = 2, Pad = 1), Relu] public partial Layer Conv1 { get; }
            [GlobalAvgPool] public partial Layer Mean { get; }
            [Conv(4)] public partial Layer Reduced { get; }
            [Broadcast(Onto = nameof(Conv1))] public partial Layer Everywhere { get; }
            [Concat(nameof(Conv1), nameof(Everywhere))] public partial Layer Joined { get; }
            [Score(4)] public partial Layer ScoreFr { get; }
            [Resize(Factor = 3, Divisor = 2, Mode = ResizeMode.Nearest, Coordinates = ResizeCoordinates.Asymmetric, Rounding = NearestRounding.Floor)] public partial Layer More { get; }
            [Resize(Onto = nameof(More), Coordinates = ResizeCoordinates.AlignedCorners, From = nameof(ScoreFr))] public partial Layer Other { get; }
            [Sum(nameof(More), nameof(Other), AllowShift = true)] public partial Layer Fuse { get; }
            [ResizeToInput] public partial Layer Score { get; }
            [SoftmaxLoss(AllowShift = true)] public partial Layer Loss { get; }
        }
        """;

    public static TheoryData<string, string> Networks => new()
    {
        { "Demo.SkipNet", SkipNet }, { "Demo.Outer.BranchedNet", BranchedNet }, { "Demo.BentNet", BentNet }, { "Demo.LearnedNet", LearnedNet }, { "Demo.SegNet", SegNet },
        { "Demo.PlacedNet", PlacedNet }, { "Demo.ThresholdNet", ThresholdNet },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_text_is_the_reviewed_one(string name, string source)
    {
        SyntaxTree[] parts = [.. Compilations.Generate(Compilations.Create(source)).SyntaxTrees.Skip(1)];
        Assert.Equal([name + ".g.cs", name + ".Launches.g.cs"], parts.Select(part => Path.GetFileName(part.FilePath)));
        foreach (SyntaxTree part in parts)
        {
            string version = typeof(FcnGenGenerator).Assembly.GetName().Version!.ToString(3);
            string text = part.ToString().Replace($"GeneratedCode(\"FcnGen\", \"{version}\")", "GeneratedCode(\"FcnGen\", \"VERSION\")");
            Assert.DoesNotContain('\r', text);
            Snapshot.Verify(Path.GetFileNameWithoutExtension(part.FilePath), text);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_code_compiles_without_a_warning_under_strict_options(string name, string source)
    {
        CSharpCompilation compilation = Compilations.Create(source);
        CSharpCompilationOptions strict = compilation.Options
            .WithWarningLevel(9999).WithOverflowChecks(true).WithAllowUnsafe(false).WithNullableContextOptions(NullableContextOptions.Disable);
        CSharpCompilation generated = Compilations.Generate(compilation.WithOptions(strict));
        Assert.NotNull(generated.GetTypeByMetadataName(name.Replace("Outer.", "Outer+"))?.GetMembers("ArenaSize").SingleOrDefault());
        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden));
    }

    /// <summary>A layer may have the name of a local or an argument of the generated part.</summary>
    [Theory]
    [InlineData("size")]
    [InlineData("batch")]
    [InlineData("height")]
    [InlineData("width")]
    [InlineData("slotOfdata")]
    [InlineData("slotOfData")]
    [InlineData("kernels")]
    [InlineData("at")]
    [InlineData("pass")]
    [InlineData("device")]
    [InlineData("parameters")]
    [InlineData("seed")]
    [InlineData("accumulate")]
    [InlineData("output")]
    [InlineData("__outputs")]
    [InlineData("Keys")]
    public void Names_of_locals_are_free(string layer)
    {
        CSharpCompilation compilation = Compilations.Create(DiagnosticCase.Net($"[Conv(2, Kernel = 3), Dropout(0.5)] public partial Layer {layer} {{ get; }} [Deconv(2, Kernel = 3, Filler = Filler.Msra)] B; [CropToInput] S; [SoftmaxLoss] L;"));
        Assert.Empty(Analysis.Diagnostics(compilation));
        Assert.Empty(Compilations.Generate(compilation).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    /// <summary>Whatever the user's types, namespaces and aliases are called, generated code finds the runtime's.</summary>
    [Theory]
    [InlineData("types", SkipNet)]
    [InlineData("types", BranchedNet)]
    [InlineData("namespaces", SkipNet)]
    [InlineData("namespaces", BranchedNet)]
    [InlineData("aliases", SkipNet)]
    [InlineData("aliases", BranchedNet)]
    public void Names_of_the_runtime_are_free(string taken, string source)
    {
        string[] names =
        [
            .. Assembly.LoadFrom(Compilations.RuntimePath).GetExportedTypes()
                .Where(type => type is { IsNested: false, IsGenericType: false } && !type.Name.EndsWith("Attribute", StringComparison.Ordinal))
                .Select(type => type.Name).Where(name => !Regex.IsMatch(source, $@"\b{name}\b")).Distinct(),
        ];
        Assert.True(names.Length > 80, $"Only {names.Length} types of the runtime were found.");
        string user = taken switch
        {
            "types" => "namespace Demo;\n" + string.Concat(names.Select(name => $"public class {name};\n")),
            "namespaces" => string.Concat(names.Select(name => $"namespace Demo.{name} {{ public class Unrelated; }}\n")),
            _ => string.Concat(names.Select(name => $"global using {name} = System.Guid;\n")),
        };
        CSharpCompilation generated = Compilations.Generate(Compilations.Create(source, user));
        Assert.Empty(Analysis.Diagnostics(Compilations.Create(source, user)));
        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Theory]
    [InlineData("Demo.SkipNet", SkipNet)]
    [InlineData("Demo.Outer+BranchedNet", BranchedNet)]
    [InlineData("Demo.BentNet", BentNet)]
    [InlineData("Demo.SegNet", SegNet)]
    [InlineData("Demo.PlacedNet", PlacedNet)]
    public void The_emitted_arena_formula_is_the_compilers(string type, string source)
    {
        CSharpCompilation compilation = Compilations.Create(source);
        NetworkSpec spec = NetworkParser.Parse(Compilations.Type(compilation, type), default).Spec!;
        CheckedNetwork network = NetworkChecker.Check(spec, default).Network!;
        MethodInfo arenaSize = Load(compilation).GetType(type)!.GetMethod("ArenaSize")!;
        Type pass = arenaSize.GetParameters()[0].ParameterType;
        foreach ((int batch, int height, int width) in new[] { (1, 1, 1), (1, 37, 53), (2, 224, 224), (4, 500, 375), (1, 2048, 1024) })
        {
            long Emitted(string name) => (long)arenaSize.Invoke(null, [Enum.Parse(pass, name), batch, height, width])!;
            Assert.Equal(ArenaFormula.Bytes(network, batch, height, width, training: false), Emitted("Forward"));
            Assert.Equal(ArenaFormula.Bytes(network, batch, height, width, training: true), Emitted("Training"));
        }
    }

    /// <summary>Two buffers in one slot are never both needed: replayed call by call, nothing is read that another buffer overwrote.</summary>
    [Theory]
    [InlineData("Demo.SkipNet", SkipNet)]
    [InlineData("Demo.Outer+BranchedNet", BranchedNet)]
    [InlineData("Demo.BentNet", BentNet)]
    [InlineData("Demo.SegNet", SegNet)]
    [InlineData("Demo.PlacedNet", PlacedNet)]
    [InlineData("Demo.LearnedNet", LearnedNet)]
    public void No_launch_reads_what_another_overwrote(string type, string source)
    {
        NetworkSpec spec = NetworkParser.Parse(Compilations.Type(Compilations.Create(source), type), default).Spec!;
        LaunchPlan plan = LaunchPlanner.Plan(NetworkChecker.Check(spec, default).Network!);
        foreach (LaunchProgram program in new[] { plan.Forward, plan.Segment, plan.Training! })
        {
            var holder = new int[program.Arena.Slots.Count]; // the buffer that each slot holds at the moment
            Array.Fill(holder, -1);
            foreach (int buffer in program.Inputs.Concat(program.Labels)) holder[program.Arena.SlotOf[buffer]] = buffer;
            foreach (KernelCall call in program.Calls.Concat(program.BackwardCalls))
            {
                foreach (ViewOperand operand in call.Launch.Views.Where(operand => operand.Reads))
                    Assert.True(holder[program.Arena.SlotOf[operand.View.Buffer]] == operand.View.Buffer, $"{call.Launch.Operation} of layer {call.Layer} reads {operand.View.Name}");
                foreach (ViewOperand operand in call.Launch.Views.Where(operand => operand.Writes))
                    holder[program.Arena.SlotOf[operand.View.Buffer]] = operand.View.Buffer;
            }

            foreach (int result in program.Outputs.Select(view => view.Buffer).Concat(program.Losses))
                Assert.Equal(result, holder[program.Arena.SlotOf[result]]);
        }
    }

    private static Assembly Load(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        Assert.True(Compilations.Generate(compilation).Emit(image).Success);
        image.Position = 0;
        var context = new AssemblyLoadContext("emitted", isCollectible: true);
        context.Resolving += (loader, name) => name.Name == "FcnGen" ? loader.LoadFromAssemblyPath(Compilations.RuntimePath) : null;
        return context.LoadFromStream(image);
    }
}
