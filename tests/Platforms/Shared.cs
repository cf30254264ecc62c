using System;
using System.IO;
using System.Linq;

namespace FcnGen.Tests;

/// <summary>
/// Development data in a folder <c>shared</c> beside the repository or above it, or in the folder that <c>FCNGEN_SHARED</c> names. None of it is
/// part of the repository; tests that need it are skipped where it is absent.
/// </summary>
internal static class Shared
{
    private static readonly string? s_root = Environment.GetEnvironmentVariable("FCNGEN_SHARED") is { Length: > 0 } named ? named : Find();

    /// <summary>A path in that folder.</summary>
    public static string At(params ReadOnlySpan<string> parts) => Path.Combine([s_root!, .. parts]);

    /// <summary>Which of these folders is absent, as the reason to skip a test; or null.</summary>
    public static string? Lacks(params string[] folders) =>
        folders.FirstOrDefault(folder => s_root is null || !Directory.Exists(Path.Combine(s_root, folder))) is { } absent ? $"Needs the folder shared/{absent} beside the repository." : null;

    private static string? Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Directory.Exists(Path.Combine(folder, "shared"))) return Path.Combine(folder, "shared");
        return null;
    }
}

/// <summary>A test that needs folders of <see cref="Shared"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    /// <param name="folders">The folders, such as <c>data/camvid</c>.</param>
    public SharedFactAttribute(params string[] folders) => Skip = Shared.Lacks(folders);
}

/// <summary>As <see cref="SharedFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute(params string[] folders) => Skip = Shared.Lacks(folders);
}
