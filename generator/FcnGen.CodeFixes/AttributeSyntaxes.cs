using System.Linq;
using FcnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.CodeFixes;

/// <summary>Reading and writing the arguments of an attribute as they stand in the source.</summary>
internal static class AttributeSyntaxes
{
    /// <summary>The named argument; null where it is not written.</summary>
    public static AttributeArgumentSyntax? Find(AttributeSyntax attribute, string argument) => attribute.ArgumentList?.Arguments
        .FirstOrDefault(a => (a.NameEquals?.Name ?? a.NameColon?.Name)?.Identifier.ValueText == argument);

    /// <summary>The attribute with the argument set, added at the end where it is not written.</summary>
    public static AttributeSyntax Set(AttributeSyntax attribute, string argument, string value)
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

    /// <summary>The expression of one layer of a <c>Sum</c> or <c>Concat</c>, whether its names are listed or written as an array.</summary>
    public static ExpressionSyntax? Bottom(AttributeSyntax fusion, int index)
    {
        AttributeArgumentSyntax[] positional = [.. (fusion.ArgumentList?.Arguments ?? default).Where(static a => a.NameEquals is null)];
        return (positional.Length == 1 ? ArgumentLocator.Element(positional[0], index) : null) ?? positional.ElementAtOrDefault(index)?.Expression;
    }
}
