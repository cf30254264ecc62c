using System;
using System.IO;

namespace FcnGen.Programs.Tests.Support;

/// <summary>Inputs that once went wrong, in a folder beside the repository.</summary>
internal static class SharedCases
{
    public static string? Folder { get; } = Find();

    public static string? Missing => Folder is null ? "needs the folder shared/cases beside the repository" : null;

    private static string? Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string candidate = Path.Combine(folder, "shared", "cases");
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}

/// <summary>A test that needs those inputs.</summary>
internal sealed class SharedCasesFactAttribute : FactAttribute
{
    public SharedCasesFactAttribute() => Skip = SharedCases.Missing;
}

/// <summary>As <see cref="SharedCasesFactAttribute"/>, with data.</summary>
internal sealed class SharedCasesTheoryAttribute : TheoryAttribute
{
    public SharedCasesTheoryAttribute() => Skip = SharedCases.Missing;
}
