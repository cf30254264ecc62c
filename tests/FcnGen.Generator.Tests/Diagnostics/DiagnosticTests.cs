using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests.Diagnostics;

/// <summary>Every rule: its id, the text under its squiggle, its message, and that it comes alone.</summary>
public class DiagnosticTests
{
    private static readonly IReadOnlyList<DiagnosticCase> Cases = [.. FormCases.All, .. TopologyCases.All, .. ShapeCases.All, .. GeometryCases.All];

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

        // Where no other part can be written, the compiler keeps its own say about partial members.
        if (expected.Id is "FCN001" or "FCN002" && expected.Title != "base class") return;
        Assert.Empty(errors);
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
}
