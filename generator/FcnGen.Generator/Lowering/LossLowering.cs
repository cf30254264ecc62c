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

    private sealed class LossPass(LossLowering lowering, ProgramBuilder program, GradientBuffers gradients, int index) : ForwardPass(program, index)
    {
        private View? _gradient;

        public override View Output => _gradient ??= gradients.OfLoss(Index, Layer.Bottoms[0]);

        public override Activation? Activation => null;

        public override bool Adds => false;

        public override View? LabelMap => null;

        public override bool IsPlaced(int position) => false;

        public override View Truth() => Added(lowering.LabelBuffers, "Labels", ElementType.UInt8);

        public override View LossValue() => Added(lowering.LossBuffers, "Value", ElementType.Float64, BufferRole.LossValue);

        public override void Call(Launch launch) => Program.Call(Index, Notes.Forward(Program.Network, Layer), launch);

        private View Added(List<int> buffers, string name, ElementType element, BufferRole role = BufferRole.Map)
        {
            View view = Program.NewBuffer(Layer.Name + name, element, Layer.Bottoms[0], 1, role);
            buffers.Add(view.Buffer);
            return view;
        }
    }
}
