using FcnGen.Generator.Model;

namespace FcnGen.Generator.Lowering;

/// <summary>What every layer sees alike of a forward pass, be it a loss or not.</summary>
/// <param name="program">The program.</param>
/// <param name="index">The layer.</param>
internal abstract class ForwardPass(ProgramBuilder program, int index) : IForwardPass
{
    public bool IsTraining => Program.IsTraining;

    public int Bottoms => Layer.Bottoms.Count;

    public abstract View Output { get; }

    public abstract Activation? Activation { get; }

    public abstract bool Adds { get; }

    public abstract View? LabelMap { get; }

    public View Source => Program.Source(Index);

    /// <summary>The program.</summary>
    protected ProgramBuilder Program { get; } = program;

    /// <summary>The number of the layer.</summary>
    protected int Index { get; } = index;

    /// <summary>The layer.</summary>
    protected CheckedLayer Layer { get; } = program.Network.Layers[index];

    public View Bottom(int position) => Program.Value(Layer.Bottoms[position]);

    public abstract bool IsPlaced(int position);

    public View Window() => Program.Window(Bottom(0), Index);

    public View Slice(int position) => Program.Slice(Output, Index, position);

    public View? Further(FurtherOutput output) => Program.IsRead(Index, output) ? Program.Further(Index, output) : null;

    public abstract View Truth();

    public abstract View LossValue();

    public Operand Parameter(string name, string file) => Program.Parameter(Index, name, file);

    public Operand Key() => Program.Key(Index);

    public View Prepared(string name, View like) => Program.Preparations.Map(Index, name, like);

    public void Prepare(string note, Launch launch) => Program.Preparations.Add(new KernelCall(Index, note, launch));

    public Operand Derived(string name, ParameterEntry entry, string formula, string note, params Operand[] sources) =>
        new DerivedOperand(name, Program.Preparations.Parameter(Index, entry, formula, note, sources));

    public abstract void Call(Launch launch);
}
