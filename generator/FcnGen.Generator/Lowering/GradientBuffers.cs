using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Lowering;

/// <summary>Which gradients hold something already, and which layers need one at all.</summary>
internal sealed class GradientBuffers
{
    private readonly ProgramBuilder _program;
    private readonly bool[] _carries;
    private readonly HashSet<int> _windowed; // layers whose buffers some layer sees a window of
    private readonly HashSet<int> _started = []; // buffers that hold something
    private readonly List<(int Scores, View Gradient)> _furtherLosses = []; // on scores that have a loss already

    public GradientBuffers(ProgramBuilder program)
    {
        _program = program;
        _carries = new bool[program.Network.Layers.Count];
        bool[] reaches = ReachLosses(program);
        foreach (int layer in program.Live) _carries[layer] = reaches[layer] && (TrainsActivation(layer) || IsPassed(layer));
        _windowed = [.. program.Live.Where(layer => _carries[layer] && program.Placement[layer] is var home && home.SizeLayer != home.Owner).Select(layer => program.Placement[layer].Owner)];
    }

    /// <summary>True if the layer has a gradient that is needed: its value goes into a loss, and it, or a layer before it, has parameters that are trained.</summary>
    public bool Carries(int layer) => _carries[layer];

    /// <summary>True if parameters of the layer are trained, other than that of its activation.</summary>
    public bool IsTrained(int layer) => _program.Network.OwnParameters(Layer(layer)).Any(static parameter => parameter.IsTrained);

    /// <summary>True if what the activation of the layer learns is trained.</summary>
    public bool TrainsActivation(int layer) => Layer(layer).Spec.ActivationParameter(Layer(layer).Channels) is { IsTrained: true };

    /// <summary>True if the gradient is needed before the layer's activation: by its own parameters, or by a layer before it.</summary>
    public bool IsPassed(int layer) => IsTrained(layer) || Layer(layer).Bottoms.Any(bottom => _carries[bottom]);

    /// <summary>The gradients of further losses on the same scores, which are added to that of the first one.</summary>
    public IEnumerable<View> Further(int scores) => _furtherLosses.Where(further => further.Scores == scores).Select(static further => further.Gradient);

    /// <summary>Where a loss leaves its gradient: over the scores themselves if nothing else needs them.</summary>
    public View OfLoss(int loss, int bottom)
    {
        View scores = _program.Value(bottom);
        bool alone = _program.Placement.Consumers(bottom).Count == 1 && !Layer(bottom).Spec.HasActivation;
        bool masked = _program.Live.Any(layer => layer != bottom && Layer(layer).Spec.Activation is not null && _program.Placement[layer].Owner == _program.Placement[bottom].Owner);
        if (alone && !masked && _program.IsWhole(scores))
        {
            _program.ReuseValueForGradient(bottom);
            _started.Add(scores.Buffer);
            return _program.Gradient(bottom);
        }

        if (_program.HasGradient(bottom) && _started.Contains(_program.Gradient(bottom).Buffer))
        {
            View extra = _program.NewBuffer(Layer(loss).Name + "Gradient", ElementType.Float32, bottom, Layer(bottom).Channels);
            _furtherLosses.Add((bottom, extra));
            return extra;
        }

        View gradient = _program.Gradient(bottom);
        Start(loss, gradient);
        return gradient;
    }

    /// <summary>Makes a gradient ready to be written for a layer, and says whether there is something to add to.</summary>
    public bool Start(int layer, View gradient)
    {
        if (!_started.Add(gradient.Buffer)) return true;
        if (!HasWindows(gradient)) return false;
        _program.Call(layer, "outside the crop the gradient is zero", new Launch("Clear", Operand.Write("x", _program.Whole(gradient.Buffer))));
        return true;
    }

    /// <summary>True if some layer is a window or a slice of the buffer, so that no single launch covers all of it.</summary>
    private bool HasWindows(View gradient) => !_program.IsWhole(gradient) || _windowed.Contains(_program.Buffers[gradient.Buffer].SizeLayer);

    /// <summary>The layers whose values go into a loss. What only leaves a further output to others has no gradient.</summary>
    private static bool[] ReachLosses(ProgramBuilder program)
    {
        var reaches = new bool[program.Network.Layers.Count];
        foreach (int layer in program.Live.Reverse())
        {
            CheckedLayer reader = program.Network.Layers[layer];
            reaches[layer] |= reader.Spec.Labels is not null;
            if (!reaches[layer]) continue;
            foreach (int bottom in reader.Bottoms) reaches[bottom] = true;
        }

        return reaches;
    }

    private CheckedLayer Layer(int index) => _program.Network.Layers[index];
}
