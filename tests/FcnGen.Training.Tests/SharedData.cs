using System;
using System.IO;

namespace FcnGen.Training.Tests;

/// <summary>Real pictures beside the repository; tests that need them are skipped where they are absent.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static string At(params ReadOnlySpan<string> parts) => Path.Combine([Folder!, .. parts]);

    private static string? Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            foreach (string candidate in new[] { Path.Combine(folder, "shared", "data"), Path.Combine(folder, "..", "shared", "data") })
            {
                if (Directory.Exists(candidate)) return Path.GetFullPath(candidate);
            }
        }

        return null;
    }
}

/// <summary>A test that needs the real pictures.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Folder is null) Skip = "needs the folder shared/data beside the repository";
    }
}
