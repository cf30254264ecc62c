using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests.Docs;

/// <summary>
/// What README and docs show compiles as it is pasted into a project of <c>dotnet new console</c> with the packages: programs by
/// themselves, beside the classes that the page declares, and the network of the README on every page.
/// </summary>
public class SnippetTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string Root = Compilations.RepositoryRoot;

    private static readonly MetadataReference[] Packages =
    [
        .. new[] { "runtime/FcnGen.Gpu", "networks/FcnGen.Networks" }.Select(project => MetadataReference.CreateFromFile(Compilations.BuiltAssembly(project))),
    ];

    private static IEnumerable<string> AllPages =>
        from file in Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
        let page = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !page.StartsWith("docs/diagnostics/") && !page.Contains("/bin/") && !page.Contains("/obj/") && !page.StartsWith("artifacts/")
        orderby page
        select page;

    public static TheoryData<string> Pages => [.. AllPages.Where(page => Snippet.Read(Root, page).Count > 0)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Snippets_of_a_page_compile_as_pasted(string page)
    {
        IReadOnlyList<Snippet> snippets = [.. Snippet.Read(Root, page).Where(snippet => snippet.Word != "excerpt")];
        List<string> declared = [ImplicitUsings, .. snippets.Where(snippet => snippet.IsDeclaration).Select(snippet => snippet.Code)];
        if (page != "README.md" && !declared.Any(code => code.Contains("class SkipNet"))) declared.Add(NetworkOfReadme());
        Check(page, declared, OutputKind.DynamicallyLinkedLibrary);

        string before = "";
        foreach (Snippet snippet in snippets.Where(snippet => !snippet.IsDeclaration))
        {
            string program = snippet.Word == "continued" ? before + "\n" + snippet.Code : snippet.Code;
            Check(snippet.ToString(), [program, .. declared], OutputKind.ConsoleApplication);
            before = program;
        }
    }

    [Fact]
    public void Pages_are_found() => Assert.Superset(new HashSet<string> { "README.md", "docs/getting-started.md" }, Pages.Select(row => row.Data).ToHashSet());

    private static string NetworkOfReadme() => Snippet.Read(Root, "README.md").First(snippet => snippet.IsDeclaration).Code;

    private static void Check(string what, IEnumerable<string> sources, OutputKind kind)
    {
        CSharpCompilation compilation = Compilations.Create(sources, Packages);
        compilation = Compilations.Generate(compilation.WithOptions(compilation.Options.WithOutputKind(kind)));
        string[] errors = [.. compilation.GetDiagnostics().Concat(Analysis.Diagnostics(compilation)).Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.ToString())];
        Assert.True(errors.Length == 0, $"{what}:\n{string.Join('\n', errors)}");
    }
}
