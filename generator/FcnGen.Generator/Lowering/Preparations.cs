using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Lowering;

/// <summary>
/// What an inference program computes once and then keeps: maps that depend on the parameters and the size of the picture only, the
/// launches that fill them before a pass where they are out of date, and parameters that are made of others.
/// </summary>
internal sealed class Preparations(ProgramBuilder program)
{
    private readonly Dictionary<(int Layer, string Name), View> _maps = [];
    private readonly List<int> _buffers = [];
    private readonly List<KernelCall> _calls = [];
    private readonly List<DerivedParameter> _parameters = [];

    /// <summary>The launches in order.</summary>
    public IReadOnlyList<KernelCall> Calls => _calls;

    /// <summary>The buffers of the maps, which share their memory with nothing.</summary>
    public IReadOnlyList<int> Buffers => _buffers;

    /// <summary>The parameters that are made of others.</summary>
    public IReadOnlyList<DerivedParameter> Parameters => _parameters;

    /// <summary>A map of a layer, made on first use.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="name">What tells it from other maps of the layer.</param>
    /// <param name="like">The view whose height, width and channels it has.</param>
    public View Map(int layer, string name, View like)
    {
        NotInTraining(layer);
        if (_maps.TryGetValue((layer, name), out View? map)) return map;
        map = program.NewBuffer(program.Network.Layers[layer].Name + name, ElementType.Float32, like.SizeLayer, like.Channels);
        _maps.Add((layer, name), map);
        _buffers.Add(map.Buffer);
        return map;
    }

    /// <summary>A parameter that is made of others; the first time, it is added.</summary>
    public DerivedParameter Parameter(int layer, ParameterEntry entry, string formula, string note, IEnumerable<Operand> sources)
    {
        NotInTraining(layer);
        ParameterOperand[] made = [.. sources.Select(source => source as ParameterOperand ?? throw new InvalidOperationException(
            Name(layer) + " makes " + entry.Name + " of " + source.Name + ", which is no parameter that its layer has."))];
        var parameter = new DerivedParameter(layer, entry, formula, note, made.ToEquatableArray());
        DerivedParameter? known = _parameters.Find(other => other.Layer == layer && other.Entry.Name == entry.Name);
        if (known is null) _parameters.Add(parameter);
        else if (known != parameter) throw new InvalidOperationException(Name(layer) + " makes two different parameters by the name " + entry.Name + ".");
        return parameter;
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

    private void NotInTraining(int layer)
    {
        if (program.IsTraining)
            throw new InvalidOperationException("Training changes the parameters from pass to pass: what " + Name(layer) + " prepares in inference passes is an ordinary launch there.");
    }

    private string Name(int layer) => program.Network.Layers[layer].Name;
}
