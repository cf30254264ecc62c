using System;
using System.IO;

namespace FcnGen.Package.Tests;

/// <summary>A project outside the repository that gets the packages from a local folder, as users get them from a feed.</summary>
public sealed class ConsumerProject : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fcngen-consumer-").FullName;

    /// <summary>Writes the project file.</summary>
    /// <param name="package">The one package that the project references.</param>
    /// <param name="folder">Name of the project's folder.</param>
    public ConsumerProject(string package, string folder = "consumer")
    {
        Folder = Path.Combine(_folder, folder);

        // Packages of others that the machine already has are not fetched again; ours must come from the feed.
        string user = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } path
            ? path
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(Folder);
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{PackageFeed.Unpacked}" /></config>
              <fallbackPackageFolders><add key="user" value="{user}" /></fallbackPackageFolders>
              <packageSources><add key="local" value="{PackageFeed.Folder}" /></packageSources>
              <disabledPackageSources><add key="nuget" value="true" /></disabledPackageSources>
            </configuration>
            """);
        Write("consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="{package}" Version="{PackageFeed.Version}" /></ItemGroup>
            </Project>
            """);
    }

    /// <summary>Where the project lies.</summary>
    public string Folder { get; }

    /// <summary>Writes a file of the project.</summary>
    public void Write(string name, string content) => File.WriteAllText(Path.Combine(Folder, name), content);

    /// <summary>Runs a program in the project's folder.</summary>
    public RunResult Run(string program, params string[] arguments) => Command.Run(Folder, program, arguments);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
