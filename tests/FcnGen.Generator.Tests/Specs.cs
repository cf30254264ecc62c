using System.Collections.Generic;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Tests;

/// <summary>Builds specs by hand, without a compiler.</summary>
internal sealed class Specs
{
    private static readonly ParameterSpec Parameters = new(1, 1, 2, 0, false, Filler.Msra, 0.01, 0);
    private readonly List<LayerSpec> _layers = [new InputSpec("data", "data", 3, false)];

    public Specs Add(LayerSpec layer)
    {
        _layers.Add(layer);
        return this;
    }

    public Specs Conv(string name, int outputs, int kernel = 1, int stride = 1, int pad = 0, string? from = null, int groups = 1, int dilation = 1) =>
        Add(new ConvSpec(name, name, From(from), true, 0, false, true, ConvKind.Conv, outputs, kernel, stride, pad, dilation, groups, true, Parameters));

    public Specs Pool(string name, int kernel, int stride, int pad = 0, Rounding rounding = Rounding.Ceil, string? from = null) =>
        Add(new PoolSpec(name, name, From(from), false, 0, false, true, true, kernel, stride, pad, rounding));

    public Specs Deconv(string name, int outputs, int kernel, int stride, int pad = 0, string? from = null) =>
        Add(new DeconvSpec(name, name, From(from), false, 0, false, true, outputs, kernel, stride, pad, 1, false, false, Parameters));

    public Specs Crop(string name, string onto, int offset = -1, string? from = null) =>
        Add(new CropSpec(name, name, From(from), false, 0, false, true, false, onto, offset));

    public Specs CropToInput(string name = "score", int offset = -1) =>
        Add(new CropSpec(name, name, default, false, 0, false, true, true, null, offset));

    public Specs Sum(string name, params string[] bottoms) =>
        Add(new SumSpec(name, name, bottoms.ToEquatableArray(), false, 0, false, true, default));

    public Specs Concat(string name, params string[] bottoms) =>
        Add(new ConcatSpec(name, name, bottoms.ToEquatableArray(), false, 0, false, true));

    public Specs Loss(string name = "loss", string? from = null) =>
        Add(new SoftmaxLossSpec(name, name, From(from), true, 255, LossNormalization.Valid, default, 1, 1));

    public NetworkSpec Network(int minSize = 0, bool isTrunk = false) => new(
        "Nets", "Net", default, isTrunk, _layers.ToEquatableArray(), minSize, new PreprocessingSpec(ChannelOrder.Rgb, default, 1), null);

    private static EquatableArray<string> From(string? from) => from is null ? default : EquatableArray.Of(from);
}
