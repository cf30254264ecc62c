using System;
using System.Collections.Generic;
using FcnGen.Generator.Kinds;
using FcnGen.Geometry;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>An attribute of a layer before expressions have values: that of its kind, or of an activation or a dropout that is part of it.</summary>
/// <param name="Kind">What it declares.</param>
/// <param name="Data">The attribute.</param>
/// <param name="Written">The attribute as its class makes it, numbers that are expressions left out.</param>
/// <param name="Texts">Those numbers.</param>
internal sealed record DeclaredAttribute(LayerKind Kind, AttributeData Data, LayerAttribute Written, ArgumentTexts Texts)
{
    /// <summary>Reads an attribute; what is wrong with its texts is reported.</summary>
    public static DeclaredAttribute Read(LayerKind kind, AttributeData data, TextReading texts)
    {
        var written = (LayerAttribute)AttributeInstance.Create(data, kind.Attribute);
        return new DeclaredAttribute(kind, data, written, ArgumentTexts.Read(data, kind.Attribute, written.With, texts));
    }

    /// <summary>The attribute with all values; null where one has none, which is reported.</summary>
    /// <param name="values">The values of the parameters.</param>
    /// <param name="report">Receives the argument and why it has no value.</param>
    public LayerAttribute? Evaluate(IReadOnlyDictionary<string, Rational> values, Action<string, string> report) =>
        Texts.Any ? (LayerAttribute?)Texts.Apply(Data, values, report) : Written;
}
