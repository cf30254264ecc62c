using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Lowering;

/// <summary>
/// Asks each layer, last one first, for the launches that carry its gradient on. A gradient passes the activation of the layer that made
/// the value in the launch that completes it, where that launch can.
/// </summary>
internal sealed class BackwardLowering(ProgramBuilder program, GradientBuffers gradients)
{
    /// <summary>The backward calls.</summary>
    public void Lower()
    {
        foreach (int index in program.Live.Reverse())
        {
            CheckedLayer layer = program.Network.Layers[index];
            if (layer.Spec.Reads == Arity.Nothing || layer.Spec.Labels is not null || !gradients.Carries(index)) continue;
            foreach (View extra in gradients.Further(index))
                Contribute(index, index, new Launch("PointwiseBackward", Operand.Number("factor", 1), Operand.Read("dy", extra)), "gradient of a further loss", false, null);
            if (program.Placement.IsView(index)) continue;
            Activation(index, layer.Spec);
            layer.Spec.LowerBackward(new LayerPass(this, program, gradients, index));
        }
    }

    /// <summary>Undoes the layer's own activation and dropout on its finished gradient.</summary>
    private void Activation(int index, LayerSpec spec)
    {
        View gradient = program.Gradient(index);
        bool together = spec.Activation is { PassesDropout: true };
        if (spec.Dropout > 0 && !together)
        {
            program.Call(index, "through the dropout", new Launch(
                "DropoutBackward", Operand.Number("ratio", spec.Dropout), program.Key(index), Operand.Read("dy", gradient), Operand.Write("dx", gradient),
                Operand.Accumulate(false)));
        }

        if (spec.Activation is not { } activation) return;
        if (activation.Parameter is { } learned)
        {
            Learned(index, activation, learned, gradient, Stored(index, spec));
            return;
        }

        var mask = new GradientMask(activation, index, together && spec.Dropout > 0);
        ViewOperand x = Operand.Read("x", Stored(index, spec));
        if (FuseMask(gradient, mask, x)) return;
        program.Call(index, "through the " + activation.Words, new Launch("PointwiseBackward", Operand.Number("factor", 1), Operand.Read("dy", gradient))
        {
            Gradient = new MaskedGradient(mask, x, Operand.Write("dx", gradient), Adds: false),
        });
    }

    /// <summary>Undoes an activation that learns: the gradient of what it learns first, since the other one takes the place of what both read.</summary>
    private void Learned(int index, Activation activation, ActivationParameter learned, View gradient, View stored)
    {
        Operand parameter = program.ActivationParameter(index), x = Operand.Read("x", stored), dy = Operand.Read("dy", gradient);
        if (gradients.TrainsActivation(index))
        {
            program.Call(index, "gradient of the " + learned.Words, new Launch("ActivateBackwardParameter", x, dy, parameter, new AccumulateOperand(null))
            {
                Activation = activation,
            });
        }

        if (gradients.IsPassed(index))
            program.Call(index, "through the " + activation.Words, new Launch("ActivateBackwardData", dy, parameter, x, Operand.Write("dx", gradient)) { Activation = activation });
    }

    /// <summary>What says what passes the activation of a layer.</summary>
    private View Stored(int index, LayerSpec spec) =>
        program.Kept(index) ?? program.Value(spec is { IsActivation: true, Activation.FromInput: true } ? program.Network.Layers[index].Bottoms[0] : index);

    /// <summary>Puts the mask into the launch that completed the gradient, if that launch wrote nothing but this gradient.</summary>
    private bool FuseMask(View gradient, GradientMask mask, ViewOperand x)
    {
        int last = program.LastWriter(gradient.Buffer);
        if (last < 0 || program.Calls[last] is not { Launch: { Gradient: { } completed } launch } call) return false;
        if (completed.Mask != GradientMask.None || !completed.Dx.View.Covers(gradient)) return false;
        if (completed.X.Reads && !completed.X.View.Covers(x.View)) return false; // the kernel needs the value itself
        program.Calls[last] = call with
        {
            Note = call.Note + ", through its " + mask.Activation!.Words,
            Launch = launch with { Gradient = completed with { Mask = mask, X = x } },
        };
        return true;
    }

    /// <summary>Adds a launch: it sets the gradient if it is the first to reach it, and adds otherwise.</summary>
    private void Contribute(int index, int bottom, Launch launch, string note, bool readsBottom, View? window)
    {
        View dx = window ?? program.Gradient(bottom);
        bool adds = gradients.Start(index, dx);
        // Most kernels read the bottom's value only for a mask; until one is fused the gradient stands in for it.
        ViewOperand x = readsBottom ? Operand.Read("x", program.Value(bottom)) : new ViewOperand("x", dx, false, false);
        program.Call(index, note, launch with { Gradient = new MaskedGradient(GradientMask.None, x, Operand.Write("dx", dx, adds), adds) });
    }

    private sealed class LayerPass(BackwardLowering lowering, ProgramBuilder program, GradientBuffers gradients, int index) : IBackwardPass
    {
        private readonly CheckedLayer _layer = program.Network.Layers[index];

        public int Bottoms => _layer.Bottoms.Count;

        public View Gradient => program.Gradient(index);

        public View Bottom(int position) => program.Value(_layer.Bottoms[position]);

        public bool IsPlaced(int position) => program.Placement.AddsInto(_layer.Bottoms[position], index);

        public View Window() => program.Window(program.Gradient(_layer.Bottoms[0]), index);

        public View Slice(int position) => program.Slice(Gradient, index, position);

        public View Further(FurtherOutput output) => program.Further(index, output);

        public View Source => program.Source(index);

        public Operand Parameter(string name, string file) => program.Parameter(index, name, file);

        public void Train(Launch launch)
        {
            if (!gradients.IsTrained(index)) return;
            bool bias = program.Network.OwnParameters(_layer).Any(static parameter => parameter.Name == ParameterNames.Bias);
            program.Call(index, bias ? "gradients of the weights and the bias" : "gradient of the weights", launch);
        }

        public void Contribute(int position, Launch launch, bool readsBottom, View? dx)
        {
            int bottom = _layer.Bottoms[position];
            if (gradients.Carries(bottom)) lowering.Contribute(index, bottom, launch, "gradient by " + program.Network.Layers[bottom].Spec.CaffeName, readsBottom, dx);
        }
    }
}
