using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Emission;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Lowering;

/// <summary>Turns layers into the kernel calls of a forward pass.</summary>
internal sealed class ForwardLowering(ProgramBuilder program, bool training)
{
    private readonly HashSet<int> _written = [];

    /// <summary>Adds the calls of every live layer but the losses.</summary>
    public void Lower()
    {
        foreach (int layer in program.Live) Lower(layer);
    }

    /// <summary>The byte buffer that holds the winners of a max-pool.</summary>
    public Dictionary<int, View> Winners { get; } = [];

    private void Lower(int index)
    {
        CheckedLayer layer = program.Network.Layers[index];
        if (layer.Spec is InputSpec)
        {
            program.ValueBuffer(index);
            return;
        }

        if (layer.Spec is SoftmaxLossSpec || program.Placement.IsView(index)) return;
        View y = program.Value(index);
        string shape = Names.Shape(layer);
        string note = Notes.Forward(program.Network, layer) + Destination(index);
        switch (layer.Spec)
        {
            case ConvSpec conv:
                LowerConvolution(index, "Conv", conv.Bias, conv.Relu, note);
                break;
            case DeconvSpec { Bilinear: true }:
                program.Call(index, note, "Bilinear", [shape], Read(Bottom(layer)), program.Write(y, Adds(index)), Flag(Adds(index)));
                Relu(index, y, layer.Spec.Relu);
                break;
            case DeconvSpec deconv:
                LowerConvolution(index, "Deconv", deconv.Bias, deconv.Relu, note);
                break;
            case PoolSpec { IsMax: true } when training:
                View winners = program.NewBuffer(layer.Name + "Winners", BufferKind.Bytes, index, layer.Channels);
                Winners.Add(index, winners);
                program.Call(index, note, "MaxPool", [shape], Read(Bottom(layer)), program.Write(y), program.Write(winners));
                Relu(index, y, layer.Spec.Relu);
                break;
            case PoolSpec pool:
                program.Call(index, note, pool.IsMax ? "MaxPool" : "AvgPool", [shape], Read(Bottom(layer)), program.Write(y));
                Relu(index, y, layer.Spec.Relu);
                break;
            case LrnSpec:
                program.Call(index, note, "Lrn", [shape], Read(Bottom(layer)), program.Write(y));
                Relu(index, y, layer.Spec.Relu);
                break;
            case PointwiseSpec { Relu: true }:
                program.Call(index, note, "Relu", [], Read(Bottom(layer)), program.Write(y));
                break;
            case PointwiseSpec when training:
                program.Call(index, note, "Dropout", [], Float(layer.Spec.Dropout), new KeyOperand(index), Read(Bottom(layer)), program.Write(y));
                _written.Add(program.Placement[index].Owner);
                return;
            case CropSpec:
                Add(index, 1, program.Window(Bottom(layer), index), y, note);
                Relu(index, y, layer.Spec.Relu);
                break;
            case PointwiseSpec:
                Add(index, 1, Bottom(layer), y, note);
                Relu(index, y, layer.Spec.Relu);
                break;
            case ScaleSpec scale:
                Add(index, scale.Factor, Bottom(layer), y, note);
                Relu(index, y, scale.Relu);
                break;
            case SumSpec sum:
                LowerSum(index, sum, y, note);
                break;
            case ConcatSpec concat:
                LowerConcat(index, concat, y, note);
                break;
        }

        _written.Add(program.Placement[index].Owner);
        if (training && layer.Spec.Dropout > 0)
            program.Call(index, "dropout " + Literals.Number(layer.Spec.Dropout), "Dropout", [], Float(layer.Spec.Dropout), new KeyOperand(index), Read(y), program.Write(y));
    }

    private void LowerConvolution(int index, string kernel, bool bias, bool relu, string note)
    {
        CheckedLayer layer = program.Network.Layers[index];
        bool adds = Adds(index);
        string epilogue = relu ? "Relu<Store>" : "Store";
        if (bias) epilogue = "Bias<" + epilogue + ">";
        program.Call(
            index, note, kernel, [Names.Shape(layer), epilogue],
            Read(Bottom(layer)), new ParameterOperand(index, false), bias ? new ParameterOperand(index, true) : new LiteralOperand("null"),
            program.Write(program.Value(index), adds), Flag(adds));
    }

    private void LowerSum(int index, SumSpec sum, View y, string note)
    {
        EquatableArray<int> bottoms = program.Network.Layers[index].Bottoms;
        for (int i = 0; i < bottoms.Count; i++)
        {
            if (program.Placement.AddsInto(bottoms[i], index)) continue; // its kernel added it already
            double coefficient = sum.Coefficients.Count == 0 ? 1 : sum.Coefficients[i];
            bool adds = Adds(index);
            program.Call(index, note, "AddScaled", [], Float(coefficient), Read(program.Value(bottoms[i])), program.Write(y, adds), Flag(adds));
            _written.Add(program.Placement[index].Owner);
        }

        Relu(index, y, sum.Relu);
    }

    private void LowerConcat(int index, ConcatSpec concat, View y, string note)
    {
        int first = 0;
        foreach (int bottom in program.Network.Layers[index].Bottoms)
        {
            int channels = program.Network.Layers[bottom].Channels;
            if (program.Placement[bottom].Owner != program.Placement[index].Owner)
                Add(index, 1, program.Value(bottom), program.Slice(y, bottom, first), note);
            first += channels;
        }

        Relu(index, y, concat.Relu);
    }

    private void Add(int index, double factor, View x, View y, string note) =>
        program.Call(index, note, "AddScaled", [], Float(factor), Read(x), program.Write(y), Flag(false));

    private void Relu(int index, View y, bool relu)
    {
        if (relu) program.Call(index, "ReLU", "Relu", [], Read(y), program.Write(y));
    }

    /// <summary>True if a sum's other addend is in the buffer already.</summary>
    private bool Adds(int index)
    {
        int owner = program.Placement[index].Owner;
        return program.Network.Layers[owner].Spec is SumSpec && _written.Contains(owner);
    }

    /// <summary>Says what else the launch does where its result is not simply the layer's own blob.</summary>
    private string Destination(int index)
    {
        Placement.Home home = program.Placement[index];
        string crop = home.FoldedCrop > 0 ? ", cropped by " + Literals.Int(home.FoldedCrop) : "";
        if (home.Owner == index) return crop;
        return crop + (Adds(index) ? ", added to " : ", into ") + program.Network.Layers[home.Owner].Spec.CaffeName;
    }

    private View Bottom(CheckedLayer layer) => program.Value(layer.Bottoms[0]);

    private ViewOperand Read(View view) => program.Read(view);

    private static LiteralOperand Flag(bool value) => new(value ? "true" : "false");

    private static LiteralOperand Float(double value) => new(Literals.Float(value));
}
