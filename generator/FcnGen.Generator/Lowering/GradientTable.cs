using System.Collections.Generic;
using FcnGen.Generator.Emission;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Lowering;

/// <summary>
/// The gradient of every kind of layer, a row each: which kernel carries the gradient <c>dy</c> of the layer to the gradient
/// <c>dx</c> of a bottom. Rows that pass a mask let the bottom's ReLU be undone in the same launch.
/// </summary>
internal static class GradientTable
{
    /// <summary>A call that adds to, or sets, the gradient of one bottom.</summary>
    /// <param name="Bottom">The bottom's layer.</param>
    /// <param name="Kernel">Name of the operation in <c>IKernels</c>.</param>
    /// <param name="Shape">The shape struct; null for an operation without one. The mask is always the last type argument.</param>
    /// <param name="Leading">Operands before <c>x</c>, which is followed by <c>dx</c> and the accumulate flag.</param>
    /// <param name="ReadsBottom">True if the kernel needs the bottom's value even where there is no mask.</param>
    public sealed record Row(int Bottom, string Kernel, string? Shape, EquatableArray<Operand> Leading, bool ReadsBottom = false, View? Dx = null);

    /// <summary>The rows of a layer: one per bottom that gets a gradient by a launch of its own.</summary>
    /// <param name="program">The program, for views of values and gradients.</param>
    /// <param name="winners">The winners of each max-pool.</param>
    /// <param name="index">The layer.</param>
    public static IEnumerable<Row> Rows(ProgramBuilder program, IReadOnlyDictionary<int, View> winners, int index)
    {
        CheckedLayer layer = program.Network.Layers[index];
        string shape = Names.Shape(layer);
        Operand dy = program.Read(program.Gradient(index));
        Operand weight = new ParameterOperand(index, false);
        int x = layer.Bottoms[0];
        return layer.Spec switch
        {
            ConvSpec => [new(x, "ConvBackwardData", shape, List(dy, weight))],
            DeconvSpec { Bilinear: true } => [new(x, "BilinearBackward", shape, List(dy))],
            DeconvSpec => [new(x, "DeconvBackwardData", shape, List(dy, weight))],
            PoolSpec { IsMax: true } => [new(x, "MaxPoolBackward", shape, List(dy, program.Read(winners[index])))],
            PoolSpec => [new(x, "AvgPoolBackward", shape, List(dy))],
            LrnSpec => [new(x, "LrnBackward", shape, List(dy), ReadsBottom: true)],
            ScaleSpec scale => [new(x, "PointwiseBackward", null, List(Float(scale.Factor), dy))],
            CropSpec => [new(x, "PointwiseBackward", null, List(Float(1), dy), Dx: program.Window(program.Gradient(x), index))],
            PointwiseSpec => [new(x, "PointwiseBackward", null, List(Float(1), dy))],
            SumSpec sum => SumRows(program, sum, layer, index, dy),
            ConcatSpec => ConcatRows(program, layer, index),
            _ => [],
        };
    }

    private static IEnumerable<Row> SumRows(ProgramBuilder program, SumSpec sum, CheckedLayer layer, int index, Operand dy)
    {
        for (int i = 0; i < layer.Bottoms.Count; i++)
        {
            if (program.Placement.AddsInto(layer.Bottoms[i], index)) continue; // shares the sum's gradient
            double coefficient = sum.Coefficients.Count == 0 ? 1 : sum.Coefficients[i];
            yield return new Row(layer.Bottoms[i], "PointwiseBackward", null, List(Float(coefficient), dy));
        }
    }

    private static IEnumerable<Row> ConcatRows(ProgramBuilder program, CheckedLayer layer, int index)
    {
        int first = 0;
        foreach (int bottom in layer.Bottoms)
        {
            if (program.Placement[bottom].Owner != program.Placement[index].Owner)
            {
                View slice = program.Slice(program.Gradient(index), bottom, first);
                yield return new Row(bottom, "PointwiseBackward", null, List(Float(1), program.Read(slice)));
            }

            first += program.Network.Layers[bottom].Channels;
        }
    }

    public static EquatableArray<Operand> List(params Operand[] operands) => operands.ToEquatableArray();

    private static LiteralOperand Float(double value) => new(Literals.Float(value));
}
