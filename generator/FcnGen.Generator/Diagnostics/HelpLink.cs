using System.Linq;
using System.Reflection;

namespace FcnGen.Generator.Diagnostics;

/// <summary>The page of a rule: below the address of the docs that the build was given (FcnGenDocsUrl), if any.</summary>
internal static class HelpLink
{
    private static readonly string? s_docs = typeof(HelpLink).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(static entry => entry.Key == "FcnGenDocsUrl")?.Value;

    /// <summary>The address of a rule's page; null while the project has none.</summary>
    public static string? To(string id) => To(id, s_docs);

    /// <summary>The address of a rule's page below that of the docs.</summary>
    public static string? To(string id, string? docs) => string.IsNullOrEmpty(docs) ? null : docs + "diagnostics/" + id + ".md";
}
