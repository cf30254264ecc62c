using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace FcnGen.Package.Tests;

/// <summary>
/// What README and docs show compiles with the packages in a project such as <c>dotnet new console</c> makes: each program beside the classes
/// that its page declares, and the network of the README on every page.
/// </summary>
public sealed class SnippetTests
{
    private static readonly string Root = Repository.Root;

    [Fact]
    public void Snippets_of_all_pages_compile()
    {
        using var consumer = new ConsumerProject("FcnGen.Gpu");
        string project = File.ReadAllText(Path.Combine(consumer.Folder, "consumer.csproj"));
        consumer.Write("consumer.csproj", project
            .Replace("<OutputType>Exe</OutputType>", "<OutputType>Library</OutputType><ImplicitUsings>enable</ImplicitUsings>")
            .Replace("<ItemGroup>", "<ItemGroup>" + string.Concat(new[] { "FcnGen.Networks", "FcnGen.Tiff" }.Select(package => $"<PackageReference Include=\"{package}\" Version=\"{PackageFeed.Version}\" />"))));

        int programs = 0;
        string[] pages = [.. Snippet.Pages(Root)];
        string readme = Snippet.Read(Root, "README.md").First(snippet => snippet.IsDeclaration).Body;
        foreach ((int number, string page) in pages.Index())
        {
            Snippet[] snippets = [.. Snippet.Read(Root, page).Where(snippet => snippet.Word != "excerpt")];
            if (snippets.Length == 0) continue;
            string space = $"Page{number}";
            List<string> declared = [.. snippets.Where(snippet => snippet.IsDeclaration).Select(snippet => snippet.Body)];
            if (!declared.Any(code => code.Contains("class SkipNet"))) declared.Add(readme);
            consumer.Write($"{space}.cs", $"{Usings(snippets)}\nnamespace {space};\n\n{string.Join('\n', declared)}\n");

            Snippet[] statements = [.. snippets.Where(snippet => !snippet.IsDeclaration)];
            for (int i = 0; i < statements.Length; i++)
            {
                int first = i;
                while (statements[first].Word == "continued") first--;
                consumer.Write($"{space}_{i}.cs", Program(space, i, statements[first..(i + 1)]));
                programs++;
            }
        }

        int fences = pages.Sum(page => File.ReadLines(Path.Combine(Root, page)).Count(line => line.TrimStart().StartsWith("```csharp", StringComparison.Ordinal)));
        Assert.Equal(fences, pages.Sum(page => Snippet.Read(Root, page).Count));
        Assert.True(programs >= 8, $"Only {programs} programs were found.");
        RunResult build = consumer.Run("dotnet", "build", "-v", "q", "-nologo");
        Assert.True(build.Exit == 0, string.Join('\n', build.Lines.Where(line => line.Contains(": error ")).Distinct()));
    }

    // Errors are at the line of the page.
    private static string Program(string space, int number, Snippet[] parts)
    {
        var text = new StringBuilder();
        text.Append($"{Usings(parts)}\nnamespace {space};\n\ninternal static class Program{number}\n{{\n    internal static async Task Main(string[] args)\n    {{\n");
        foreach (Snippet part in parts) text.Append($"#line {part.Line} \"{part.Page}\"\n").Append(string.Join('\n', part.Code.Split('\n').Select(line => part.Usings.Contains(line) ? "" : line))).Append('\n');
        return text.Append("#line default\n        await Task.CompletedTask;\n    }\n}\n").ToString();
    }

    private static string Usings(IEnumerable<Snippet> snippets) => string.Join('\n', snippets.SelectMany(snippet => snippet.Usings).Distinct());
}
