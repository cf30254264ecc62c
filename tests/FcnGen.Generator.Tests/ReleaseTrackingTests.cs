using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Tests;

/// <summary>A rule is its constant, its descriptor, its release line and its page; none may be missing.</summary>
public class ReleaseTrackingTests
{
    public static TheoryData<string> Ids => [.. DiagnosticDescriptors.All.Select(d => d.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_has_a_page_and_a_release_line(string id)
    {
        DiagnosticDescriptor rule = DiagnosticDescriptors.Get(id);
        string page = File.ReadAllText(Path.Combine(Root, "docs", "diagnostics", id + ".md"));
        Assert.StartsWith("# " + id + ": " + rule.Title, page, StringComparison.Ordinal);
        Assert.Equal(HelpLink.To(id) ?? "", rule.HelpLinkUri);
        string index = File.ReadAllText(Path.Combine(Root, "docs", "diagnostics", "README.md"));
        Assert.Contains("[" + id + "](" + id + ".md)", index, StringComparison.Ordinal);
        string line = Assert.Single(Releases, l => l.StartsWith(id + " |", StringComparison.Ordinal));
        Assert.Equal($"{id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}", line);
    }

    [Fact]
    public void Constants_descriptors_and_pages_are_the_same_set()
    {
        string[] constants = [.. typeof(DiagnosticIds).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal)];
        string[] descriptors = [.. DiagnosticDescriptors.All.Select(d => d.Id).Order(StringComparer.Ordinal)];
        string[] pages = [.. Directory.GetFiles(Path.Combine(Root, "docs", "diagnostics"), "FCN*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];
        Assert.Equal(constants, descriptors);
        Assert.Equal(constants, pages);
        Assert.Equal(descriptors, descriptors.Distinct());
    }

    [Theory]
    [InlineData("https://example.org/fcngen/blob/main/docs/", "https://example.org/fcngen/blob/main/docs/diagnostics/FCN001.md")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Rules_link_to_their_pages_once_the_project_has_an_address(string? docs, string? link) => Assert.Equal(link, HelpLink.To("FCN001", docs));

    [Fact]
    public void Messages_are_one_sentence_without_a_full_stop() =>
        Assert.All(DiagnosticDescriptors.All, d => Assert.False(d.MessageFormat.ToString().EndsWith('.'), d.Id));

    private static IEnumerable<string> Releases =>
        new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }.SelectMany(f => File.ReadAllLines(Path.Combine(Root, "generator", "FcnGen.Generator", f)));

    private static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "FcnGen.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("FcnGen.sln is in no folder above the tests.");
    }
}
