using System.Collections.Generic;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Tests;

/// <summary>Builds specs by hand, without a compiler.</summary>
internal sealed class Specs
{
    private static readonly LearnedParameters Parameters = new(1, 1, 2, 0, false, Filler.Msra, 0.01, 0);
    private readonly List<LayerSpec> _layers = [new InputSpec(new LayerHead("data", "data", IsOwn: false), 3)];

    /// <summary>What an own layer declares that reads the layers named.</summary>
    public static LayerHead Head(string name, params string[] bottoms) => new(name, name, IsOwn: true) { Bottoms = bottoms.ToEquatableArray() };

    public Specs Add(LayerSpec layer)
    {
        _layers.Add(layer);
        return this;
    }

    public Specs Conv(string name, int outputs, int kernel = 1, int stride = 1, int pad = 0, string? from = null, int groups = 1, int dilation = 1) =>
        Add(new ConvSpec(From(name, from) with { Activation = Activations.Of(new ReluAttribute()) }, outputs, new Window(kernel, stride, pad, dilation), groups, true, Parameters));

    public Specs Pool(string name, int kernel, int stride, int pad = 0, Rounding rounding = Rounding.Ceil, string? from = null) =>
        Add(new MaxPoolSpec(From(name, from), new Window(kernel, stride, pad), rounding, true));

    public Specs Unpool(string name, string pool, string? from = null) => Add(new UnpoolSpec(From(name, from), pool));

    public Specs Deconv(string name, int outputs, int kernel, int stride, int pad = 0, string? from = null) =>
        Add(new DeconvSpec(From(name, from), outputs, new Window(kernel, stride, pad), 1, false, Parameters));

    public Specs Crop(string name, string onto, int offset = -1, string? from = null) =>
        Add(new CropSpec(From(name, from), new CropTarget(false, onto, offset)));

    public Specs CropToInput(string name = "score", int offset = -1) => Add(new CropSpec(Head(name), new CropTarget(true, null, offset)));

    /// <summary>A bilinear resizing: by a factor, to a layer, or to the input.</summary>
    public Specs Resize(string name, ResizeCoordinates coordinates, int up = 0, int down = 0, string? onto = null, string? from = null) => Add(new ResizeSpec(
        From(name, from), ResizeMode.Bilinear, coordinates, NearestRounding.Floor, up, down, 0, up > 0 ? null : new SizeSource(onto is null, onto), false));

    public Specs GlobalAvgPool(string name) => Add(new GlobalAvgPoolSpec(Head(name)));

    public Specs Broadcast(string name, string onto) => Add(new BroadcastSpec(Head(name), new SizeSource(false, onto)));

    /// <summary>A sum of layers that may lie beside each other.</summary>
    public Specs ShiftedSum(string name, params string[] bottoms) => Add(new SumSpec(Head(name, bottoms), default) { MayShift = true });

    /// <summary>A loss of scores that may lie beside the labels.</summary>
    public Specs ShiftedLoss() => Add(new SoftmaxLossSpec(Head("loss"), 255, LossNormalization.Valid, default, 1, 1) { MayShift = true });

    public Specs Sum(string name, params string[] bottoms) => Add(new SumSpec(Head(name, bottoms), default));

    public Specs Concat(string name, params string[] bottoms) => Add(new ConcatSpec(Head(name, bottoms)));

    public Specs Loss(string name = "loss", string? from = null) =>
        Add(new SoftmaxLossSpec(From(name, from), 255, LossNormalization.Valid, default, 1, 1));

    public NetworkSpec Network(int minSize = 0, bool isTrunk = false, PerAxis<int> fixedSize = default) => new(
        "Nets", "Net", default, isTrunk ? DeclarationForm.Trunk : DeclarationForm.Network, _layers.ToEquatableArray(), minSize, fixedSize, new PreprocessingSpec(ChannelOrder.Rgb, default, 1), null);

    private static LayerHead From(string name, string? from) => from is null ? Head(name) : Head(name, from);
}
