using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using FcnGen.Generator.Model;
using FcnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.CodeFixes;

/// <summary>Adds the missing <c>partial</c> to a class and its layers, or to a layer property.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartialCodeFix)), Shared]
public sealed class AddPartialCodeFix : CodeFixProvider
{
    private const string Title = "Add partial";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.ClassNotPartial,
        DiagnosticIds.PropertyNotPartial];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return null;
        MemberDeclarationSyntax[] members = [.. diagnostics.Select(d => Member(root, d)).OfType<MemberDeclarationSyntax>().Distinct()];

        // Inner ones are rewritten first, so that a class is given what its properties became.
        return document.WithSyntaxRoot(root.ReplaceNodes(members, static (_, rewritten) => Mend(rewritten)));
    });

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (Member(root, diagnostic) is not { } member) continue;
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(member, Mend(member)))), Title),
                diagnostic);
        }
    }

    /// <summary>A class is mended with its layers, where they are not partial either: that is one mistake, and one finding.</summary>
    private static MemberDeclarationSyntax Mend(MemberDeclarationSyntax member)
    {
        if (member is ClassDeclarationSyntax type)
            member = type.ReplaceNodes(type.Members.OfType<PropertyDeclarationSyntax>().Where(IsPlainLayer), static (_, layer) => AddPartial(layer));
        return AddPartial(member);
    }

    private static bool IsPlainLayer(PropertyDeclarationSyntax property) =>
        !property.Modifiers.Any(SyntaxKind.PartialKeyword) && property.Initializer is null
        && property.AccessorList?.Accessors.All(static accessor => accessor.Body is null && accessor.ExpressionBody is null) == true
        && property.AttributeLists.Any(static list => list.Attributes.Any(KnownTypes.MayBeLayerAttribute));

    // The keyword must come last, right before "class" or the type.
    private static MemberDeclarationSyntax AddPartial(MemberDeclarationSyntax member)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        MemberDeclarationSyntax mended = member;
        if (member.Modifiers.Count == 0)
        {
            // What stands before the first token (comments, indentation) moves in front of the new one.
            SyntaxToken first = member is ClassDeclarationSyntax c ? c.Keyword : member is PropertyDeclarationSyntax p
                ? p.Type.GetFirstToken() : member.GetFirstToken();
            partial = partial.WithLeadingTrivia(first.LeadingTrivia);
            mended = member.ReplaceToken(first, first.WithLeadingTrivia());
        }

        return mended.AddModifiers(partial);
    }

    private static MemberDeclarationSyntax? Member(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>();
}
