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

            Assert.StartsWith($"# {id}\n", Readme(package).ReplaceLineEndings("\n"));

            // For any other framework NuGet itself says what is wrong (NU1202).
            Assert.DoesNotContain(package.Entries, entry => Regex.IsMatch(entry.FullName, "^build[^/]*/[^/]*$"));
            foreach (ZipArchiveEntry entry in package.Entries.Where(entry => Path.GetExtension(entry.Name) is ".dll" or ".targets" or ".props" or ".json" or ".md"))
                Assert.False(Holds(entry, Repository.Root), $"{id}: {entry.FullName} names the folder in which it was built.");
            foreach (ZipArchiveEntry entry in package.Entries.Where(entry => entry.FullName.StartsWith("lib/") && entry.Name.EndsWith(".dll")))
                Assert.True(Holds(entry, "MPDB", Encoding.ASCII), $"{id}: {entry.FullName} has no symbols.");
        }
    }

    [Theory]
    [InlineData("runtime/FcnGen/FcnGen.csproj", "getting-started.md")]
    [InlineData("runtime/FcnGen.KernelTool/FcnGen.KernelTool.csproj", "gpu.md")]
    [InlineData("networks/FcnGen.Networks/FcnGen.Networks.csproj", "weights.md")]
    public void With_an_address_links_are_absolute(string project, string page)
    {
        // A file of its own for the README, and a version of its own for the nuspec: the feed may be packed at the same time.
        const string address = "https://example.org/fcngen";
        PackageFeed.Pack(project, _folder, "-p:FcnGenProjectUrl=" + address, "-p:PackageVersion=0.0.2-test", "-p:PackageReadmeOutput=" + Path.Combine(_folder, "README.md"));
        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(_folder, "*.nupkg").Single());
        Assert.Equal(address, Field(Metadata(package), "projectUrl"));
        Assert.Contains($"]({address}/blob/main/docs/{page})", Readme(package));
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net9.0")]
    public void An_older_framework_is_told_by_NuGet(string framework)
    {
        using var consumer = new ConsumerProject("FcnGen");
        consumer.Write("consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>{framework}</TargetFramework><DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences></PropertyGroup>
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

    /// <summary>What a feed shows; there is nothing around it that a relative link could lead to.</summary>
    private static string Readme(ZipArchive package)
    {
        string readme = Encoding.UTF8.GetString(Bytes(package.GetEntry("README.md")!));
        Assert.DoesNotMatch(@"\]\((?!https://)", readme);
        return readme;
    }

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
