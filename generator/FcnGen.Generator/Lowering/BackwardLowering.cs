using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Emission;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Lowering;

/// <summary>
/// Adds the losses to a training program and turns <see cref="GradientTable"/> into its backward pass. A gradient is masked by the
/// ReLU of the layer that made the value in the launch that completes it, where that launch can.
/// </summary>
internal sealed class BackwardLowering
{
    private readonly ProgramBuilder _program;
    private readonly IReadOnlyDictionary<int, View> _winners;
    private readonly bool[] _carries;
    private readonly HashSet<int> _started = []; // gradient buffers that hold something
    private readonly List<(int Scores, View Gradient)> _furtherLosses = []; // on scores that have a loss already

    public BackwardLowering(ProgramBuilder program, IReadOnlyDictionary<int, View> winners)
    {
        _program = program;
        _winners = winners;
        _carries = new bool[program.Network.Layers.Count];
        foreach (int layer in program.Live)
            _carries[layer] = IsTrained(layer) || program.Network.Layers[layer].Bottoms.Any(bottom => _carries[bottom]);
    }

    public List<int> LabelBuffers { get; } = [];

    public List<int> LossBuffers { get; } = [];

    /// <summary>The losses and the gradients by their scores, to be added after the forward pass.</summary>
    public void LowerLosses()
    {
        foreach (int index in _program.Live.Where(layer => Layer(layer).Spec is SoftmaxLossSpec))
        {
            CheckedLayer loss = Layer(index);
            int bottom = loss.Bottoms[0];
            View scores = _program.Value(bottom);
            View labels = _program.NewBuffer(loss.Name + "Labels", BufferKind.Bytes, bottom, 1);
            View value = _program.NewBuffer(loss.Name + "Value", BufferKind.Loss, bottom, 1);
            LabelBuffers.Add(labels.Buffer);
            LossBuffers.Add(value.Buffer);
            View gradient = LossGradient(index, bottom, scores);
            _program.Call(
                index, Notes.Loss(loss), "SoftmaxLoss", [Names.Shape(loss)],
                _program.Read(scores), _program.Read(labels), _program.Write(gradient), _program.Write(value), new KeyOperand(index));
        }
    }

    /// <summary>The backward calls, last layer first.</summary>
    public void LowerBackward()
    {
        foreach (int index in _program.Live.Reverse())
        {
            CheckedLayer layer = Layer(index);
            if (layer.Spec is InputSpec or SoftmaxLossSpec || !_carries[index]) continue;
            foreach ((_, View extra) in _furtherLosses.Where(further => further.Scores == index))
                Contribute(index, new(index, "PointwiseBackward", null, GradientTable.List(Float(1), _program.Read(extra))), "gradient of a further loss");
            if (_program.Placement.IsView(index)) continue;
            Activation(index, layer);
            if (IsTrained(index)) LowerWeights(index, layer);
            foreach (GradientTable.Row row in GradientTable.Rows(_program, _winners, index))
                if (_carries[row.Bottom]) Contribute(index, row, "gradient by " + Layer(row.Bottom).Spec.CaffeName);
        }
    }

    /// <summary>Where a loss leaves its gradient: over the scores themselves if nothing else needs them.</summary>
    private View LossGradient(int loss, int bottom, View scores)
    {
        bool alone = _program.Placement.Consumers(bottom).Count == 1 && Layer(bottom).Spec is { Relu: false, Dropout: 0 };
        bool masked = _program.Live.Any(layer => layer != bottom && Layer(layer).Spec.Relu && _program.Placement[layer].Owner == _program.Placement[bottom].Owner);
        if (alone && !masked && _program.Buffers[scores.Buffer].Name == scores.Name)
        {
            _program.ReuseValueForGradient(bottom);
            _started.Add(scores.Buffer);
            return _program.Gradient(bottom);
        }

        if (_program.HasGradient(bottom) && _started.Contains(_program.Gradient(bottom).Buffer))
        {
            View extra = _program.NewBuffer(Layer(loss).Name + "Gradient", BufferKind.Blob, bottom, Layer(bottom).Channels);
            _furtherLosses.Add((bottom, extra));
            return extra;
        }

        View gradient = _program.Gradient(bottom);
        Start(loss, gradient);
        return gradient;
    }

    /// <summary>Undoes the layer's own ReLU and dropout on its finished gradient.</summary>
    private void Activation(int index, CheckedLayer layer)
    {
        View gradient = _program.Gradient(index);
        if (layer.Spec.Relu)
        {
            string mask = layer.Spec.Dropout > 0 ? Names.Mask(layer) : "WherePositive";
            if (!FuseMask(index, gradient, mask))
            {
                _program.Call(
                    index, "through the ReLU", "PointwiseBackward", [mask],
                    Float(1), _program.Read(gradient), _program.Read(_program.Value(index)), _program.Write(gradient), Flag(false));
            }
        }
        else if (layer.Spec.Dropout > 0)
        {
            _program.Call(
                index, "through the dropout", "DropoutBackward", [],
                Float(layer.Spec.Dropout), new KeyOperand(index), _program.Read(gradient), _program.Write(gradient), Flag(false));
        }
    }

    /// <summary>Puts the mask into the launch that completed the gradient, if that launch wrote nothing but this gradient.</summary>
    private bool FuseMask(int index, View gradient, string mask)
    {
        int last = _program.LastWriter(gradient.Buffer);
        if (last < 0) return false;
        KernelCall call = _program.Calls[last];
        int dx = call.Operands.Count - 2;
        if (call.TypeArguments.Count == 0 || call.TypeArguments[call.TypeArguments.Count - 1] != "PassThrough") return false;
        if (call.Operands[dx] is not ViewOperand written || !written.View.Covers(gradient)) return false;
        List<string> types = [.. call.TypeArguments];
        types[types.Count - 1] = mask;
        List<Operand> operands = [.. call.Operands];
        operands[dx - 1] = _program.Read(_program.Value(index));
        _program.Calls[last] = call with
        {
            Note = call.Note + ", through its ReLU",
            TypeArguments = types.ToEquatableArray(),
            Operands = operands.ToEquatableArray(),
        };
        return true;
    }

    private void LowerWeights(int index, CheckedLayer layer)
    {
        (string kernel, bool bias) = layer.Spec is ConvSpec conv ? ("ConvBackwardWeights", conv.Bias) : ("DeconvBackwardWeights", ((DeconvSpec)layer.Spec).Bias);
        _program.Call(
            index, bias ? "gradients of the weights and the bias" : "gradient of the weights", kernel, [Names.Shape(layer)],
            _program.Read(_program.Value(layer.Bottoms[0])), _program.Read(_program.Gradient(index)),
            new ParameterOperand(index, false), bias ? new ParameterOperand(index, true) : new LiteralOperand("null"), new AccumulateOperand());
    }

    /// <summary>Adds a row's call: it sets the gradient if it is the first to reach it, and adds otherwise.</summary>
    private void Contribute(int index, GradientTable.Row row, string note)
    {
        View dx = row.Dx ?? _program.Gradient(row.Bottom);
        bool accumulate = Start(index, dx);
        List<string> types = row.Shape is null ? ["PassThrough"] : [row.Shape, "PassThrough"];
        // Most kernels read the bottom's value only for a mask; until one is fused the gradient stands in for it.
        ViewOperand x = row.ReadsBottom ? _program.Read(_program.Value(row.Bottom)) : new ViewOperand(dx, false, false);
        _program.Call(index, note, row.Kernel, types, [.. row.Leading, x, _program.Write(dx, accumulate), Flag(accumulate)]);
    }

    /// <summary>Makes a gradient buffer ready to be written, and says whether there is something to add to.</summary>
    private bool Start(int index, View gradient)
    {
        if (_started.Contains(gradient.Buffer)) return true;
        _started.Add(gradient.Buffer);
        if (!HasWindows(gradient)) return false;
        ArenaBuffer buffer = _program.Buffers[gradient.Buffer];
        var whole = new View(buffer.Name, gradient.Buffer, buffer.SizeLayer, 0, 0, buffer.Channels);
        _program.Call(index, "outside the crop the gradient is zero", "Clear", [], _program.Write(whole));
        return true;
    }

    /// <summary>True if some layer is a window or a slice of the buffer, so that no single launch covers all of it.</summary>
    private bool HasWindows(View gradient)
    {
        ArenaBuffer buffer = _program.Buffers[gradient.Buffer];
        return gradient.Name != buffer.Name
            || _program.Live.Any(layer => _program.Placement[layer].SizeLayer != buffer.SizeLayer && SharesGradient(layer, gradient.Buffer));
    }

    private bool SharesGradient(int layer, int buffer) => _carries[layer] && _program.HasGradient(layer) && _program.Gradient(layer).Buffer == buffer;

    private bool IsTrained(int index) => Layer(index).Spec switch
    {
        ConvSpec conv => IsTrained(conv.Parameters, conv.Bias),
        DeconvSpec { Bilinear: false } deconv => IsTrained(deconv.Parameters, deconv.Bias),
        _ => false,
    };

    private static bool IsTrained(ParameterSpec parameters, bool bias) =>
        !parameters.Frozen && (parameters.LrMult != 0 || bias && parameters.BiasLrMult != 0);

    private CheckedLayer Layer(int index) => _program.Network.Layers[index];

    private static LiteralOperand Flag(bool value) => new(value ? "true" : "false");

    private static LiteralOperand Float(double value) => new(Literals.Float(value));
}
