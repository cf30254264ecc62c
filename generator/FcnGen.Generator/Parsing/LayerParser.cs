using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>One annotated property to one <see cref="LayerSpec"/>, by the <see cref="LayerKind"/> of its attribute.</summary>
/// <param name="class">What the class declares for biases that declare nothing.</param>
/// <param name="isOwn">False for a trunk that is being put into a network.</param>
/// <param name="findings">Receives what is wrong.</param>
internal sealed class LayerParser(NetworkDeclarationAttribute @class, bool isOwn, List<Finding> findings)
{
    /// <summary>True once an attribute was met that the compiler could not bind; it reports that itself.</summary>
    public bool MetUnbound { get; private set; }

    /// <summary>Reads a property. Null if it declares no layer, or several.</summary>
    public LayerSpec? Parse(IPropertySymbol property)
    {
        AttributeData? primary = null, relu = null, dropout = null;
        bool isOutput = false;
        foreach (AttributeData attribute in property.GetAttributes())
        {
            if (KnownTypes.Is(attribute.AttributeClass, "OutputAttribute")) isOutput = true;
            if (!KnownTypes.IsLayerAttribute(attribute.AttributeClass)) continue;
            if (!new AttributeReader(attribute).IsBound) MetUnbound = true;
            if (KnownTypes.Is(attribute.AttributeClass, "ReluAttribute")) relu = attribute;
            else if (KnownTypes.Is(attribute.AttributeClass, "DropoutAttribute")) dropout = attribute;
            else if (primary is null) primary = attribute;
            else return SeveralKinds(property, primary, attribute);
        }

        if (MetUnbound || (primary ?? relu ?? dropout) is not { } main) return null;
        if (KnownTypes.LayerKind(main) is not { } kind) return UnknownKind(property, main);
        if (!kind.TakesActivation && (relu ?? dropout) is { } modifier) return SeveralKinds(property, main, modifier);

        var written = (LayerAttribute)AttributeInstance.Create(main, kind.Attribute);
        if (written.Name is { } name && (name.Length == 0 || name.Any(char.IsControl)))
            findings.Add(OutOfRange(property.Name, "Name", "'" + string.Concat(name.Select(c => char.IsControl(c) ? '?' : c)) + "'", "a name without control characters"));
        var head = new LayerHead(property.Name, written.Name ?? CaffeNames.FromProperty(property.Name), isOwn)
        {
            Bottoms = Bottoms(property, kind, written), Relu = relu is not null, IsOutput = isOutput,
            Dropout = dropout is null ? 0 : Ratio(property, AttributeInstance.Create<DropoutAttribute>(dropout)),
        };
        return kind.Read(written, head, new ReadContext(@class.BiasLrMult, @class.BiasDecayMult, new AttributeReader(main).Has));
    }

    private EquatableArray<string> Bottoms(IPropertySymbol property, LayerKind kind, LayerAttribute written)
    {
        if (kind.Bottoms is null) return written.From is null ? default : EquatableArray.Of(written.From);
        EquatableArray<string> bottoms = kind.Bottoms(written).ToEquatableArray();
        if (written.From is not null)
        {
            string why = kind.Attribute == typeof(InputAttribute) ? "left out, since an input reads nothing" : "left out, since " + kind.Name + " names its layers itself";
            findings.Add(OutOfRange(property.Name, "From", "'" + written.From + "'", why));
        }

        return bottoms;
    }

    // The spec keeps 0 for "no dropout", so a ratio that is none must be told here.
    private double Ratio(IPropertySymbol property, DropoutAttribute dropout)
    {
        if (dropout.Ratio is >= 0 and < 1) return dropout.Ratio;
        findings.Add(OutOfRange(property.Name, "ratio", dropout.Ratio.ToString(CultureInfo.InvariantCulture), "at least 0 and less than 1"));
        return 0;
    }

    private static Finding OutOfRange(string layer, string argument, string found, string expected) => new(
        DiagnosticIds.ArgumentOutOfRange, layer, argument, EquatableArray.Of(argument, CaffeNames.FromProperty(layer), found, expected));

    private LayerSpec? SeveralKinds(IPropertySymbol property, AttributeData first, AttributeData second)
    {
        findings.Add(new Finding(
            DiagnosticIds.SeveralKinds, property.Name, KnownTypes.ShortName(second),
            EquatableArray.Of(property.Name, KnownTypes.ShortName(first), KnownTypes.ShortName(second))));
        return null;
    }

    private LayerSpec? UnknownKind(IPropertySymbol property, AttributeData attribute)
    {
        findings.Add(new Finding(
            DiagnosticIds.UnknownKind, property.Name, KnownTypes.ShortName(attribute),
            EquatableArray.Of(property.Name, KnownTypes.ShortName(attribute), string.Join(", ", LayerKinds.Names))));
        return null;
    }
}
