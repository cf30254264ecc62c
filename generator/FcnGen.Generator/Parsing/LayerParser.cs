using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>One annotated property as its attributes declare it, by the <see cref="LayerKind"/> of its attribute or as the use of a block.</summary>
/// <param name="scope">The class that it stands in.</param>
/// <param name="library">The blocks.</param>
/// <param name="findings">Receives what is wrong with it, whatever the parameters of its class are.</param>
internal sealed class LayerParser(ClassScope scope, BlockLibrary library, List<Finding> findings)
{
    /// <summary>True once an attribute was met that the compiler could not bind; it reports that itself.</summary>
    public bool MetUnbound { get; private set; }

    /// <summary>Reads a property. Null if it declares no layer, or several.</summary>
    public Declared? Parse(IPropertySymbol property)
    {
        AttributeData? primary = null, activation = null, dropout = null, when = null, threshold = null;
        bool isOutput = false;
        foreach (AttributeData attribute in property.GetAttributes())
        {
            if (KnownTypes.Is(attribute.AttributeClass, "OutputAttribute")) isOutput = true;
            if (KnownTypes.Is(attribute.AttributeClass, "WhenAttribute")) when = attribute;
            else if (KnownTypes.Is(attribute.AttributeClass, "ThresholdAttribute")) threshold = attribute;
            else if (!KnownTypes.IsLayerAttribute(attribute.AttributeClass)) continue;
            if (!new AttributeReader(attribute).IsBound) MetUnbound = true;
            if (attribute == when || attribute == threshold) continue;
            ref AttributeData? place = ref primary;
            if (KnownTypes.LayerKind(attribute) is { IsModifier: true } modifier) place = ref modifier.Activation is null ? ref dropout : ref activation;
            if (place is not null) return SeveralKinds(property, place, attribute);
            place = attribute;
        }

        if (MetUnbound || (primary ?? activation ?? dropout) is not { } main) return null;
        var texts = new TextReading(scope, property.Name, findings);
        string conditionText = when is null ? "" : AttributeInstance.Create<WhenAttribute>(when).Condition ?? "";
        Expression? condition = when is null ? null : Condition(property, conditionText, texts);
        LayerKind? kind = KnownTypes.LayerKind(main);
        if (kind is null && !KnownTypes.IsUse(main)) return UnknownKind(property, main);
        if (kind is not { TakesActivation: true } && (activation ?? dropout) is { } beside) return SeveralKinds(property, main, beside);
        double? probability = threshold is null ? null : AttributeInstance.Create<ThresholdAttribute>(threshold).Probability;
        if (kind is null) return Use(property, main, condition, conditionText, isOutput, texts) is { } use ? use with { Threshold = probability } : null;

        DeclaredAttribute declared = DeclaredAttribute.Read(kind, main, texts);
        LayerAttribute written = declared.Written;
        if (written.Name is not null) CheckName(property, "Name", written.Name);
        if (kind.Bottoms is not null && written.From is not null)
        {
            string why = kind.Attribute == typeof(InputAttribute) ? "left out, since an input reads nothing" : "left out, since " + kind.Name + " names its layers itself";
            Report(property, "From", "'" + written.From + "'", why);
        }

        return new DeclaredLayer(property, condition, conditionText, isOutput, declared, Modifier(activation), Modifier(dropout)) { Threshold = probability };

        DeclaredAttribute? Modifier(AttributeData? attribute) =>
            attribute is null || attribute == main ? null : DeclaredAttribute.Read(KnownTypes.LayerKind(attribute)!, attribute, texts);
    }

    private DeclaredUse? Use(IPropertySymbol property, AttributeData attribute, Expression? condition, string conditionText, bool isOutput, TextReading texts)
    {
        var reader = new AttributeReader(attribute);
        BlockAttribute written = AttributeInstance.Create<BlockAttribute>(attribute);
        (ITypeSymbol? type, string name) = reader.TypeName(0);
        if (type is not INamedTypeSymbol block || KnownTypes.Form(KnownTypes.Marker(block)) != DeclarationForm.Block)
        {
            if (type is { TypeKind: TypeKind.Error }) MetUnbound = true;
            else findings.Add(new Finding(DiagnosticIds.UnusableBlock, property.Name, "block", EquatableArray.Of(name, "it is not marked [FullyConvBlock]")));
            return null;
        }

        int before = findings.Count;
        if (written.Name is not null) Report(property, "Name", "'" + written.Name + "'", "left out, since Prefix names the layers of a block");
        CheckName(property, "Separator", written.Separator ?? "", mayBeEmpty: true);
        NameTemplate? prefix = written.Prefix is null ? null : texts.ReadTemplate("Prefix", written.Prefix, BlockParameters.Index);
        if (written.Prefix is not null) CheckName(property, "Prefix", written.Prefix, mayBeEmpty: true);
        IReadOnlyList<Assignment> values = texts.ReadList("With", written.With, BlockParameters.Index);
        CheckValues(property, block, values, texts, reader.Has(BlockParameters.Repeat));
        bool repeated = reader.Has(BlockParameters.Repeat) || values.Any(static v => v.Name == BlockParameters.Repeat);
        if (findings.Count > before) return null;
        return new DeclaredUse(property, condition, conditionText, isOutput, block, written, repeated, prefix, values);
    }

    /// <summary>What a use sets must be parameters of the block, and all that it must set.</summary>
    private void CheckValues(IPropertySymbol property, INamedTypeSymbol block, IReadOnlyList<Assignment> values, TextReading texts, bool repeats)
    {
        BlockParameters parameters = library.Parameters(block);
        if (parameters.IsBroken) return;
        var set = new HashSet<string>();
        foreach (Assignment value in values)
        {
            if (value.Name != BlockParameters.Repeat && !parameters.Names.Contains(value.Name))
                texts.Unknown("With", value.Name, "the parameters of block " + block.Name + (parameters.Names.Count == 0 ? ", which has none" : ""), parameters.Names);
            else if (!set.Add(value.Name) || value.Name == BlockParameters.Repeat && repeats)
                texts.Twice(value.Name);
            else if (value.Name == BlockParameters.Repeat && value.Value!.Names().Any(static name => name.Name == BlockParameters.Index))
                texts.Unknown("With", BlockParameters.Index, "what Repeat may depend on: " + BlockParameters.Index + " is the number of a repetition", scope.Parameters);
        }

        if (findings.Exists(finding => finding.Layer == property.Name && finding.Argument == "With")) return;
        string[] missing = [.. parameters.Required.Where(name => !set.Contains(name))];
        if (missing.Length > 0)
        {
            findings.Add(new Finding(
                DiagnosticIds.MissingValue, property.Name, "With",
                EquatableArray.Of(CaffeNames.FromProperty(property.Name), block.Name, string.Join(" and ", missing), string.Join(", ", missing.Select(static name => name + " = …")))));
        }
    }

    private Expression? Condition(IPropertySymbol property, string text, TextReading texts)
    {
        if (scope.IsBlock) return texts.Read("condition", text);
        findings.Add(new Finding(DiagnosticIds.WhenOutsideBlock, property.Name, "condition", EquatableArray.Of(property.Name, scope.Class)));
        return null;
    }

    private void CheckName(IPropertySymbol property, string argument, string name, bool mayBeEmpty = false)
    {
        if ((name.Length == 0 && !mayBeEmpty) || name.Any(char.IsControl))
            Report(property, argument, "'" + string.Concat(name.Select(static c => char.IsControl(c) ? '?' : c)) + "'", "a name without control characters");
    }

    private void Report(IPropertySymbol property, string argument, string found, string expected) => findings.Add(new Finding(
        DiagnosticIds.ArgumentOutOfRange, property.Name, argument, EquatableArray.Of(argument, CaffeNames.FromProperty(property.Name), found, expected)));

    private Declared? SeveralKinds(IPropertySymbol property, AttributeData first, AttributeData second)
    {
        findings.Add(new Finding(
            DiagnosticIds.SeveralKinds, property.Name, KnownTypes.ShortName(second),
            EquatableArray.Of(property.Name, KnownTypes.ShortName(first), KnownTypes.ShortName(second))));
        return null;
    }

    private Declared? UnknownKind(IPropertySymbol property, AttributeData attribute)
    {
        findings.Add(new Finding(
            DiagnosticIds.UnknownKind, property.Name, KnownTypes.ShortName(attribute),
            EquatableArray.Of(property.Name, KnownTypes.ShortName(attribute), string.Join(", ", LayerKinds.Names.Append(KnownTypes.Use)))));
        return null;
    }
}
