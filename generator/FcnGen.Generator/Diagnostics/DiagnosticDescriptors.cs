using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Diagnostics;

/// <summary>The text of every rule. Placeholders are filled from <see cref="Model.Finding.Arguments"/>, in order.</summary>
internal static class DiagnosticDescriptors
{
    private static readonly DiagnosticDescriptor ClassNotPartial = new(
        DiagnosticIds.ClassNotPartial, "Class is not partial",
        "Class {0} is marked [FullyConvNet], [FullyConvTrunk] or [FullyConvBlock] but is not partial; the generator writes its other part",
        "FcnGen.Form", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.ClassNotPartial));

    private static readonly DiagnosticDescriptor UnsupportedClass = new(
        DiagnosticIds.UnsupportedClass, "Class cannot be a network, a trunk or a block",
        "Class {0} {1}; a network, a trunk or a block is an ordinary class of its own, whose other part and base class the generator writes",
        "FcnGen.Form", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.UnsupportedClass));

    private static readonly DiagnosticDescriptor PropertyNotPartial = new(
        DiagnosticIds.PropertyNotPartial, "Layer property is not partial",
        "Property {0} declares a layer but is not partial; the generator writes its other part",
        "FcnGen.Form", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.PropertyNotPartial));

    private static readonly DiagnosticDescriptor UnsupportedProperty = new(
        DiagnosticIds.UnsupportedProperty, "Property cannot be a layer",
        "Property {0} {1}; a layer is a public partial instance property of type Layer with a getter only",
        "FcnGen.Form", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.UnsupportedProperty));

    private static readonly DiagnosticDescriptor SeveralKinds = new(
        DiagnosticIds.SeveralKinds, "Property declares two layers",
        "Property {0} is declared as {1} and as {2}; a property is one layer, beside which only one activation and Dropout may stand, and not on an input, a loss or a block",
        "FcnGen.Form", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.SeveralKinds));

    private static readonly DiagnosticDescriptor NoKind = new(
        DiagnosticIds.NoKind, "Layer property has no layer attribute",
        "Partial property {0} of type Layer says nothing about its layer; give it an attribute such as [Conv] or [MaxPool]",
        "FcnGen.Form", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.NoKind));

    private static readonly DiagnosticDescriptor OutsideNetwork = new(
        DiagnosticIds.OutsideNetwork, "Layer attribute outside a network",
        "Property {0} has [{1}], but class {2} is not marked [FullyConvNet], [FullyConvTrunk] or [FullyConvBlock], so nothing reads it",
        "FcnGen.Form", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.OutsideNetwork));

    private static readonly DiagnosticDescriptor SecondPart = new(
        DiagnosticIds.SecondPart, "Layer in another part of the class",
        "Layer {0} is declared in another part of {1} than the one that is marked; the order of the layers would depend on the order of the files",
        "FcnGen.Form", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.SecondPart));

    private static readonly DiagnosticDescriptor UnclearInput = new(
        DiagnosticIds.UnclearInput, "Input is unclear",
        "The input of {0} is unclear: {1}",
        "FcnGen.Form", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.UnclearInput));

    private static readonly DiagnosticDescriptor UnusableTrunk = new(
        DiagnosticIds.UnusableTrunk, "Trunk cannot be used",
        "Trunk {0} cannot be used: {1}",
        "FcnGen.Form", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.UnusableTrunk));

    private static readonly DiagnosticDescriptor UnknownLayer = new(
        DiagnosticIds.UnknownLayer, "Unknown layer",
        "{0} names '{1}', which is not among {2}{3}",
        "FcnGen.Topology", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.UnknownLayer));

    private static readonly DiagnosticDescriptor LaterLayer = new(
        DiagnosticIds.LaterLayer, "Layer is declared later",
        "{0} reads {1}, which is declared below it{2}; layers stand in the order that data flows",
        "FcnGen.Topology", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.LaterLayer));

    private static readonly DiagnosticDescriptor SelfReference = new(
        DiagnosticIds.SelfReference, "Layer reads itself",
        "{0} reads itself; name another layer, or leave From out to read the layer above",
        "FcnGen.Topology", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.SelfReference));

    private static readonly DiagnosticDescriptor UnusedLayer = new(
        DiagnosticIds.UnusedLayer, "Layer is not used",
        "Nothing reads {0}, and it is no output; {1}",
        "FcnGen.Topology", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.UnusedLayer));

    private static readonly DiagnosticDescriptor DuplicateName = new(
        DiagnosticIds.DuplicateName, "Duplicate layer name",
        "Layer {0} has the same name as {1}: both are called '{2}'",
        "FcnGen.Topology", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.DuplicateName));

    private static readonly DiagnosticDescriptor ReadsLoss = new(
        DiagnosticIds.ReadsLoss, "Loss cannot be read",
        "{0} reads {1}, but a loss is a number and not a blob",
        "FcnGen.Topology", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.ReadsLoss));

    private static readonly DiagnosticDescriptor NoOutput = new(
        DiagnosticIds.NoOutput, "Network has no output",
        "Network {0} has no output; end it with a [CropToInput] layer and a [SoftmaxLoss], or mark a layer [Output]",
        "FcnGen.Topology", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.NoOutput));

    private static readonly DiagnosticDescriptor NoLoss = new(
        DiagnosticIds.NoLoss, "Network has no loss",
        "Network {0} has no loss, so it can segment but not be trained; end it with a [SoftmaxLoss], or write InferenceOnly = true beside Channels if it is only to segment",
        "FcnGen.Topology", DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink.To(DiagnosticIds.NoLoss));

    private static readonly DiagnosticDescriptor TooFewBottoms = new(
        DiagnosticIds.TooFewBottoms, "Too few layers to fuse",
        "{0} is a {1} of {2}; it takes at least two layers",
        "FcnGen.Topology", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.TooFewBottoms));

    private static readonly DiagnosticDescriptor ArgumentOutOfRange = new(
        DiagnosticIds.ArgumentOutOfRange, "Argument out of range",
        "{0} of {1} is {2}; it must be {3}",
        "FcnGen.Shape", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.ArgumentOutOfRange));

    private static readonly DiagnosticDescriptor GroupsDoNotDivide = new(
        DiagnosticIds.GroupsDoNotDivide, "Groups do not divide the channels",
        "{0} has {1}, but {2}; the groups must divide both input and output channels",
        "FcnGen.Shape", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.GroupsDoNotDivide));

    private static readonly DiagnosticDescriptor ChannelMismatch = new(
        DiagnosticIds.ChannelMismatch, "Channels differ at a sum",
        "{0} adds {1} ({2}) and {3} ({4}); a sum needs equal channels",
        "FcnGen.Shape", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.ChannelMismatch));

    private static readonly DiagnosticDescriptor BilinearChannels = new(
        DiagnosticIds.BilinearChannels, "Bilinear deconvolution changes the channels",
        "Bilinear {0} has {1}, but {2} has {3}; bilinear interpolation maps each channel to itself",
        "FcnGen.Shape", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.BilinearChannels));

    private static readonly DiagnosticDescriptor CountMismatch = new(
        DiagnosticIds.CountMismatch, "Wrong number of values",
        "{0} of {1} has {2} values, but {3}",
        "FcnGen.Shape", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.CountMismatch));

    private static readonly DiagnosticDescriptor LossClasses = new(
        DiagnosticIds.LossClasses, "Number of classes is out of range",
        "{0} reads {1}, which has {2}; {3}",
        "FcnGen.Shape", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.LossClasses));

    private static readonly DiagnosticDescriptor PoolStride = new(
        DiagnosticIds.PoolStride, "Pooling has no stride",
        "{0} is a pooling with a kernel of {1} and no Stride, which is then 1 as in Caffe, so that the map stays almost as large as it was; write Stride = {2} to shrink it, or Stride = 1 if it is meant",
        "FcnGen.Shape", DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink.To(DiagnosticIds.PoolStride));

    private static readonly DiagnosticDescriptor BilinearScale = new(
        DiagnosticIds.BilinearScale, "Bilinear kernel does not match its stride",
        "{0} {1} with a kernel of {2} at a stride of {3}, which multiplies the scores by {4}{7}: the weights that reach a pixel add up to {5} along each side; a kernel of {6} keeps the scores as they are",
        "FcnGen.Shape", DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink.To(DiagnosticIds.BilinearScale));

    private static readonly DiagnosticDescriptor StridesDiffer = new(
        DiagnosticIds.StridesDiffer, "Strides differ",
        "{0} needs equal strides: {1} has {2}, but {3} has {4}{5}",
        "FcnGen.Coordinates", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.StridesDiffer));

    private static readonly DiagnosticDescriptor CropNegative = new(
        DiagnosticIds.CropNegative, "Crop would be negative",
        "Crop of {0} onto {1} would need the negative offset {2}, that is, cells that {0} does not have: {3}{4}",
        "FcnGen.Coordinates", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.CropNegative));

    private static readonly DiagnosticDescriptor CropFraction = new(
        DiagnosticIds.CropFraction, "Crop is not a whole number",
        "Crop of {0} onto {1} would need the offset {2}, which is not a whole number: {3}{4}",
        "FcnGen.Coordinates", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.CropFraction));

    private static readonly DiagnosticDescriptor CropOffset = new(
        DiagnosticIds.CropOffset, "Declared crop offset is not the computed one",
        "Crop of {0} onto {1} declares offset {2}, but the coordinates give {3}: {4}",
        "FcnGen.Coordinates", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.CropOffset));

    private static readonly DiagnosticDescriptor Misaligned = new(
        DiagnosticIds.Misaligned, "Fused layers are not aligned",
        "{0} fuses {1} ({2}) and {3} ({4}), which lie on different places of the picture; {5}",
        "FcnGen.Coordinates", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.Misaligned));

    private static readonly DiagnosticDescriptor LossMisaligned = new(
        DiagnosticIds.LossMisaligned, "Loss does not lie on the input",
        "{0} reads {1} at {2}, but labels lie at x = 1·i + 0; upsample to stride 1 and put a [CropToInput] layer before the loss{3}",
        "FcnGen.Coordinates", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.LossMisaligned));

    private static readonly DiagnosticDescriptor Shifted = new(
        DiagnosticIds.Shifted, "Layer is shifted",
        "{0} lays {1} onto {2}, but {1} lies {3} from it{4}; resize both in one way{5}",
        "FcnGen.Coordinates", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.Shifted));

    private static readonly DiagnosticDescriptor CropBySize = new(
        DiagnosticIds.CropBySize, "Crop depends on the size of the picture",
        "Crop of {0} onto {1} has no offset that is right for every picture, since where they lie to each other depends on its size; write the Offset that is meant",
        "FcnGen.Coordinates", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.CropBySize));

    private static readonly DiagnosticDescriptor ShiftAllowed = new(
        DiagnosticIds.ShiftAllowed, "Shift is allowed",
        "{0} allows a shift: {1} lies {3} from {2}{4}",
        "FcnGen.Coordinates", DiagnosticSeverity.Info, true, helpLinkUri: HelpLink.To(DiagnosticIds.ShiftAllowed));

    private static readonly DiagnosticDescriptor CropBounds = new(
        DiagnosticIds.CropBounds, "Crop exceeds its layer",
        "Crop of {0} onto {1} does not fit: for a picture side of {2}, {0} has {3}, less the offset {4} that is {5}, but {1} has {6}; so it is for every side of {7}{8}",
        "FcnGen.Size", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.CropBounds));

    private static readonly DiagnosticDescriptor SizesDiffer = new(
        DiagnosticIds.SizesDiffer, "Sizes differ",
        "{0} needs equal sizes: for a picture side of {1}, {2} has {3} and {4} has {5}; so it is for every side of {6}{7}",
        "FcnGen.Size", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.SizesDiffer));

    private static readonly DiagnosticDescriptor MinSize = new(
        DiagnosticIds.MinSize, "MinSize is too small",
        "MinSize is {0}, but {1} is empty for a picture of that side: {2}; the smallest side from which every size works is {3}",
        "FcnGen.Size", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.MinSize));

    private static readonly DiagnosticDescriptor EmptyOutput = new(
        DiagnosticIds.EmptyOutput, "Layer is always empty",
        "{0} is empty for every picture side up to {1}: {2}",
        "FcnGen.Size", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.EmptyOutput));

    private static readonly DiagnosticDescriptor BeyondProof = new(
        DiagnosticIds.BeyondProof, "Network is beyond the size proof",
        "{0} is beyond what can be proven for every picture size: {1}",
        "FcnGen.Size", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.BeyondProof));

    private static readonly DiagnosticDescriptor FixedSize = new(
        DiagnosticIds.FixedSize, "Layer is empty at the network's size",
        "{0} takes pictures of {1} only, and {2} is empty for them: {3}",
        "FcnGen.Size", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.FixedSize));

    private static readonly DiagnosticDescriptor NotOneCell = new(
        DiagnosticIds.NotOneCell, "Map is not of one cell",
        "{0} repeats a map of 1x1, but for a picture side of {2} {1} has {3}; put a [GlobalAvgPool] before it, or enlarge {1} by [Resize]",
        "FcnGen.Size", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.NotOneCell));

    private static readonly DiagnosticDescriptor MemoryBudget = new(
        DiagnosticIds.MemoryBudget, "Memory budget is exceeded",
        "The arena of {0} needs {1} MiB for {2}, but the budget is {3} MiB: the closed form gives {4} bytes",
        "FcnGen.Memory", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.MemoryBudget));

    private static readonly DiagnosticDescriptor CropOntoNothing = new(
        DiagnosticIds.CropOntoNothing, "Crop does not say onto what",
        "{0} crops {1}, but does not say onto which layer; add Onto = nameof(...) with the layer whose place and size it takes, or write [CropToInput] for those of the picture",
        "FcnGen.Topology", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.CropOntoNothing));

    private static readonly DiagnosticDescriptor TrunksShareNames = new(
        DiagnosticIds.TrunksShareNames, "Two trunks have the same names",
        "Trunks {0} and {1} both bring a layer {2}{3}; give one of them a Suffix, such as Suffix = \"{4}\", which is appended to its names ({2}{4})",
        "FcnGen.Form", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.TrunksShareNames));

    private static readonly DiagnosticDescriptor UnknownKind = new(
        DiagnosticIds.UnknownKind, "Kind of layer is unknown",
        "{0} is declared by [{1}], which this compiler does not know; layers are declared by {2}",
        "FcnGen.Form", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.UnknownKind));

    private static readonly DiagnosticDescriptor TrunkChannels = new(
        DiagnosticIds.TrunkChannels, "Trunk takes other channels",
        "Trunk {0} is declared for {1}, but {2} of {3} has {4}, so weights of the trunk do not fit its first layer here; {5} makes them fit",
        "FcnGen.Form", DiagnosticSeverity.Warning, true, helpLinkUri: HelpLink.To(DiagnosticIds.TrunkChannels));

    private static readonly DiagnosticDescriptor TrunkBelow = new(
        DiagnosticIds.TrunkBelow, "Trunk does not fit the layer that feeds it",
        "Trunk {0} is declared for {1}, but {2}, which feeds it, has {3}; name another layer by From, or put a layer with {1} before it",
        "FcnGen.Shape", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.TrunkBelow));

    private static readonly DiagnosticDescriptor NoFurtherOutput = new(
        DiagnosticIds.NoFurtherOutput, "Layer has no such further output",
        "{0} reads the {1} of {2}, but {2} is a layer of the kind {3} and has none{4}",
        "FcnGen.Topology", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.NoFurtherOutput));

    private static readonly DiagnosticDescriptor CannotUndo = new(
        DiagnosticIds.CannotUndo, "Layer cannot be undone",
        "{0} cannot undo {1}: {2}",
        "FcnGen.Shape", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.CannotUndo));

    private static readonly DiagnosticDescriptor UnreadableText = new(
        DiagnosticIds.UnreadableText, "Expression cannot be read",
        "{0} of {1} cannot be read: {2}",
        "FcnGen.Blocks", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.UnreadableText));

    private static readonly DiagnosticDescriptor UnknownParameter = new(
        DiagnosticIds.UnknownParameter, "Unknown parameter or argument",
        "{0} of {1} names '{2}', which is not among {3}{4}",
        "FcnGen.Blocks", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.UnknownParameter));

    private static readonly DiagnosticDescriptor NoValue = new(
        DiagnosticIds.NoValue, "Expression has no value",
        "{0} of {1} has no value: {2}",
        "FcnGen.Blocks", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.NoValue));

    private static readonly DiagnosticDescriptor WrongParameter = new(
        DiagnosticIds.WrongParameter, "Parameter of a block is wrong",
        "Parameter {0} of block {1} {2}",
        "FcnGen.Blocks", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.WrongParameter));

    private static readonly DiagnosticDescriptor MissingValue = new(
        DiagnosticIds.MissingValue, "Parameter of a block is not set",
        "{0} uses block {1} without a value for {2}, which has no default; add it to With, as With = \"{3}\"",
        "FcnGen.Blocks", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.MissingValue));

    private static readonly DiagnosticDescriptor UnusableBlock = new(
        DiagnosticIds.UnusableBlock, "Block cannot be used",
        "Block {0} cannot be used: {1}",
        "FcnGen.Blocks", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.UnusableBlock));

    private static readonly DiagnosticDescriptor TooManyLayers = new(
        DiagnosticIds.TooManyLayers, "Network has too many layers",
        "With {0}, a use of block {1}, the network has more than {2} layers; repeat the block less often, or those in it",
        "FcnGen.Blocks", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.TooManyLayers));

    private static readonly DiagnosticDescriptor WhenOutsideBlock = new(
        DiagnosticIds.WhenOutsideBlock, "Condition outside a block",
        "Layer {0} has [When], but {1} is no block and has no parameters that it could depend on; leave it out, or declare the layer in a block",
        "FcnGen.Blocks", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.WhenOutsideBlock));

    private static readonly DiagnosticDescriptor ThresholdMisplaced = new(
        DiagnosticIds.ThresholdMisplaced, "Threshold beside what is no output of one channel",
        "[Threshold] says from which probability on an output of one channel is labelled 1, but {0} {1}",
        "FcnGen.Labels", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.ThresholdMisplaced));

    private static readonly DiagnosticDescriptor LossOfProbabilities = new(
        DiagnosticIds.LossOfProbabilities, "Sigmoid loss reads probabilities",
        "{0} reads {1}, whose values are probabilities: a sigmoid made them, and a sigmoid loss would apply another; let it read the scores before the sigmoid",
        "FcnGen.Labels", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.LossOfProbabilities));

    private static readonly DiagnosticDescriptor InternalError = new(
        DiagnosticIds.InternalError, "Internal error",
        "FcnGen failed on {0}: {1}; please report this",
        "FcnGen.Internal", DiagnosticSeverity.Error, true, helpLinkUri: HelpLink.To(DiagnosticIds.InternalError));

    /// <summary>Every rule, in the order of the ids.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = new[]
    {
        ClassNotPartial, UnsupportedClass, PropertyNotPartial, UnsupportedProperty, SeveralKinds, NoKind, OutsideNetwork, SecondPart,
        UnclearInput, UnusableTrunk, UnknownLayer, LaterLayer, SelfReference, UnusedLayer, DuplicateName, ReadsLoss, NoOutput, NoLoss,
        TooFewBottoms, ArgumentOutOfRange, GroupsDoNotDivide, ChannelMismatch, BilinearChannels, CountMismatch, LossClasses,
        PoolStride, BilinearScale,
        StridesDiffer, CropNegative, CropFraction, CropOffset, Misaligned, LossMisaligned, Shifted, CropBySize, ShiftAllowed, CropBounds, SizesDiffer, MinSize, EmptyOutput,
        FixedSize, NotOneCell, BeyondProof, MemoryBudget, CropOntoNothing, TrunksShareNames, TrunkChannels, UnknownKind, TrunkBelow, NoFurtherOutput, CannotUndo,
        UnreadableText, UnknownParameter, NoValue, WrongParameter, MissingValue, UnusableBlock, TooManyLayers, WhenOutsideBlock,
        ThresholdMisplaced, LossOfProbabilities, InternalError,
    }.Select(Placed).Select(Enforced).ToArray();

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(static d => d.Id);

    /// <summary>The values of a rule's placeholders; the last one is the place within a block.</summary>
    public static object[] Arguments(Finding finding)
    {
        var arguments = new object[Placeholders(ById[finding.Id])];
        for (int i = 0; i < arguments.Length; i++) arguments[i] = i < finding.Arguments.Count ? finding.Arguments[i] : "";
        arguments[arguments.Length - 1] = finding.Place.Length == 0 ? "" : ", in " + finding.Place;
        return arguments;
    }

    /// <summary>Every message can end in the place within a block that it is about: any rule can be broken there.</summary>
    private static DiagnosticDescriptor Placed(DiagnosticDescriptor rule) => new(
        rule.Id, rule.Title, rule.MessageFormat + "{" + Placeholders(rule) + "}", rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault, rule.Description,
        rule.HelpLinkUri, [.. rule.CustomTags]);

    private static int Placeholders(DiagnosticDescriptor rule)
    {
        string format = rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture);
        int count = 0;
        while (format.Contains("{" + count.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}")) count++;
        return count;
    }

    /// <summary>
    /// A network that has an error cannot be built, so errors have the tags of the compiler's own: no severity setting (NoWarn, pragma,
    /// ruleset, editorconfig) and no SuppressMessage applies to them.
    /// </summary>
    private static DiagnosticDescriptor Enforced(DiagnosticDescriptor rule) => rule.DefaultSeverity != DiagnosticSeverity.Error ? rule : new(
        rule.Id, rule.Title, rule.MessageFormat, rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault, rule.Description, rule.HelpLinkUri,
        [.. rule.CustomTags, WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.Compiler]);

    /// <summary>The rule with this id.</summary>
    public static DiagnosticDescriptor Get(string id) => ById[id];
}
