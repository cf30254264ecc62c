using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Lowering;

/// <summary>Adds the losses of a training program, each of which leaves the gradient by the scores that it reads.</summary>
internal sealed class LossLowering(ProgramBuilder program, GradientBuffers gradients)
{
    /// <summary>The labels of each loss.</summary>
    public List<int> LabelBuffers { get; } = [];

    /// <summary>The value of each loss.</summary>
    public List<int> LossBuffers { get; } = [];

    /// <summary>Adds the losses, after the forward pass.</summary>
    public void Lower()
    {
        foreach (int loss in program.Live.Where(layer => program.Network.Layers[layer].Spec.Labels is not null))
            program.Network.Layers[loss].Spec.Lower(new LossPass(this, program, gradients, loss));
    }

    private sealed class LossPass(LossLowering lowering, ProgramBuilder program, GradientBuffers gradients, int index) : IForwardPass
    {
        private readonly CheckedLayer _loss = program.Network.Layers[index];
        private View? _gradient;

        public bool IsTraining => true;

        public int Bottoms => _loss.Bottoms.Count;

        public View Output => _gradient ??= gradients.OfLoss(index, _loss.Bottoms[0]);

        public Activation? Activation => null;

        public bool Adds => false;

        public View? LabelMap => null;

        public View Bottom(int position) => program.Value(_loss.Bottoms[position]);

        public bool IsPlaced(int position) => false;

        public View Window() => program.Window(Bottom(0), index);

        public View Slice(int position) => program.Slice(Output, index, position);

        public View? Further(FurtherOutput output) => program.IsRead(index, output) ? program.Further(index, output) : null;

        public View Source => program.Source(index);

        public View Truth() => Added(lowering.LabelBuffers, "Labels", ElementType.UInt8);

        public View LossValue() => Added(lowering.LossBuffers, "Value", ElementType.Float64, BufferRole.LossValue);

        public Operand Parameter(string name, string file) => program.Parameter(index, name, file);

        public Operand Key() => program.Key(index);

        public void Call(Launch launch) => program.Call(index, Notes.Forward(program.Network, _loss), launch);

        private View Added(List<int> buffers, string name, ElementType element, BufferRole role = BufferRole.Map)
        {
            View view = program.NewBuffer(_loss.Name + name, element, _loss.Bottoms[0], 1, role);
            buffers.Add(view.Buffer);
            return view;
        }
    }
}
