using System;
using System.IO;
using System.Linq;

namespace FcnGen.Package.Tests;

/// <summary>What the package's targets say in a project of another language than C#.</summary>
public sealed class LanguageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fcngen-language-").FullName;

    [Theory]
    [InlineData("net.fsproj", "<PackageReference Include='FcnGen' />", "F#")]
    [InlineData("net.vbproj", "<PackageReference Include='FcnGen' />", "Visual Basic")]
    [InlineData("net.fsproj", "<PackageReference Include='FcnGen.Gpu' />", "F#")]
    [InlineData("net.csproj", "<PackageReference Include='FcnGen' />", null)]
    [InlineData("net.fsproj", "<PackageReference Include='Networks' />", null)] // FcnGen comes along with it
    [InlineData("net.fsproj", "<PackageReference Include='FcnGen' /><ProjectReference Include='networks.csproj' />", null)]
    public void Only_a_project_that_may_declare_networks_in_another_language_is_warned(string project, string items, string? language)
    {
        File.WriteAllText(Path.Combine(_folder, project), $"""
            <Project>
              <ItemGroup>{items}</ItemGroup>
              <Target Name="CoreCompile" />
              <Import Project="{Targets()}" />
            </Project>
            """);
        RunResult build = Command.Run(_folder, "dotnet", "msbuild", project, "-t:CoreCompile", "-nologo").Succeeded();
        string[] warnings = [.. build.Lines.Where(line => line.Contains("warning"))];
        if (language is null) Assert.Empty(warnings);
        else Assert.Contains($"warning FCNL001: net is written in {language}, but networks are declared in C#", Assert.Single(warnings));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Targets() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "runtime", "FcnGen", "buildTransitive"), "FcnGen.targets", SearchOption.AllDirectories).Single();
}
