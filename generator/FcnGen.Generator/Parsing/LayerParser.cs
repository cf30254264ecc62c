using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>One annotated property to one <see cref="LayerSpec"/>; a method per attribute, defaults as the attribute classes have
/// them.</summary>
/// <param name="biasLrMult">What the class declares for biases that declare nothing.</param>
/// <param name="biasDecayMult">Likewise, for the decay.</param>
/// <param name="isOwn">False for a trunk that is being put into a network.</param>
/// <param name="findings">Receives what is wrong.</param>
internal sealed class LayerParser(double biasLrMult, double biasDecayMult, bool isOwn, List<Finding> findings)
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
        if (KnownTypes.ShortName(main) is "Input" or "SoftmaxLoss" && (relu ?? dropout) is { } modifier)
            return SeveralKinds(property, main, modifier);

        var reader = new AttributeReader(main);
        if (reader.String("Name") is { } name && (name.Length == 0 || name.Any(char.IsControl)))
            findings.Add(OutOfRange(property.Name, "Name", "'" + string.Concat(name.Select(c => char.IsControl(c) ? '?' : c)) + "'", "a name without control characters"));
        var common = new Common(
            property.Name, reader.String("Name") ?? CaffeNames.FromProperty(property.Name), Bottoms(property, reader), relu is not null,
            dropout is null ? 0 : Ratio(property, new AttributeReader(dropout)), isOutput);
        return reader.Kind switch
        {
            "Input" => Input(common, reader),
            "Conv" => Conv(common, reader),
            "Score" => Score(common, reader),
            "InnerProduct" => InnerProduct(common, reader),
            "Deconv" => Deconv(common, reader),
            "MaxPool" => Pool(common, reader, isMax: true),
            "AvgPool" => Pool(common, reader, isMax: false),
            "Lrn" => Lrn(common, reader),
            "Scale" => Scale(common, reader),
            "Crop" => Crop(common, reader),
            "CropToInput" => CropToInput(common, reader),
            "Sum" => Sum(common, reader),
            "Concat" => Concat(common),
            "SoftmaxLoss" => SoftmaxLoss(common, reader),
            _ => new PointwiseSpec(common.Name, common.CaffeName, common.Bottoms, common.Relu, common.Dropout, common.IsOutput, isOwn),
        };
    }

    private InputSpec Input(Common c, AttributeReader r) => new(c.Name, c.CaffeName, r.Int(0), isOwn);

    private ConvSpec Conv(Common c, AttributeReader r) => new(
        c.Name, c.CaffeName, c.Bottoms, c.Relu, c.Dropout, c.IsOutput, isOwn, ConvKind.Conv, r.Int(0), r.Int("Kernel", 1),
        r.Int("Stride", 1),
        r.Int("Pad", 0), r.Int("Dilation", 1), r.Int("Groups", 1), r.Bool("Bias", true), Parameters(r, Filler.Msra));

    private ConvSpec Score(Common c, AttributeReader r) => new(
        c.Name, c.CaffeName, c.Bottoms, c.Relu, c.Dropout, c.IsOutput, isOwn, ConvKind.Score, r.Int(0), 1, 1, 0, 1, 1, true,
        Parameters(r, Filler.Zero));

    private ConvSpec InnerProduct(Common c, AttributeReader r) => new(
        c.Name, c.CaffeName, c.Bottoms, c.Relu, c.Dropout, c.IsOutput, isOwn, ConvKind.InnerProduct, r.Int(0), r.Int("Kernel", 1), 1, 0, 1,
        1, true,
        Parameters(r, Filler.Msra));

    private DeconvSpec Deconv(Common c, AttributeReader r) => new(
        c.Name, c.CaffeName, c.Bottoms, c.Relu, c.Dropout, c.IsOutput, isOwn, r.Int(0), r.Int("Kernel", 1), r.Int("Stride", 1),
        r.Int("Pad", 0),
        r.Int("Groups", 1), r.Bool("Bilinear", false), r.Bool("Bias", false), Parameters(r, Filler.Default));

    private PoolSpec Pool(Common c, AttributeReader r, bool isMax) => new(
        c.Name, c.CaffeName, c.Bottoms, c.Relu, c.Dropout, c.IsOutput, isOwn, isMax, r.Int("Kernel", 2), r.Int("Stride", 1),
        r.Int("Pad", 0),
        (Rounding)r.Int("Rounding", 0), r.Has("Stride"));

    private LrnSpec Lrn(Common c, AttributeReader r) => new(
        c.Name, c.CaffeName, c.Bottoms, c.Relu, c.Dropout, c.IsOutput, isOwn, r.Int("LocalSize", 5), r.Double("Alpha", 1e-4),
        r.Double("Beta", 0.75), r.Double("K", 1));

    private ScaleSpec Scale(Common c, AttributeReader r) => new(
        c.Name, c.CaffeName, c.Bottoms, c.Relu, c.Dropout, c.IsOutput, isOwn, r.Double(0));

    private CropSpec Crop(Common c, AttributeReader r) => new(
        c.Name, c.CaffeName, c.Bottoms, c.Relu, c.Dropout, c.IsOutput, isOwn, false, r.String("Onto") ?? "", Offset(c, r));

    private CropSpec CropToInput(Common c, AttributeReader r) => new(
        c.Name, c.CaffeName, c.Bottoms, c.Relu, c.Dropout, c.IsOutput, isOwn, true, r.String("Input"), Offset(c, r));

    private SumSpec Sum(Common c, AttributeReader r) => new(
        c.Name, c.CaffeName, c.Bottoms, c.Relu, c.Dropout, c.IsOutput, isOwn, r.Doubles("Coefficients"));

    private ConcatSpec Concat(Common c) => new(c.Name, c.CaffeName, c.Bottoms, c.Relu, c.Dropout, c.IsOutput, isOwn);

    private SoftmaxLossSpec SoftmaxLoss(Common c, AttributeReader r) => new(
        c.Name, c.CaffeName, c.Bottoms, isOwn, r.Int("IgnoreLabel", 255), (LossNormalization)r.Int("Normalization", 0),
        r.Doubles("ClassWeights"),
        r.Double("KeepProbability", 1), r.Double("Weight", 1));

    private ParameterSpec Parameters(AttributeReader r, Filler natural)
    {
        double biasLr = r.Double("BiasLrMult", double.NaN), biasDecay = r.Double("BiasDecayMult", double.NaN);
        var filler = (Filler)r.Int("Filler", (int)Filler.Default);
        return new ParameterSpec(
            r.Double("LrMult", 1), r.Double("DecayMult", 1), double.IsNaN(biasLr) ? biasLrMult : biasLr,
            double.IsNaN(biasDecay) ? biasDecayMult : biasDecay, r.Bool("Frozen", false), filler == Filler.Default ? natural : filler,
            r.Double("FillerValue", 0.01), r.Double("BiasValue", 0));
    }

    private EquatableArray<string> Bottoms(IPropertySymbol property, AttributeReader reader)
    {
        string? from = reader.String("From");
        if (reader.Kind is not ("Sum" or "Concat" or "Input")) return from is null ? default : EquatableArray.Of(from);
        if (from is not null)
        {
            string why = reader.Kind == "Input" ? "left out, since an input reads nothing" : "left out, since " + reader.Kind
                + " names its layers itself";
            findings.Add(OutOfRange(property.Name, "From", "'" + from + "'", why));
        }

        return reader.Strings();
    }

    // The spec keeps 0 for "no dropout", so a ratio that is none must be told here.
    private double Ratio(IPropertySymbol property, AttributeReader reader)
    {
        double ratio = reader.Double(0);
        if (ratio is >= 0 and < 1) return ratio;
        findings.Add(OutOfRange(property.Name, "ratio", ratio.ToString(CultureInfo.InvariantCulture), "at least 0 and less than 1"));
        return 0;
    }

    // Likewise, the spec keeps -1 for "no expectation".
    private int Offset(Common c, AttributeReader r)
    {
        int offset = r.Int("Offset", -1);
        if (offset < -1)
            findings.Add(OutOfRange(c.Name, "Offset", offset.ToString(CultureInfo.InvariantCulture),
                "at least 0, or -1 for no expectation"));
        return offset;
    }

    private Finding OutOfRange(string layer, string argument, string found, string expected) => new(
        DiagnosticIds.ArgumentOutOfRange, layer, argument, EquatableArray.Of(argument, CaffeNames.FromProperty(layer), found, expected));

    private LayerSpec? SeveralKinds(IPropertySymbol property, AttributeData first, AttributeData second)
    {
        findings.Add(new Finding(
            DiagnosticIds.SeveralKinds, property.Name, KnownTypes.ShortName(second),
            EquatableArray.Of(property.Name, KnownTypes.ShortName(first), KnownTypes.ShortName(second))));
        return null;
    }

    private readonly record struct Common(
        string Name, string CaffeName, EquatableArray<string> Bottoms, bool Relu, double Dropout, bool IsOutput);
}
