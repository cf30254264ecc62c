using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Lowering;

/// <summary>
/// What an inference program computes once and then keeps: maps that depend on the parameters and the size of the picture only, and the
/// launches that fill them before a pass where they are out of date.
/// </summary>
internal sealed class Preparations(ProgramBuilder program)
{
    private readonly Dictionary<(int Layer, string Name), View> _maps = [];
    private readonly List<int> _buffers = [];
    private readonly List<KernelCall> _calls = [];

    /// <summary>The launches in order.</summary>
    public IReadOnlyList<KernelCall> Calls => _calls;

    /// <summary>The buffers of the maps, which share their memory with nothing.</summary>
    public IReadOnlyList<int> Buffers => _buffers;

    /// <summary>A map of a layer, made on first use.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="name">What tells it from other maps of the layer.</param>
    /// <param name="like">The view whose height, width and channels it has.</param>
    public View Map(int layer, string name, View like)
    {
        if (program.IsTraining)
            throw new InvalidOperationException("Training changes the parameters from pass to pass: what " + Name(layer) + " prepares in inference passes is an ordinary launch there.");
        if (_maps.TryGetValue((layer, name), out View? map)) return map;
        map = program.NewBuffer(program.Network.Layers[layer].Name + name, ElementType.Float32, like.SizeLayer, like.Channels);
        _maps.Add((layer, name), map);
        _buffers.Add(map.Buffer);
        return map;
    }

    /// <summary>Adds a launch that fills maps, from parameters and from maps that earlier ones fill.</summary>
    public void Add(KernelCall call)
    {
        if (call.Launch.Views.FirstOrDefault(operand => !_buffers.Contains(operand.View.Buffer)) is { } other)
            throw new InvalidOperationException(Name(call.Layer) + " prepares values by " + call.Launch.Operation + " with " + other.View.Name + ", which is not there before a pass: only prepared maps are.");
        if (call.Launch.Operands.FirstOrDefault(operand => operand is KeyOperand) is { } key)
            throw new InvalidOperationException(Name(call.Layer) + " prepares values by " + call.Launch.Operation + " with a random " + key.Name + ", which is another in every pass.");
        _calls.Add(call);
    }

    /// <summary>Refuses a launch of the pass itself that would change a map.</summary>
    public void Keep(KernelCall call)
    {
        if (_buffers.Count > 0 && call.Launch.Views.FirstOrDefault(operand => operand.Writes && _buffers.Contains(operand.View.Buffer)) is { } map)
            throw new InvalidOperationException(Name(call.Layer) + " changes " + map.View.Name + " by " + call.Launch.Operation + " in every pass, but it is prepared once for many.");
    }

    private string Name(int layer) => program.Network.Layers[layer].Name;
}
