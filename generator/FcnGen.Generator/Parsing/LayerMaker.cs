using System;
using System.Collections.Generic;
using System.Globalization;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Parsing;

/// <summary>A declared layer to a <see cref="LayerSpec"/>, once the parameters have values.</summary>
/// <param name="biasLrMult">The multiplier of biases that declare none.</param>
/// <param name="biasDecayMult">Likewise, of their decay.</param>
internal sealed class LayerMaker(double biasLrMult, double biasDecayMult)
{
    public static readonly IReadOnlyDictionary<string, Rational> NoValues = new Dictionary<string, Rational>();

    /// <summary>That of a block: biases obey its own multipliers where it declares some, else those of what uses it.</summary>
    public LayerMaker Within(FullyConvBlockAttribute block) => new(
        double.IsNaN(block.BiasLrMult) ? biasLrMult : block.BiasLrMult, double.IsNaN(block.BiasDecayMult) ? biasDecayMult : block.BiasDecayMult);

    /// <summary>Makes a layer; null where an argument has no value, which is reported.</summary>
    /// <param name="layer">The declaration.</param>
    /// <param name="head">What layers of all kinds declare, but for activation and dropout.</param>
    /// <param name="values">The values of the parameters.</param>
    /// <param name="report">Receives what is wrong.</param>
    public LayerSpec? Make(DeclaredLayer layer, LayerHead head, IReadOnlyDictionary<string, Rational> values, Action<Finding> report)
    {
        LayerAttribute? written = layer.Main.Evaluate(values, NoValue), beside = layer.Activation?.Evaluate(values, NoValue);
        var dropout = written as DropoutAttribute ?? (DropoutAttribute?)layer.Dropout?.Evaluate(values, NoValue);
        double ratio = dropout is null ? 0 : Ratio(layer, dropout, report);
        if (written is null || layer.Activation is not null && beside is null) return null;
        Activation? activation = layer.Activation is { } part ? part.Kind.Activation!(beside!) : layer.Kind.Activation?.Invoke(written);
        head = head with { Activation = activation, Dropout = ratio, IsVariable = layer.IsVariable };
        var attribute = new AttributeReader(layer.Main.Data);
        return layer.Kind.Read(written, head, new ReadContext(biasLrMult, biasDecayMult, name => attribute.Has(name) || layer.Main.Texts.Sets(name)));

        void NoValue(string argument, string why) =>
            report(new Finding(DiagnosticIds.NoValue, layer.Name, Written(layer, argument), EquatableArray.Of(argument, CaffeNames.FromProperty(layer.Name), why)));
    }

    /// <summary>The argument under which a text stands.</summary>
    private static string Written(DeclaredLayer layer, string argument) => layer.Main.Texts.Sets(argument) ? "With" : argument;

    // The spec keeps 0 for "no dropout", so a ratio that is none must be told here.
    private static double Ratio(DeclaredLayer layer, DropoutAttribute dropout, Action<Finding> report)
    {
        if (dropout.Ratio is >= 0 and < 1) return dropout.Ratio;
        report(new Finding(
            DiagnosticIds.ArgumentOutOfRange, layer.Name, "ratio",
            EquatableArray.Of("ratio", CaffeNames.FromProperty(layer.Name), dropout.Ratio.ToString(CultureInfo.InvariantCulture), "at least 0 and less than 1")));
        return 0;
    }
}
