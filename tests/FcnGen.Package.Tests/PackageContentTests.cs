using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FcnGen.Package.Tests;

/// <summary>What is inside the packages: what a feed shows of them, where build files lie, and that nothing names the machine that built them.</summary>
public sealed class PackageContentTests : IDisposable
{
    private static readonly string[] Ids = ["FcnGen", "FcnGen.Gpu", "FcnGen.Networks", "FcnGen.Tiff"];

    private readonly string _folder = Directory.CreateTempSubdirectory("fcngen-packed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Packages_say_what_they_are_and_lead_into_no_folder()
    {
        foreach (string id in Ids)
        {
            using ZipArchive package = PackageFeed.Open(id);
            XElement about = Metadata(package);
            foreach (string field in new[] { "icon", "readme", "tags", "releaseNotes", "description", "license" })
                Assert.False(string.IsNullOrWhiteSpace(Field(about, field)), $"{id} has no {field}.");
            Assert.Null(about.Elements().FirstOrDefault(element => element.Name.LocalName == "projectUrl")); // the project has no address yet
            Assert.NotNull(package.GetEntry(Field(about, "icon")!));

            string readme = Text(package.GetEntry("README.md")!);
            Assert.StartsWith($"# {id}\n", readme.ReplaceLineEndings("\n"));
            Assert.DoesNotMatch(@"\]\((?!https://)", readme);

            // For any other framework NuGet itself says what is wrong (NU1202).
            Assert.DoesNotContain(package.Entries, entry => Regex.IsMatch(entry.FullName, "^build[^/]*/[^/]*$"));
            foreach (ZipArchiveEntry entry in package.Entries.Where(entry => Path.GetExtension(entry.Name) is ".dll" or ".targets" or ".props" or ".json" or ".md"))
                Assert.False(Holds(entry, Repository.Root), $"{id}: {entry.FullName} names the folder in which it was built.");
            foreach (ZipArchiveEntry entry in package.Entries.Where(entry => entry.FullName.StartsWith("lib/") && entry.Name.EndsWith(".dll")))
                Assert.True(Holds(entry, "MPDB", Encoding.ASCII), $"{id}: {entry.FullName} has no symbols.");
        }
    }

    [Fact]
    public void With_an_address_links_are_absolute()
    {
        // A file of its own for the README, and a version of its own for the nuspec: the feed may be packed at the same time.
        PackageFeed.Pack("runtime/FcnGen/FcnGen.csproj", _folder, "-p:FcnGenProjectUrl=https://example.org/fcngen", "-p:PackageVersion=0.0.2-test", "-p:PackageReadmeOutput=" + Path.Combine(_folder, "README.md"));
        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(_folder, "*.nupkg").Single());
        Assert.Equal("https://example.org/fcngen", Field(Metadata(package), "projectUrl"));
        Assert.Contains("](https://example.org/fcngen/blob/main/docs/getting-started.md)", Text(package.GetEntry("README.md")!));
    }

    [Fact]
    public void An_older_framework_is_told_by_NuGet()
    {
        using var consumer = new ConsumerProject("FcnGen");
        consumer.Write("consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net9.0</TargetFramework><DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences></PropertyGroup>
              <ItemGroup><PackageReference Include="FcnGen" Version="{PackageFeed.Version}" /></ItemGroup>
            </Project>
            """);
        RunResult restore = consumer.Run("dotnet", "restore");
        Assert.NotEqual(0, restore.Exit);
        Assert.Contains("NU1202", restore.Output);
        Assert.Contains("net10.0", restore.Output);
    }

    private static XElement Metadata(ZipArchive package)
    {
        using Stream stream = package.Entries.Single(entry => entry.Name.EndsWith(".nuspec")).Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    private static string? Field(XElement metadata, string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    private static string Text(ZipArchiveEntry entry) => Encoding.UTF8.GetString(Bytes(entry));

    private static bool Holds(ZipArchiveEntry entry, string text) => Holds(entry, text, Encoding.UTF8) || Holds(entry, text, Encoding.Unicode);

    private static bool Holds(ZipArchiveEntry entry, string text, Encoding encoding) => Bytes(entry).AsSpan().IndexOf(encoding.GetBytes(text)) >= 0;

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
