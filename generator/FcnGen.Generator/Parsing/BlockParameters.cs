using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>The parameters of a block, as its marker declares them.</summary>
internal sealed class BlockParameters
{
    /// <summary>In a use, the number of the repetition.</summary>
    public const string Index = "Index";

    /// <summary>In a use, how many repetitions there are.</summary>
    public const string Repeat = "Repeat";

    /// <summary>Those of a block whose marker the compiler cannot read.</summary>
    public static readonly BlockParameters Unknown = new() { IsBroken = true };

    private readonly List<(Assignment Parameter, string Text)> _all = [];

    /// <summary>Names of the parameters, in order.</summary>
    public IReadOnlyList<string> Names => [.. _all.Select(static p => p.Parameter.Name)];

    /// <summary>True if they could not all be read, so that uses cannot be checked against them.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Those that every use must set.</summary>
    public IEnumerable<string> Required => _all.Where(static p => p.Parameter.Value is null).Select(static p => p.Parameter.Name);

    /// <summary>Reads them from a marker that the compiler could bind.</summary>
    public static BlockParameters Read(INamedTypeSymbol block, AttributeData marker, List<Finding> findings)
    {
        var parameters = new BlockParameters();
        int before = findings.Count, index = 0;
        foreach (string text in new AttributeReader(marker).Strings()) parameters.Add(block.Name, text, index++, findings);
        parameters.IsBroken = findings.Count > before;
        return parameters;
    }

    /// <summary>The values of all parameters in a use; null where one has none, which is reported.</summary>
    /// <param name="given">What the use sets.</param>
    /// <param name="report">Receives the parameter and why it has no value.</param>
    public Dictionary<string, Rational>? Values(IReadOnlyDictionary<string, Rational> given, Action<string, string> report)
    {
        var values = new Dictionary<string, Rational>();
        foreach ((Assignment parameter, string text) in _all)
        {
            TextError? error = null;
            Rational? value = given.TryGetValue(parameter.Name, out Rational set) ? set
                : parameter.Value is null ? null : ExpressionValue.Of(parameter.Value, values, out error);
            if (value is null)
            {
                report(parameter.Name, error?.In(text) ?? "the use sets none, and it has no default");
                return null;
            }

            values.Add(parameter.Name, value.Value);
        }

        return values;
    }

    private void Add(string block, string text, int index, List<Finding> findings)
    {
        Assignment? parameter = Assignments.ReadParameter(text, out TextError? error);
        if (parameter is null)
        {
            new TextReading(new ClassScope(block, [], true), null, findings).Unreadable("parameters", text, error!, index);
            return;
        }

        string[] before = [.. Names];
        string? wrong = before.Contains(parameter.Name) ? "is declared twice; give one of them another name"
            : parameter.Name is Index or Repeat || ExpressionParser.IsReserved(parameter.Name)
                ? "has a name that means something in every expression; give it another one"
            : parameter.Value?.Names().FirstOrDefault(name => !before.Contains(name.Name)) is { } unknown
                ? "has a default that names '" + unknown.Name + "', which is no parameter before it" + NearestName.Suggestion(NearestName.Find(unknown.Name, before))
            : null;
        if (wrong is null) _all.Add((parameter, text));
        else findings.Add(new Finding(DiagnosticIds.WrongParameter, null, "parameters", EquatableArray.Of(parameter.Name, block, wrong), index));
    }
}
