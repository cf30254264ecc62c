using System;
using System.Linq;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests;

/// <summary>What an editor shows where the mouse rests on the author's own declaration: the compiler's documentation of that symbol.</summary>
public class HoverTests
{
    [Fact]
    public void Layer_shows_what_it_does_its_channels_and_its_size()
    {
        string conv = Documentation(Layer(Sources.Fcn8s(), "ScorePool4c"));
        Assert.Contains("score_pool4c: crop by 5 onto upscore2. 21 channels, 34x34 for a picture of 500x500.", conv, StringComparison.Ordinal); // 16 + 1 cells twice, as published
        Assert.Contains("Height (and width): that of upscore2; 34 for a picture of 500.", conv, StringComparison.Ordinal);
        Assert.Contains("Receptive field 100, stride 16", Documentation(Layer(Sources.Fcn8s(), "ScorePool4")), StringComparison.Ordinal); // the paper's
    }

    [Fact]
    public void Every_layer_but_a_loss_shows_channels_and_size()
    {
        INamedTypeSymbol network = Type(Sources.Fcn8s(), "Nets.Fcn8s");
        IPropertySymbol[] layers = [.. network.GetMembers().OfType<IPropertySymbol>().Where(p => p.Type.Name == "Layer")];
        Assert.Equal(1 + 20 + 12, layers.Length); // the input, the trunk's, its own
        Assert.All(layers, l => Assert.Matches(l.Name == "Loss" ? "^loss: softmax" : "[0-9] channels, [0-9]+x[0-9]+ for a picture of 500x500", Documentation(l)));
        Assert.Contains("698x698", Documentation(network.GetMembers("Conv1_1").Single()), StringComparison.Ordinal); // 500 + 2·100 − 2
        Assert.Contains("score: crop by 31 onto data. 21 channels, 500x500", Documentation(network.GetMembers("Score").Single()), StringComparison.Ordinal);
    }

    [Fact]
    public void Prelu_is_named_and_its_slopes_are_counted()
    {
        string source = "using FcnGen;\nnamespace Nets;\n[FullyConvNet(Channels = 3)]\npublic partial class Learned\n{\n"
            + "    [Conv(8, Kernel = 3, Pad = 1), PRelu] public partial Layer Conv1 { get; }\n    [PRelu] public partial Layer Bent { get; }\n"
            + "    [Score(2)] public partial Layer Score { get; }\n    [SoftmaxLoss] public partial Layer Loss { get; }\n}\n";
        string conv = Documentation(Layer(source, "Conv1", "Nets.Learned")), alone = Documentation(Layer(source, "Bent", "Nets.Learned"));
        Assert.Contains("conv1: conv 3x3, pad 1, 3 → 8, bias, PReLU. 8 channels", conv, StringComparison.Ordinal);
        Assert.Contains("232 parameters", conv, StringComparison.Ordinal); // 3 · 9 · 8 weights, 8 biases, 8 slopes
        Assert.Contains("bent: PReLU. 8 channels", alone, StringComparison.Ordinal);
        Assert.Matches("(?<![0-9])8 parameters\\.", alone);
    }

    [Fact]
    public void Layers_that_lie_nowhere_or_by_the_size_say_so()
    {
        string source = "using FcnGen;\nnamespace Nets;\n[FullyConvNet(Channels = 3)]\npublic partial class Context\n{\n"
            + "    [Conv(4, Kernel = 3, Stride = 2, Pad = 1)] public partial Layer Half { get; }\n    [GlobalAvgPool] public partial Layer Mean { get; }\n"
            + "    [Broadcast(Onto = nameof(Half))] public partial Layer Everywhere { get; }\n    [Concat(nameof(Half), nameof(Everywhere))] public partial Layer Both { get; }\n"
            + "    [Resize(Factor = 3, Divisor = 2, Mode = ResizeMode.Nearest, From = nameof(Half)), Output] public partial Layer More { get; }\n"
            + "    [ResizeToInput(From = nameof(Both))] public partial Layer Score { get; }\n    [SoftmaxLoss(AllowShift = true)] public partial Layer Loss { get; }\n}\n";
        string mean = Of("Mean"), everywhere = Of("Everywhere"), more = Of("More"), score = Of("Score");
        Assert.Contains("mean: mean over the map. 4 channels, 1x1 for a picture of 500x500.", mean, StringComparison.Ordinal);
        Assert.Contains("Receptive field the whole picture: its cells lie nowhere and fit everywhere.", mean, StringComparison.Ordinal);
        Assert.Contains("everywhere: broadcast onto half. 4 channels, 250x250", everywhere, StringComparison.Ordinal);
        Assert.Contains("more: nearest (half rounded down) resize by 3/2, half-pixel. 4 channels, 375x375", more, StringComparison.Ordinal);
        Assert.Contains("Height (and width): ⌊3·half/2⌋; 375 for a picture of 500.", more, StringComparison.Ordinal);
        Assert.Contains("Receptive field 3, stride 4/3, offset -1/3", more, StringComparison.Ordinal);

        // Of 2m + 1 pixels m + 1 cells are left, 2(m + 1)/(2m + 1) pixels apart once they are as many again.
        Assert.Contains("score: bilinear resize onto data, half-pixel. 8 channels, 500x500", score, StringComparison.Ordinal);
        Assert.Contains("Receptive field the whole picture, stride 1 to 2, offset -1/2 to 0, by the size of the picture.", score, StringComparison.Ordinal);
        Assert.Contains("Shift allowed: score lies -1/2 to 1/2 pixels from data, depending on the cell and on the size of the picture.", Of("Loss"), StringComparison.Ordinal);
        Assert.Contains("Receptive field 3, the whole picture, stride 4/3, 1 to 2", Documentation(Type(source, "Nets.Context")), StringComparison.Ordinal);

        string Of(string layer) => Documentation(Layer(source, layer, "Nets.Context"));
    }

    [Fact]
    public void Class_shows_input_output_field_stride_parameters_and_smallest_size()
    {
        string net = Documentation(Type(Sources.Fcn8s(), "Nets.Fcn8s"));
        Assert.Contains("reads data (3 channels) and gives score (21 channels)", net, StringComparison.Ordinal);
        Assert.Contains("at least 1x1 pixels", net, StringComparison.Ordinal);
        Assert.Contains("stride 1 (32 at the coarsest layer); 134,489,759 parameters", net, StringComparison.Ordinal); // the published file's
        Assert.Contains("Trunk that reads data (3 channels) and gives fc7 (4096 channels)", Documentation(Type(Sources.Vgg16, "Nets.Vgg16")), StringComparison.Ordinal);
        Assert.Contains("Receptive field 404 pixels, stride 32", Documentation(Type(Sources.Vgg16, "Nets.Vgg16")), StringComparison.Ordinal);
    }

    [Fact]
    public void Input_with_a_deviation_shows_what_is_done_to_the_values()
    {
        string source = Sources.Fcn32s().Replace("[FullyConvNet(", "[FullyConvNet(Order = ChannelOrder.Bgr, Deviation = [57.375, 57.12, 58.395], InputScale = 0.5, ");
        Assert.Contains("Made of what is stored as value / (57.375, 57.12, 58.395) · 0.5, BGR.", Documentation(Layer(source, "Data", "Nets.Fcn32s")), StringComparison.Ordinal);
        Assert.DoesNotContain("Made of", Documentation(Layer(Sources.Fcn32s(), "Data", "Nets.Fcn32s")), StringComparison.Ordinal);
    }

    [Fact]
    public void Documentation_of_the_authors_own_is_kept()
    {
        string source = Sources.Fcn32s()
            .Replace("[FullyConvNet", "/// <summary>My net.</summary>\n[FullyConvNet")
            .Replace("    [Score(21)]", "    /// <summary>Scores &amp; <see cref=\"Fcn32s\"/>.</summary>\n    /// <remarks>Mine.</remarks>\n    [Score(21)]");
        Documentation(Layer(source, "ScoreFr", "Nets.Fcn32s"), out XElement xml);
        Assert.Equal("Scores & .", xml.Element("summary")!.Value);
        Assert.Equal("T:Nets.Fcn32s", xml.Descendants("see").Single().Attribute("cref")!.Value);
        Assert.Equal(["Mine.", "score_fr: score 1x1, 4096 → 21, bias. 21 channels, 16x16 for a picture of 500x500."], xml.Elements("remarks").Select(r => r.Value.Trim().Split('\n')[0].Trim()));
        Documentation(Type(source, "Nets.Fcn32s"), out XElement net);
        Assert.Equal("My net.", Assert.Single(net.Elements("summary")).Value);
        Assert.StartsWith("Fully convolutional network", Assert.Single(net.Elements("remarks")).Value.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void Code_in_documentation_of_the_authors_own_keeps_its_form()
    {
        string source = Sources.Fcn32s().Replace("    [Score(21)]", "    /// <summary>Scores.</summary>\n    /// <example><code>\n    /// if (x)\n    ///     y();\n    ///\n    /// z();\n    /// </code></example>\n    [Score(21)]");
        Documentation(Layer(source, "ScoreFr", "Nets.Fcn32s"), out XElement xml);
        string[] lines = xml.Descendants("code").Single().Value.Split('\n');
        int margin = lines[1].IndexOf('i', StringComparison.Ordinal);
        Assert.Equal(["", "if (x)", "    y();", "", "z();", ""], lines.Select(line => line.Length < margin ? line.Trim() : line[margin..].TrimEnd()));
    }

    [Theory]
    [InlineData("score < 1 & more")]
    [InlineData("</summary>")]
    public void Names_of_any_letters_are_documented(string name)
    {
        string source = Sources.Fcn32s().Replace("[Score(21)]", "[Score(21, Name = \"" + name + "\"), Output]");
        INamedTypeSymbol network = Type(source, "Nets.Fcn32s");
        ISymbol parameters = network.GetTypeMembers("ParameterList").Single().GetMembers("ScoreFr").Single();
        Assert.StartsWith(name + ": ", Documentation(parameters), StringComparison.Ordinal);
        Documentation(network.GetTypeMembers("Outputs").Single(), out XElement outputs);
        Assert.Contains(outputs.Elements("param"), p => p.Value.StartsWith(name + ", 21 channels", StringComparison.Ordinal));
    }

    private static string Documentation(ISymbol symbol) => Documentation(symbol, out _);

    private static string Documentation(ISymbol symbol, out XElement xml)
    {
        xml = XElement.Parse(symbol.GetDocumentationCommentXml() is { Length: > 0 } text ? text : "<member/>");
        return string.Join(" ", xml.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // The part that the author wrote, which is what the mouse rests on.
    private static ISymbol Layer(string source, string name, string type = "Nets.Fcn8s") => Type(source, type).GetMembers(name).OfType<IPropertySymbol>().Single();

    private static INamedTypeSymbol Type(string source, string name)
    {
        CSharpCompilation compilation = Compilations.Generate(source == Sources.Vgg16 ? Compilations.Create(source) : Compilations.Create(source, Sources.Vgg16));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity > DiagnosticSeverity.Hidden));
        return Compilations.Type(compilation, name);
    }
}
