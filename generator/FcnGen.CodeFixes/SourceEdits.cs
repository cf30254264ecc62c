using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.CodeFixes;

/// <summary>Applies edits to a syntax tree, each to what the ones before have left.</summary>
internal static class SourceEdits
{
    /// <summary>True if the fix finds all that it is to change.</summary>
    public static bool CanApply(SyntaxNode root, Diagnostic diagnostic, IReadOnlyList<SourceEdit> fix)
    {
        if (Type(root, diagnostic) is not { } type) return false;
        return fix.All(edit => edit.Kind switch
        {
            SourceEditKind.Replace => Expression(root, diagnostic) is not null,
            SourceEditKind.InsertCrop => Property(type, edit.Layer) is not null,
            _ => Attribute(type, edit) is not null,
        });
    }

    /// <summary>The tree with all these fixes made. What a fix does not find (any more) it leaves alone.</summary>
    public static SyntaxNode Apply(SyntaxNode root, IReadOnlyList<(Diagnostic Diagnostic, IReadOnlyList<SourceEdit> Fix)> fixes)
    {
        // Nodes are found in the tree that the findings are about and followed from there.
        var places = fixes.Select(f => (Type: Type(root, f.Diagnostic), Expression: Expression(root, f.Diagnostic))).ToArray();
        SyntaxNode current = root.TrackNodes(places.SelectMany(static p => new SyntaxNode?[] { p.Type, p.Expression }).OfType<SyntaxNode>().Distinct());
        for (int i = 0; i < fixes.Count; i++)
        {
            foreach (SourceEdit edit in fixes[i].Fix)
            {
                if (edit.Kind == SourceEditKind.Replace)
                {
                    if (places[i].Expression is { } old && current.GetCurrentNode(old) is { } expression)
                        current = current.ReplaceNode(expression, SyntaxFactory.ParseExpression(edit.Value).WithTriviaFrom(expression));
                }
                else if (places[i].Type is { } declared && current.GetCurrentNode(declared) is { } type)
                {
                    current = edit.Kind == SourceEditKind.InsertCrop ? InsertCrop(current, type, edit) : Set(current, type, edit);
                }
            }
        }

        return current;
    }

    private static TypeDeclarationSyntax? Type(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private static ExpressionSyntax? Expression(SyntaxNode root, Diagnostic diagnostic) => root.FindNode(diagnostic.Location.SourceSpan) switch
    {
        AttributeArgumentSyntax argument => argument.Expression,
        ExpressionElementSyntax element => element.Expression,
        ExpressionSyntax expression => expression,
        _ => null,
    };

    private static PropertyDeclarationSyntax? Property(TypeDeclarationSyntax type, string name) =>
        type.Members.OfType<PropertyDeclarationSyntax>().FirstOrDefault(p => p.Identifier.ValueText == name);

    /// <summary>The attribute to change: of the layer's property, of the class, or one of the class's trunks.</summary>
    private static AttributeSyntax? Attribute(TypeDeclarationSyntax type, SourceEdit edit)
    {
        bool ofClass = edit.Layer.Length == 0 || edit.Layer[0] == '#';
        MemberDeclarationSyntax? member = ofClass ? type : Property(type, edit.Layer);
        AttributeSyntax[] attributes = [.. (member?.AttributeLists ?? default).SelectMany(static list => list.Attributes)];
        if (ofClass && edit.Layer.Length > 0)
            return attributes.Where(static a => KnownTypes.ShortName(a) == "Trunk").ElementAtOrDefault(int.Parse(edit.Layer.Substring(1), System.Globalization.CultureInfo.InvariantCulture));
        if (ofClass && attributes.FirstOrDefault(KnownTypes.MayBeMarker) is { } marker) return marker;
        return attributes.FirstOrDefault(a => AttributeSyntaxes.Find(a, edit.Argument) is not null)
            ?? attributes.FirstOrDefault(static a => KnownTypes.MayBeLayerAttribute(a) && !IsModifier(a))
            ?? attributes.FirstOrDefault(static a => !IsModifier(a)); // it may have an alias
    }

    private static bool IsModifier(AttributeSyntax attribute) => KnownTypes.ShortName(attribute) is "Relu" or "Dropout" or "Output" or "Threshold";

    private static SyntaxNode Set(SyntaxNode root, TypeDeclarationSyntax type, SourceEdit edit) =>
        Attribute(type, edit) is { } attribute ? root.ReplaceNode(attribute, AttributeSyntaxes.Set(attribute, edit.Argument, edit.Value)) : root;

    /// <summary>The fusion's own declaration with another name and attribute, on the line above it.</summary>
    private static SyntaxNode InsertCrop(SyntaxNode root, TypeDeclarationSyntax type, SourceEdit edit)
    {
        if (Property(type, edit.Layer) is not { } reader || Property(type, edit.Value) is not null) return root;
        AttributeSyntax? fusion = reader.AttributeLists.SelectMany(static l => l.Attributes).FirstOrDefault(static a => KnownTypes.ShortName(a) is "Sum" or "Concat");
        if (fusion is null || AttributeSyntaxes.Bottom(fusion, edit.Crop.Index) is not { } bottom) return root;

        string Name(string layer) => Property(type, layer) is null ? "\"" + layer + "\"" : "nameof(" + layer + ")";
        string prefix = fusion.Name is QualifiedNameSyntax qualified ? qualified.Left + "." : "";
        string lineEnd = root.DescendantTrivia().FirstOrDefault(static t => t.IsKind(SyntaxKind.EndOfLineTrivia)).ToString() is { Length: > 0 } text ? text : "\n";
        string indent = reader.GetLeadingTrivia().LastOrDefault() is { } last && last.IsKind(SyntaxKind.WhitespaceTrivia) ? last.ToString() : "";
        string source = "[" + prefix + "Crop(From = " + bottom + ", Onto = " + Name(edit.Crop.Onto) + ")] "
            + string.Concat(reader.Modifiers.Select(static m => m.Text + " ")) + reader.Type.ToString() + " " + edit.Value + " { get; }";
        MemberDeclarationSyntax crop = SyntaxFactory.ParseMemberDeclaration(source)!
            .WithLeadingTrivia(SyntaxFactory.Whitespace(indent)).WithTrailingTrivia(SyntaxFactory.EndOfLine(lineEnd));

        PropertyDeclarationSyntax rewired = reader.ReplaceNode(bottom, SyntaxFactory.ParseExpression("nameof(" + edit.Value + ")").WithTriviaFrom(bottom));
        return root.ReplaceNode(reader, new SyntaxNode[] { crop, rewired });
    }
}
