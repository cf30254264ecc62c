using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using FcnGen.Generator.Model;
using FcnGen.Geometry;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>The arguments of a layer's attribute that are expressions in text: those of <c>With</c>, and those in the place of a number.</summary>
internal sealed class ArgumentTexts
{
    private readonly Dictionary<int, (string Text, Expression Value)> _positional = [];
    private readonly List<(PropertyInfo Argument, Expression Value)> _named = [];
    private readonly Type _type;
    private readonly string _with;

    private ArgumentTexts(Type type, string with)
    {
        _type = type;
        _with = with;
    }

    /// <summary>True if there are any.</summary>
    public bool Any => _positional.Count + _named.Count > 0;

    /// <summary>True if <c>With</c> sets the argument.</summary>
    public bool Sets(string argument) => _named.Any(pair => pair.Argument.Name == argument);

    /// <summary>Reads them; what is wrong with their text, whatever the parameters are, is reported.</summary>
    /// <param name="data">The attribute.</param>
    /// <param name="type">Its class.</param>
    /// <param name="with">Its <c>With</c>.</param>
    /// <param name="texts">Reads and reports.</param>
    public static ArgumentTexts Read(AttributeData data, Type type, string? with, TextReading texts)
    {
        var arguments = new ArgumentTexts(type, with ?? "");
        ParameterInfo[] parameters = AttributeInstance.NumberConstructor(type, data.ConstructorArguments.Length).GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            if (!AttributeInstance.IsText(data, i) || parameters[i].ParameterType == typeof(string)) continue;
            string text = (string?)data.ConstructorArguments[i].Value ?? "";
            if (texts.Read(parameters[i].Name!, text) is { } value) arguments._positional.Add(i, (text, value));
        }

        var reader = new AttributeReader(data);
        foreach (Assignment assignment in texts.ReadList("With", with))
        {
            if (Settable(type, assignment.Name) is not { } argument)
            {
                string[] known = [.. type.GetProperties().Select(p => p.Name).Where(name => Settable(type, name) is not null).OrderBy(static name => name, StringComparer.Ordinal)];
                texts.Unknown("With", assignment.Name, "the arguments of [" + KnownTypes.ShortName(data) + "] that are numbers or yes and no" + (known.Length == 0 ? ", of which it has none" : ""), known);
            }
            else if (reader.Has(argument.Name) || arguments.Sets(argument.Name))
                texts.Twice(argument.Name);
            else
                arguments._named.Add((argument, assignment.Value!));
        }

        return arguments;
    }

    /// <summary>The attribute with all values; null where one has none, which is reported.</summary>
    /// <param name="data">The attribute.</param>
    /// <param name="values">The values of the parameters.</param>
    /// <param name="report">Receives the argument and why it has no value.</param>
    public Attribute? Apply(AttributeData data, IReadOnlyDictionary<string, Rational> values, Action<string, string> report)
    {
        bool failed = false;
        ParameterInfo[] parameters = AttributeInstance.NumberConstructor(_type, data.ConstructorArguments.Length).GetParameters();
        Attribute attribute = AttributeInstance.Create(data, _type, i =>
            Value(parameters[i].Name!, _positional[i].Text, _positional[i].Value, parameters[i].ParameterType) ?? Activator.CreateInstance(parameters[i].ParameterType));
        foreach ((PropertyInfo argument, Expression expression) in _named)
            if (Value(argument.Name, _with, expression, argument.PropertyType) is { } value) argument.SetValue(attribute, value);
        return failed ? null : attribute;

        object? Value(string argument, string text, Expression expression, Type type)
        {
            Rational? number = ExpressionValue.Of(expression, values, out TextError? error);
            string? wrong = error is not null ? error.In(text)
                : type == typeof(int) && number is { } n && !(n.IsInteger && n >= int.MinValue && n <= int.MaxValue)
                    ? "'" + TextError.Shown(text) + "' makes it " + n + ", and it is a whole number of 32 bits" : null;
            if (wrong is not null)
            {
                report(argument, wrong);
                failed = true;
                return null;
            }

            return type == typeof(int) ? (int)number!.Value.Numerator : type == typeof(bool) ? number!.Value != 0 : number!.Value.ToDouble();
        }
    }

    /// <summary>An argument that a number can set.</summary>
    private static PropertyInfo? Settable(Type type, string name) =>
        type.GetProperty(name) is { CanWrite: true } property && (property.PropertyType == typeof(int) || property.PropertyType == typeof(double) || property.PropertyType == typeof(bool))
            ? property : null;
}
