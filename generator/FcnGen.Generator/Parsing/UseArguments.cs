using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Parsing;

/// <summary>The arguments of a use, once the parameters of the class around it have values.</summary>
/// <param name="use">The use.</param>
/// <param name="site">Where it stands.</param>
/// <param name="report">Receives what has no value.</param>
internal sealed class UseArguments(DeclaredUse use, UseSite site, Action<Finding> report)
{
    private const int MostRepetitions = 1000;

    /// <summary>How often the block stands there; null where that is wrong.</summary>
    public int? Repetitions()
    {
        Rational? repeat = use.Written.Repeat;
        Assignment? text = use.Values.FirstOrDefault(static value => value.Name == BlockParameters.Repeat);
        if (text is not null) repeat = Value(text, site.Values);
        if (repeat is not { } times) return null;
        if (times.IsInteger && times >= 1 && times <= MostRepetitions) return (int)times.Numerator;
        report(site.About(
            use.Name, DiagnosticIds.ArgumentOutOfRange, text is null ? BlockParameters.Repeat : "With",
            BlockParameters.Repeat, CaffeNames.FromProperty(use.Name), times.ToString(), "a whole number from 1 to " + Words.Int(MostRepetitions)));
        return null;
    }

    /// <summary>The parameters of the block in a repetition; null where one has no value.</summary>
    public IReadOnlyDictionary<string, Rational>? Parameters(BlockParameters parameters, int repetition)
    {
        Dictionary<string, Rational> given = [];
        IReadOnlyDictionary<string, Rational> known = Known(repetition);
        foreach (Assignment assignment in use.Values)
        {
            if (assignment.Name == BlockParameters.Repeat) continue;
            if (Value(assignment, known) is not { } value) return null;
            given[assignment.Name] = value;
        }

        return parameters.Values(given, (parameter, why) => NoValue(parameter, why));
    }

    /// <summary>What the names of the layers of a repetition begin with in weight files; null where that has no value.</summary>
    public string? FilePrefix(int repetition)
    {
        TextError? error = null;
        string? name = use.Prefix is null ? use.Written.Prefix ?? use.FileName : use.Prefix.Name(Known(repetition), out error);
        if (name is null)
        {
            report(site.About(use.Name, DiagnosticIds.NoValue, "Prefix", "Prefix", CaffeNames.FromProperty(use.Name), error!.In(use.Written.Prefix!)));
            return null;
        }

        string separator = use.Written.Separator ?? "";
        if (use.IsRepeated && use.Prefix is not { HasExpressions: true }) name += (name.Length == 0 ? "" : separator) + Words.Int(repetition);
        return name.Length == 0 ? "" : name + separator;
    }

    private Rational? Value(Assignment assignment, IReadOnlyDictionary<string, Rational> known)
    {
        Rational? value = ExpressionValue.Of(assignment.Value!, known, out TextError? error);
        if (error is not null) NoValue(assignment.Name, error.In(use.Written.With!));
        return value;
    }

    private void NoValue(string name, string why) => report(site.About(use.Name, DiagnosticIds.NoValue, "With", name, CaffeNames.FromProperty(use.Name), why));

    private Dictionary<string, Rational> Known(int repetition)
    {
        var known = new Dictionary<string, Rational> { [BlockParameters.Index] = repetition };
        foreach (KeyValuePair<string, Rational> value in site.Values) known[value.Key] = value.Value;
        return known;
    }
}
