using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.Generator.Parsing;

/// <summary>
/// What the author has written about a class or a layer. The compiler takes the documentation of a partial property from the implementing
/// part alone where that has any, so the generated part has to repeat the author's.
/// </summary>
internal static class OwnDocumentation
{
    /// <summary>True if a part of the symbol has a documentation comment.</summary>
    public static bool Exists(ISymbol symbol, CancellationToken cancellationToken) => symbol.DeclaringSyntaxReferences.Any(
        reference => reference.GetSyntax(cancellationToken) is MemberDeclarationSyntax member && member.GetLeadingTrivia().Any(static t =>
            t.HasStructure && t.GetStructure() is DocumentationCommentTriviaSyntax));

    /// <summary>
    /// The XML inside the documentation comment of a property, references resolved and without the indentation that all lines have; empty where
    /// there is none or it is malformed.
    /// </summary>
    public static string Of(IPropertySymbol property, CancellationToken cancellationToken)
    {
        if (!Exists(property, cancellationToken)) return "";
        string xml = property.GetDocumentationCommentXml(cancellationToken: cancellationToken) ?? "";
        int start = xml.IndexOf('>') + 1, end = xml.LastIndexOf("</member>", StringComparison.Ordinal);
        return !xml.StartsWith("<member", StringComparison.Ordinal) || end < start ? "" : Outdent(xml.Substring(start, end - start));
    }

    /// <summary>Lines of code in the comment keep their indentation against each other.</summary>
    private static string Outdent(string text)
    {
        string[] lines = [.. text.Split('\n').Select(static line => line.TrimEnd())];
        int common = lines.Where(static line => line.Length > 0).Select(static line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join("\n", lines.Select(line => line.Substring(Math.Min(common, line.Length)))).Trim('\n');
    }
}
