using System;
using System.IO;

namespace FcnGen.Package.Tests;

/// <summary>What has been built and is packed here.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration in which these tests, and what they pack, were built.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "FcnGen.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("FcnGen.sln is in no folder above the tests.");
    }
}
