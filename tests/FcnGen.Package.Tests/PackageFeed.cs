using System;
using System.IO;
using System.IO.Compression;

namespace FcnGen.Package.Tests;

/// <summary>
/// The packages in a local folder, packed once for all tests, as pages tell users to do it: packing the same project twice at a time
/// fails over the files that it leaves in <c>obj</c>. It lies beside the tests and is made anew by each run; a test host may be ended
/// before it could delete anything.
/// </summary>
internal static class PackageFeed
{
    /// <summary>The version of all packages.</summary>
    public const string Version = "0.0.1-test";

    private static readonly Lazy<string> Base = new(Make);

    /// <summary>Where the packages lie.</summary>
    public static string Folder => Path.Combine(Base.Value, "feed");

    /// <summary>Where NuGet unpacks them, for all consumers.</summary>
    public static string Unpacked => Path.Combine(Base.Value, "packages");

    /// <summary>A package as it lies in the feed.</summary>
    public static ZipArchive Open(string id) => ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}.nupkg"));

    /// <summary>Packs what has been built.</summary>
    /// <param name="project">The project or solution, from the root of the repository.</param>
    /// <param name="output">The folder for the package.</param>
    /// <param name="properties">Further properties, as on a command line.</param>
    public static void Pack(string project, string output, params string[] properties) =>
        Command.Run(Path.GetTempPath(), "dotnet", ["pack", Path.Combine(Repository.Root, project), "-c", Repository.Configuration, "--no-build", "-o", output, .. properties]).Succeeded();

    private static string Make()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "packed");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Pack("FcnGen.sln", Path.Combine(folder, "feed"), "-p:PackageVersion=" + Version);
        return folder;
    }
}
