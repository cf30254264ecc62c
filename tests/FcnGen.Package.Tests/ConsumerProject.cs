using System;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;

namespace FcnGen.Package.Tests;

/// <summary>A project outside the repository that gets the packages from a local folder, as users get them from a feed.</summary>
public sealed class ConsumerProject : IDisposable
{
    private const string Version = "0.0.1-test";

    private readonly string _folder = Directory.CreateTempSubdirectory("fcngen-consumer-").FullName;

    /// <summary>Packs what has been built and writes the project file.</summary>
    /// <param name="package">The one package that the project references.</param>
    /// <param name="projects">Projects that make the package and those that it depends on.</param>
    public ConsumerProject(string package, params string[] projects)
        : this("consumer", package, projects)
    {
    }

    /// <summary>As the other constructor, in a folder of the given name.</summary>
    public ConsumerProject(string folder, string package, string[] projects)
    {
        Folder = Path.Combine(_folder, folder);
        foreach (string project in projects)
        {
            string file = Directory.GetFiles(Path.Combine(RepositoryRoot, project == "FcnGen.Networks" ? "networks" : "runtime", project), "*.csproj").Single();
            Run("dotnet", "pack", file, "-c", Configuration, "--no-build", "-o", Feed, "-p:PackageVersion=" + Version).Succeeded();
        }

        // Packages of others that the machine already has are not fetched again; ours must come from the feed.
        string user = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } path
            ? path
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(Folder);
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="../packages" /></config>
              <fallbackPackageFolders><add key="user" value="{user}" /></fallbackPackageFolders>
              <packageSources><add key="local" value="../feed" /></packageSources>
            </configuration>
            """);
        Write("consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="{package}" Version="{Version}" /></ItemGroup>
            </Project>
            """);
    }

    /// <summary>Where the project lies.</summary>
    public string Folder { get; }

    /// <summary>The configuration in which these tests, and what they pack, were built.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The folder of the solution.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    private string Feed => Path.Combine(_folder, "feed");

    /// <summary>The package as it lies in the feed.</summary>
    public ZipArchive OpenPackage(string id) => ZipFile.OpenRead(Path.Combine(Feed, $"{id}.{Version}.nupkg"));

    /// <summary>Writes a file of the project.</summary>
    public void Write(string name, string content) => File.WriteAllText(Path.Combine(Folder, name), content);

    /// <summary>Runs a program in the project's folder.</summary>
    public RunResult Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Directory.Exists(Folder) ? Folder : _folder };

        // The build that runs these tests must not leak its own settings into the consumer's.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new RunResult(process.ExitCode, output, error.Result);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "FcnGen.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("FcnGen.sln is in no folder above the tests.");
    }
}

/// <summary>What a program did.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record RunResult(int Exit, string Output, string Error)
{
    /// <summary>Lines of standard output.</summary>
    public string[] Lines => Output.Trim().Split('\n', StringSplitOptions.TrimEntries);

    /// <summary>Fails the test unless the exit code is 0.</summary>
    public RunResult Succeeded()
    {
        Assert.True(Exit == 0, Output + Error);
        return this;
    }
}
