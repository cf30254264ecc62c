using System;
using System.Collections.Generic;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Lowering;

/// <summary>Asks each layer for the launches of a forward pass, and adds what follows every kind: activation and dropout.</summary>
/// <param name="program">Receives the launches.</param>
/// <param name="labelled">For a pass that ends in labels: the layers whose kernels end in the best class per cell, with the output whose labels those are.</param>
internal sealed class ForwardLowering(ProgramBuilder program, IReadOnlyDictionary<int, int>? labelled = null)
{
    private readonly HashSet<int> _written = []; // buffers of sums that hold an addend

    /// <summary>Adds the calls of every live layer but the losses.</summary>
    public void Lower()
    {
        foreach (int layer in program.Live)
            if (program.Network.Layers[layer].Spec.Labels is null && !program.Placement.IsView(layer)) Lower(layer);
    }

    private void Lower(int index)
    {
        LayerSpec spec = program.Network.Layers[index].Spec;
        View y = program.Value(index);
        View computed = program.Kept(index) ?? y;
        bool apart = computed != y && spec.Activation!.FromInput;
        bool fuses = spec.FusesActivation && !apart;
        View? map = labelled is not null && labelled.TryGetValue(index, out int output) ? program.LabelMap(output) : null;
        spec.Lower(new LayerPass(this, program, index, computed, fuses ? spec.Activation : null, map));
        if (spec.Activation is { } activation && !fuses)
        {
            View activated = apart ? y : computed;
            program.Call(index, activation.Words, Pointwise.Activate(activation, computed, program.ActivationParameter(index), activated));
            computed = activated;
        }

        if (program.IsTraining && spec.DropsAfter)
        {
            program.Call(index, "dropout " + Words.Number(spec.Dropout), new Launch(
                "Dropout", Operand.Number("ratio", spec.Dropout), program.Key(index), Operand.Read("x", computed), Operand.Write("y", y)));
        }
    }

    /// <summary>True if a sum's other addend is in the buffer already.</summary>
    private bool Adds(int index)
    {
        int owner = program.Placement[index].Owner;
        return program.Network.Layers[owner].Spec.Coefficient is not null && _written.Contains(owner);
    }

    /// <summary>Says what else the launch does where its result is not simply the layer's own blob.</summary>
    private string Destination(int index)
    {
        Placement.Home home = program.Placement[index];
        string crop = home.FoldedCrop == 0 ? "" : ", cropped by " + Words.Pair(home.FoldedCrop);
        if (home.Owner == index) return crop;
        return crop + (Adds(index) ? ", added to " : ", into ") + program.Network.Layers[home.Owner].Spec.CaffeName;
    }

    private sealed class LayerPass(
        ForwardLowering lowering, ProgramBuilder program, int index, View output, Activation? activation, View? labelMap) : ForwardPass(program, index)
    {
        // Where the result goes is known before the first launch.
        private readonly string _note = Notes.Forward(program.Network, program.Network.Layers[index]) + lowering.Destination(index);

        public override View Output => output;

        public override Activation? Activation => activation;

        public override bool Adds => lowering.Adds(Index);

        public override View? LabelMap => labelMap;

        public override bool IsPlaced(int position) => Program.Placement.AddsInto(Layer.Bottoms[position], Index);

        public override View Truth() => throw new InvalidOperationException(Layer.Name + " is no loss and has no labels.");

        public override View LossValue() => throw new InvalidOperationException(Layer.Name + " is no loss and has no value of one.");

        public override void Call(Launch launch)
        {
            string note = labelMap is null ? _note : _note + ", and the best class per pixel";
            Program.Call(Index, note, launch);
            lowering._written.Add(Program.Placement[Index].Owner);
        }
    }
}
