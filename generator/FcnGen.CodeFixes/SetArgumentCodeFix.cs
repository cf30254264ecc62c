using System;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using FcnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.CodeFixes;

/// <summary>
/// Sets the one attribute argument that mends the network: the computed crop offset, the kernel parity or the stride of a transposed
/// convolution that aligns a fusion, its outputs, or the smallest size. The check worked the value out; here it is only written down.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetArgumentCodeFix)), Shared]
public sealed class SetArgumentCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        DiagnosticIds.CropOffset, DiagnosticIds.CropFraction, DiagnosticIds.Misaligned, DiagnosticIds.StridesDiffer,
        DiagnosticIds.BilinearChannels,
        DiagnosticIds.MinSize,
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(FindingReporter.FixKey, out string? fix) || fix is null) continue;
            int dot = fix.IndexOf('.'), equals = fix.IndexOf('=');
            string layer = fix.Substring(0, dot), argument = fix.Substring(dot + 1, equals - dot - 1), value = fix.Substring(equals + 1);
            if (Attribute(root, diagnostic, layer, argument) is not { } attribute) continue;

            string title = "Set " + argument + " = " + value + (layer.Length > 0 ? " in " + layer : "");
            context.RegisterCodeFix(
                CodeAction.Create(title, _ =>
                    Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(attribute, Set(attribute, argument, value)))), title),
                diagnostic);
        }
    }

    /// <summary>The attribute to change: of the layer's property in the class around the finding, or of that class.</summary>
    private static AttributeSyntax? Attribute(SyntaxNode root, Diagnostic diagnostic, string layer, string argument)
    {
        TypeDeclarationSyntax? type = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>();
        MemberDeclarationSyntax? member = layer.Length == 0
            ? type
            : type?.Members.OfType<PropertyDeclarationSyntax>().FirstOrDefault(p => p.Identifier.ValueText == layer);
        AttributeSyntax[] attributes = [.. (member?.AttributeLists ?? default).SelectMany(static list => list.Attributes)];
        return attributes.FirstOrDefault(a => Find(a, argument) is not null)
            ?? attributes.FirstOrDefault(static a => Name(a) is not ("Relu" or "Dropout" or "Output"));
    }

    private static AttributeSyntax Set(AttributeSyntax attribute, string argument, string value)
    {
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(value);
        if (Find(attribute, argument) is { } written)
            return attribute.ReplaceNode(written.Expression, expression.WithTriviaFrom(written.Expression));

        // The outputs of a transposed convolution are its first positional argument; all else is named.
        if (argument == "outputs" && attribute.ArgumentList?.Arguments.FirstOrDefault() is { NameEquals: null } first)
            return attribute.ReplaceNode(first.Expression, expression.WithTriviaFrom(first.Expression));
        AttributeArgumentSyntax added = SyntaxFactory.AttributeArgument(expression).WithNameEquals(
            SyntaxFactory.NameEquals(
                SyntaxFactory.IdentifierName(argument),
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space)));
        if (attribute.ArgumentList?.Arguments.Count > 0) added = added.WithLeadingTrivia(SyntaxFactory.Space);
        return attribute.AddArgumentListArguments(added);
    }

    private static AttributeArgumentSyntax? Find(AttributeSyntax attribute, string argument) => attribute.ArgumentList?.Arguments
        .FirstOrDefault(a => (a.NameEquals?.Name ?? a.NameColon?.Name)?.Identifier.ValueText == argument);

    private static string Name(AttributeSyntax attribute)
    {
        string text = attribute.Name is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : attribute.Name.ToString();
        return text.EndsWith("Attribute", StringComparison.Ordinal) ? text.Substring(0, text.Length - "Attribute".Length) : text;
    }
}
