using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Lowering;

/// <summary>Collects the buffers, views and calls of one program.</summary>
internal sealed class ProgramBuilder
{
    private readonly List<ArenaBuffer> _buffers = [];
    private readonly List<View> _views = [];
    private readonly Dictionary<(int, int, PerAxis<int>, int, int), View> _byWindow = [];
    private readonly HashSet<string> _names = ["Bytes"], _members;
    private readonly Dictionary<int, int> _valueBuffers = [];
    private readonly Dictionary<int, int> _gradientBuffers = [];
    private readonly Dictionary<(int, FurtherOutput), View> _further = [];
    private readonly Dictionary<int, View> _labelMaps = [];
    private readonly List<int> _streams = [];
    private readonly Dictionary<int, View> _kept = [];

    /// <param name="network">The network.</param>
    /// <param name="live">The layers that the program computes, in order.</param>
    /// <param name="training">True for a training pass and its backward pass.</param>
    public ProgramBuilder(CheckedNetwork network, IReadOnlyList<int> live, bool training = false)
    {
        Network = network;
        Live = live;
        _members = [.. network.Layers.Select(static layer => layer.Member)];
        IsTraining = training;
        Placement = new Placement(network, new HashSet<int>(live), training);
        Placement.ResolveWindows(live);
    }

    /// <summary>The layers that draw random numbers, in the order of their keys.</summary>
    public IReadOnlyList<int> Streams => _streams;

    /// <summary>The buffer of their keys; -1 if nothing is random.</summary>
    public int KeyBuffer { get; private set; } = -1;

    public CheckedNetwork Network { get; }

    /// <summary>The layers that the program computes, in order.</summary>
    public IReadOnlyList<int> Live { get; }

    /// <summary>True for a training pass and its backward pass.</summary>
    public bool IsTraining { get; }

    public Placement Placement { get; }

    public List<KernelCall> Calls { get; } = [];

    public IReadOnlyList<ArenaBuffer> Buffers => _buffers;

    public IReadOnlyList<View> Views => _views;

    /// <summary>A new buffer, and the view of all of it.</summary>
    public View NewBuffer(string name, ElementType element, int sizeLayer, int channels, BufferRole role = BufferRole.Map)
    {
        name = Unique(name, Network.Layers[sizeLayer].Member);
        _buffers.Add(new ArenaBuffer(name, role, element, sizeLayer, channels));
        return new View(name, _buffers.Count - 1, element, sizeLayer, 0, 0, channels);
    }

    /// <summary>The buffer that holds a layer's own value, made on first use.</summary>
    public int ValueBuffer(int owner)
    {
        if (!_valueBuffers.TryGetValue(owner, out int buffer))
        {
            buffer = NewBuffer(Network.Layers[owner].Member, ElementType.Float32, owner, Network.Layers[owner].Channels).Buffer;
            _valueBuffers.Add(owner, buffer);
        }

        return buffer;
    }

    /// <summary>The value of a layer.</summary>
    public View Value(int layer) => ViewOf(layer, ValueBuffer(Placement[layer].Owner), "");

    /// <summary>
    /// What training keeps of a layer beside its value, which does not say what the gradient of its activation is; null where that is not so.
    /// </summary>
    public View? Kept(int layer)
    {
        if (!IsTraining || !Network.Layers[layer].Spec.KeepsValue) return null;
        if (!_kept.TryGetValue(layer, out View? view))
            _kept.Add(layer, view = NewBuffer(Network.Layers[layer].Name + "Kept", ElementType.Float32, Placement[layer].SizeLayer, Network.Layers[layer].Channels));
        return view;
    }

    /// <summary>The gradient of the loss by a layer's value: laid out as the value is.</summary>
    public View Gradient(int layer) => ViewOf(layer, GradientBuffer(Placement[layer].Owner), "Gradient");

    /// <summary>True once some call has been given the gradient buffer of this layer.</summary>
    public bool HasGradient(int layer) => _gradientBuffers.ContainsKey(Placement[layer].Owner);

    /// <summary>Lets the gradient overwrite the value, where nothing needs the value any more.</summary>
    public void ReuseValueForGradient(int layer) => _gradientBuffers.Add(Placement[layer].Owner, ValueBuffer(Placement[layer].Owner));

    /// <summary>A further output of a layer; made on first use.</summary>
    public View Further(int layer, FurtherOutput output)
    {
        if (!_further.TryGetValue((layer, output), out View? view))
            _further.Add((layer, output), view = NewBuffer(Network.Layers[layer].Name + output.Name, output.Element, layer, Network.Layers[layer].Channels));
        return view;
    }

    /// <summary>True if a further output of a layer is read: by its backward pass, as far as the forward pass can tell, or by another layer.</summary>
    public bool IsRead(int layer, FurtherOutput output) =>
        IsTraining || Live.Any(reader => Network.Layers[reader].Source == layer && Network.Layers[reader].Spec.Source!.Output == output);

    /// <summary>The further output that a layer reads.</summary>
    public View Source(int layer) => Further(Network.Layers[layer].Source, Network.Layers[layer].Spec.Source!.Output);

    /// <summary>The best class per cell of an output; made on first use.</summary>
    public View LabelMap(int output)
    {
        if (!_labelMaps.TryGetValue(output, out View? map))
            _labelMaps.Add(output, map = NewBuffer(Network.Layers[output].Name + "Labels", ElementType.UInt8, Placement[output].SizeLayer, 1));
        return map;
    }

    /// <summary>True if a view is all of its buffer.</summary>
    public bool IsWhole(View view) => _buffers[view.Buffer].Name == view.Name;

    /// <summary>All of a buffer.</summary>
    public View Whole(int buffer) => new(_buffers[buffer].Name, buffer, _buffers[buffer].Element, _buffers[buffer].SizeLayer, 0, 0, _buffers[buffer].Channels);

    private int GradientBuffer(int owner)
    {
        if (!_gradientBuffers.TryGetValue(owner, out int buffer))
        {
            buffer = NewBuffer(Network.Layers[owner].Name + "Gradient", ElementType.Float32, owner, Network.Layers[owner].Channels).Buffer;
            _gradientBuffers.Add(owner, buffer);
        }

        return buffer;
    }

    private View ViewOf(int layer, int buffer, string suffix)
    {
        Placement.Home home = Placement[layer];
        var view = new View(
            Network.Layers[layer].Name + suffix, buffer, _buffers[buffer].Element, home.SizeLayer, home.Offset, home.FirstChannel, Network.Layers[layer].Channels);
        return Named(view);
    }

    /// <summary>The slice of a concatenation's value (or gradient) that belongs to one of its bottoms.</summary>
    public View Slice(View whole, int layer, int position)
    {
        int bottom = Network.Layers[layer].Bottoms[position];
        View slice = whole with { FirstChannel = whole.FirstChannel + Network.SliceStart(layer, position), Channels = Network.Layers[bottom].Channels };
        return Named(slice with { Name = whole.Name + "Of" + Network.Layers[bottom].Name });
    }

    /// <summary>The part of a crop's bottom (its value or its gradient) that the crop keeps.</summary>
    public View Window(View bottom, int crop) => Named(bottom with
    {
        Name = bottom.Name + "Under" + Network.Layers[crop].Name, SizeLayer = crop, Offset = bottom.Offset.Plus(Network.Layers[crop].CropOffset),
    });

    /// <summary>The one name for a view: that of the whole buffer, or that of the first layer that has the view.</summary>
    private View Named(View view)
    {
        ArenaBuffer buffer = _buffers[view.Buffer];
        if (view.Offset == 0 && view.Channels == buffer.Channels && view.SizeLayer == buffer.SizeLayer)
            return view with { Name = buffer.Name };
        (int, int, PerAxis<int>, int, int) window = (view.Buffer, view.SizeLayer, view.Offset, view.FirstChannel, view.Channels);
        if (_byWindow.TryGetValue(window, out View? known)) return known;
        view = view with { Name = Unique(view.Name, view.Name) };
        _byWindow.Add(window, view);
        _views.Add(view);
        return view;
    }

    /// <summary>A field name that neither another field of the plan nor a layer other than <paramref name="own"/> has.</summary>
    private string Unique(string name, string own)
    {
        while (_names.Contains(name) || name != own && _members.Contains(name)) name += "_";
        _names.Add(name);
        return name;
    }

    /// <summary>Index of the last call so far that writes to a buffer; -1 for none.</summary>
    public int LastWriter(int buffer) =>
        Calls.FindLastIndex(call => call.Launch.Views.Any(operand => operand.Writes && operand.View.Buffer == buffer));

    public void Call(int layer, string note, Launch launch) => Calls.Add(new KernelCall(layer, note, launch));

    /// <summary>The key of a layer's random numbers, the same in the forward and the backward pass.</summary>
    public Operand Key(int layer)
    {
        int stream = _streams.IndexOf(layer);
        if (stream < 0)
        {
            if (_streams.Count == 0) KeyBuffer = NewBuffer("Keys", ElementType.UInt32, layer, 0, BufferRole.Keys).Buffer;
            stream = _streams.Count;
            _streams.Add(layer);
            _buffers[KeyBuffer] = _buffers[KeyBuffer] with { Channels = _streams.Count };
        }

        return new KeyOperand("key", _buffers[KeyBuffer].Name, stream);
    }

    /// <summary>What the activation of a layer learns, as an argument; absent if it learns nothing.</summary>
    public Operand ActivationParameter(int layer) => Parameter(layer, "parameter", Network.Layers[layer].Spec.ActivationParameterName ?? "");

    /// <summary>A parameter of a layer as an argument; absent if the layer has none of that name.</summary>
    public Operand Parameter(int layer, string name, string file) =>
        Network.Parameters(Network.Layers[layer]).Any(parameter => parameter.Name == file) ? new ParameterOperand(name, layer, file) : new AbsentOperand(name);
}
