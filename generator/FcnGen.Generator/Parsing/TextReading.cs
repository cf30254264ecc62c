using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Parsing;

/// <summary>Reads the texts of one property and reports what is wrong with them, whatever the values of parameters are.</summary>
/// <param name="scope">The class that the property stands in.</param>
/// <param name="property">The property; null for the class.</param>
/// <param name="findings">Receives what is wrong.</param>
internal sealed class TextReading(ClassScope scope, string? property, List<Finding> findings)
{
    private string Owner => property is null ? scope.Class : CaffeNames.FromProperty(property);

    /// <summary>An argument that is one expression; null where a finding says why not.</summary>
    public Expression? Read(string argument, string text)
    {
        Expression? expression = ExpressionParser.Read(text, out TextError? error);
        if (error is not null) Unreadable(argument, text, error);
        return expression is not null && Known(argument, expression, scope.Parameters) ? expression : null;
    }

    /// <summary>An argument that is a list; empty where a finding says why not.</summary>
    /// <param name="argument">Its name.</param>
    /// <param name="text">Its text; null where it is not written.</param>
    /// <param name="more">Names that its expressions know beside the parameters.</param>
    public IReadOnlyList<Assignment> ReadList(string argument, string? text, params string[] more)
    {
        if (text is null) return [];
        IReadOnlyList<Assignment> list = Assignments.ReadList(text, out TextError? error);
        if (error is not null) Unreadable(argument, text, error);
        string[] names = [.. scope.Parameters, .. more];
        return [.. list.Where(assignment => Known(argument, assignment.Value!, names))];
    }

    /// <summary>A prefix of names; null where a finding says why not.</summary>
    public NameTemplate? ReadTemplate(string argument, string text, params string[] more)
    {
        NameTemplate? template = NameTemplate.Read(text, out TextError? error);
        if (error is not null) Unreadable(argument, text, error);
        string[] names = [.. scope.Parameters, .. more];
        return template is not null && template.Expressions.All(expression => Known(argument, expression, names)) ? template : null;
    }

    /// <summary>Reports a text that cannot be read.</summary>
    public void Unreadable(string argument, string text, TextError error, int index = -1) =>
        findings.Add(new Finding(DiagnosticIds.UnreadableText, property, argument, EquatableArray.Of(argument, Owner, error.In(text)), index));

    /// <summary>Reports a name that is not known.</summary>
    public void Unknown(string argument, string name, string among, IReadOnlyCollection<string> known, int index = -1)
    {
        string list = known.Count is 0 or > 16 ? "" : " (" + string.Join(", ", known) + ")";
        findings.Add(new Finding(
            DiagnosticIds.UnknownParameter, property, argument,
            EquatableArray.Of(argument, Owner, name, among + list, NearestName.Suggestion(NearestName.Find(name, known))), index));
    }

    /// <summary>Reports an argument that is set twice.</summary>
    public void Twice(string argument) => findings.Add(new Finding(
        DiagnosticIds.ArgumentOutOfRange, property, "With",
        EquatableArray.Of(argument, Owner, "set twice", "set once, by itself or in With")));

    private bool Known(string argument, Expression expression, IReadOnlyCollection<string> names)
    {
        if (expression.Names().FirstOrDefault(name => !names.Contains(name.Name)) is not { } unknown) return true;
        string among = scope.IsBlock ? "the parameters of " + scope.Class + (names.Count == 0 ? ", which has none" : "")
            : "what is known here" + (names.Count == 0 ? ": " + scope.Class + " is no block and has no parameters" : "");
        Unknown(argument, unknown.Name, among, names);
        return false;
    }
}
