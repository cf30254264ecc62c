using System;
using System.Diagnostics;
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
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-t:CoreCompile", "-nologo", "-nodeReuse:false"]) { RedirectStandardOutput = true, WorkingDirectory = _folder };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        string[] warnings = [.. process.StandardOutput.ReadToEnd().Split('\n').Where(line => line.Contains("warning"))];
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        if (language is null) Assert.Empty(warnings);
        else Assert.Contains($"warning FCNL001: net is written in {language}, but networks are declared in C#", Assert.Single(warnings));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Targets()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FcnGen.sln")))
                return Directory.GetFiles(Path.Combine(folder.FullName, "runtime", "FcnGen", "buildTransitive"), "FcnGen.targets", SearchOption.AllDirectories).Single();
        }

        throw new DirectoryNotFoundException("FcnGen.sln is in no folder above the tests.");
    }
}
