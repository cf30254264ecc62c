using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Generator.Kinds;

/// <summary>Every kind of layer.</summary>
internal static class LayerKinds
{
    private static readonly Dictionary<string, LayerKind> s_byName = new LayerKind[]
    {
        LayerKind.Of<InputAttribute>(InputSpec.Read, static _ => []) with { TakesActivation = false },
        LayerKind.Of<ConvAttribute>(ConvSpec.Read),
        LayerKind.Of<ScoreAttribute>(ScoreSpec.Read),
        LayerKind.Of<InnerProductAttribute>(InnerProductSpec.Read),
        LayerKind.Of<DeconvAttribute>(DeconvSpec.Read),
        LayerKind.Of<MaxPoolAttribute>(MaxPoolSpec.Read),
        LayerKind.Of<AvgPoolAttribute>(AvgPoolSpec.Read),
        LayerKind.Of<UnpoolAttribute>(UnpoolSpec.Read),
        LayerKind.Of<GlobalAvgPoolAttribute>(GlobalAvgPoolSpec.Read),
        LayerKind.Of<LrnAttribute>(LrnSpec.Read),
        LayerKind.Of<ScaleAttribute>(ScaleSpec.Read),
        LayerKind.Of<CropAttribute>(CropSpec.Read),
        LayerKind.Of<CropToInputAttribute>(CropSpec.Read),
        LayerKind.Of<BroadcastAttribute>(BroadcastSpec.Read),
        LayerKind.Of<BroadcastToInputAttribute>(BroadcastSpec.Read),
        LayerKind.Of<ResizeAttribute>(ResizeSpec.Read),
        LayerKind.Of<ResizeToInputAttribute>(ResizeSpec.Read),
        LayerKind.Of<SumAttribute>(SumSpec.Read, static a => a.Bottoms),
        LayerKind.Of<ConcatAttribute>(ConcatSpec.Read, static a => a.Bottoms),
        LayerKind.OfActivation<ReluAttribute>(Activations.Of),
        LayerKind.OfActivation<LeakyReluAttribute>(Activations.Of),
        LayerKind.OfActivation<PReluAttribute>(Activations.Of),
        LayerKind.OfActivation<SigmoidAttribute>(Activations.Of),
        LayerKind.OfActivation<ClipAttribute>(Activations.Of),
        LayerKind.Of<DropoutAttribute>(DropoutSpec.Read),
        LayerKind.OfLoss<SoftmaxLossAttribute>(SoftmaxLossSpec.Read),
        LayerKind.OfLoss<SigmoidLossAttribute>(SigmoidLossSpec.Read),
    }.ToDictionary(static kind => kind.Name, StringComparer.Ordinal);

    /// <summary>The short names of all attributes that declare layers.</summary>
    public static IReadOnlyCollection<string> Names => s_byName.Keys;

    /// <summary>The kind with this short name of its attribute; null if there is none.</summary>
    public static LayerKind? Find(string name) => s_byName.TryGetValue(name, out LayerKind? kind) ? kind : null;
}
