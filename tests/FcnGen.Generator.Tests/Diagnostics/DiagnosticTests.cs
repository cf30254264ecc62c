using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests.Diagnostics;

/// <summary>Every rule: its id, the text under its squiggle, its message, and that it comes alone.</summary>
public class DiagnosticTests
{
    internal static IReadOnlyList<DiagnosticCase> Cases { get; } =
    [
        .. FormCases.All, .. TopologyCases.All, .. ShapeCases.All, .. GeometryCases.All, .. PositionCases.All, .. RemedyCases.All, .. BlockCases.All, .. UnpoolCases.All,
        .. LabelCases.All,
    ];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mistake_is_reported_at_its_place(string name)
    {
        DiagnosticCase expected = Cases.Single(c => c.ToString() == name);
        Diagnostic found = Assert.Single(Analysis.Diagnostics(Compilations.Create(expected.Source)));
        string message = found.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected.Id, found.Id);
        if (expected.Message.EndsWith('…')) Assert.StartsWith(expected.Message.TrimEnd('…'), message, System.StringComparison.Ordinal);
        else Assert.Equal(expected.Message, message);
        Assert.Equal((expected.Span, expected.Start), (Analysis.Span(found), found.Location.SourceSpan.Start));
    }

    /// <summary>One mistake is one message: the generator's part keeps the compiler from adding its own for each layer.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Mistake_brings_no_cascade_of_compiler_errors(string name)
    {
        DiagnosticCase expected = Cases.Single(c => c.ToString() == name);
        IEnumerable<Diagnostic> errors = Compilations.Generate(Compilations.Create(expected.Source)).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);

        // Where no other part can be written, the compiler keeps its own say about what is not partial.
        string[] own = name is "FCN001 class" or "FCN002 nested" ? ["CS0260"] : [];
        Assert.Equal(own, errors.Select(d => d.Id).Distinct());
    }

    [Fact]
    public void Every_rule_has_a_case()
    {
        IEnumerable<string> untested = DiagnosticDescriptors.All.Select(d => d.Id).Except(Cases.Select(c => c.Id));
        Assert.Equal(["FCN9999"], untested); // no known declaration provokes an internal error; see InternalErrorTests
    }

    [Fact]
    public void Related_layer_is_an_additional_location()
    {
        DiagnosticCase sum = Cases.Single(c => c.ToString() == "FCN030 sum");
        Diagnostic found = Assert.Single(Analysis.Diagnostics(Compilations.Create(sum.Source)));
        Assert.Equal("Pool1", Analysis.Text(Assert.Single(found.AdditionalLocations)));
    }

    [Fact]
    public void Pragma_silences_a_rule()
    {
        DiagnosticCase noLoss = Cases.Single(c => c.Id == "FCN018");
        CSharpCompilation compilation = Compilations.Create("#pragma warning disable FCN018\n" + noLoss.Source);
        Assert.Empty(Analysis.Diagnostics(compilation));
    }

    [Fact]
    public void Half_typed_attribute_is_left_to_the_compiler()
    {
        CSharpCompilation compilation = Compilations.Create(DiagnosticCase.Net("[Conv(] public partial Layer A { get; } [CropToInput] Score; [SoftmaxLoss] Loss;"));
        Assert.Empty(Analysis.Diagnostics(compilation));
    }

    /// <summary>While a name is being typed, the compiler's own error stands, and no layer is reported as not implemented.</summary>
    [Theory]
    [InlineData("[Conv(4)] public partial Layer A { get; }\n[Conv(4, From = nameof(] public partial Layer B { get; }\n")]
    [InlineData("[Conv(4)] public partial Layer A { get; }\n[Conv(4, From = nameof()] public partial Layer B { get; }\n")]
    [InlineData("[Conv(4)] public partial Layer A { get; }\n[Conv(4, From = nameof(A)] public partial Layer B { get; }\n")]
    [InlineData("[Conv(4)] public partial Layer A { get; }\n[Conv(4, From = ] public partial Layer B { get; }\n")]
    [InlineData("[Conv(4)] public partial Layer A { get; }\n[Crop(From = nameof(A), Onto = nameof(\n")]
    [InlineData("[Conv(4)] public partial Layer A { get; }\n[Conv(4, From = nameof(\n")]
    [InlineData("[Conv(4)] public partial Layer A { get; }\n[Conv(4, From = nameof(A.\n")]
    public void Half_typed_name_brings_no_finding_and_no_cascade(string layers)
    {
        CSharpCompilation compilation = Compilations.Create("using FcnGen;\n[FullyConvNet(Channels = 3)]\npublic partial class Net\n{\n" + layers + DiagnosticCase.Layers("[CropToInput] Score; [SoftmaxLoss] Loss;") + "\n}\n");
        Assert.Empty(Analysis.Diagnostics(compilation));
        Diagnostic[] written = [.. compilation.SyntaxTrees.Single().GetDiagnostics()];
        Diagnostic[] errors = [.. Compilations.Generate(compilation).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Except(written)];
        Assert.NotEmpty(written);
        Assert.DoesNotContain(errors, d => d.Id is "CS9248" or "CS0535" or "CS1729" or "CS0246" or "CS0234" or "CS0534");
        Assert.True(errors.Length <= 1, string.Join("; ", errors.Select(d => d.ToString())));
    }
}
