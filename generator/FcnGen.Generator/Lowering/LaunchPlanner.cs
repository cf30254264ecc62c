using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Emission;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Lowering;

/// <summary>Turns a checked network into the programs that are emitted.</summary>
internal static class LaunchPlanner
{
    /// <summary>Lowers a network that can run.</summary>
    public static LaunchPlan Plan(CheckedNetwork network)
    {
        int[] outputs = Indices(network, layer => layer.IsOutput);
        int[] losses = Indices(network, layer => layer.Spec is SoftmaxLossSpec);
        LaunchProgram forward = Forward(network, outputs, out IReadOnlyList<int> folded);
        return new LaunchPlan(
            network, folded.ToEquatableArray(), forward, Segment(network, outputs), losses.Length == 0 ? null : Training(network, losses));
    }

    /// <summary>The training program alone, for its arena formula.</summary>
    public static LaunchProgram Training(CheckedNetwork network, IEnumerable<int> losses)
    {
        var program = new ProgramBuilder(network, Ancestors(network, losses));
        var forward = new ForwardLowering(program, training: true);
        forward.Lower();
        var backward = new BackwardLowering(program, forward.Winners);
        backward.LowerLosses();
        int forwardCalls = program.Calls.Count;
        backward.LowerBackward();
        EquatableArray<int> inputs = Inputs(program); // makes the buffers of inputs that no loss needs
        return new LaunchProgram(
            program.Buffers.ToEquatableArray(), program.Views.ToEquatableArray(),
            program.Calls.Take(forwardCalls).ToEquatableArray(), program.Calls.Skip(forwardCalls).ToEquatableArray(),
            ArenaPlanner.Plan(program, [.. inputs, .. backward.LabelBuffers], backward.LossBuffers),
            inputs, default, backward.LabelBuffers.ToEquatableArray(), backward.LossBuffers.ToEquatableArray());
    }

    /// <summary>The forward program alone, for its arena formula.</summary>
    public static LaunchProgram Forward(CheckedNetwork network, IReadOnlyList<int> outputs, out IReadOnlyList<int> foldedCrops)
    {
        var program = new ProgramBuilder(network, Ancestors(network, outputs));
        new ForwardLowering(program, training: false).Lower();
        View[] scores = [.. outputs.Select(program.Value)];
        foldedCrops = [.. network.Layers.Select((_, layer) => program.Placement[layer].FoldedCrop)];
        return Finish(program, scores);
    }

    /// <summary>As the forward program, but each output ends in its labels, without full-size scores where the last layer is a bilinear enlargement.</summary>
    private static LaunchProgram Segment(CheckedNetwork network, IReadOnlyList<int> outputs)
    {
        var program = new ProgramBuilder(network, Ancestors(network, outputs));
        new ForwardLowering(program, training: false).Lower();
        var labels = new List<View>();
        foreach (int output in outputs)
        {
            View scores = program.Value(output);
            View map = program.NewBuffer(network.Layers[output].Name + "Labels", BufferKind.Bytes, scores.SizeLayer, 1);
            labels.Add(map);
            int last = program.LastWriter(scores.Buffer);
            bool onlyHere = program.Placement.Consumers(output).Count == 0 && program.Buffers[scores.Buffer].Name == scores.Name;
            if (onlyHere && last >= 0 && program.Calls[last] is { Kernel: "Bilinear" } enlarge && enlarge.Operands[2] is LiteralOperand { Text: "false" }
                && enlarge.Operands[1] is ViewOperand written && written.View.Covers(scores))
            {
                program.Calls[last] = enlarge with
                {
                    Note = enlarge.Note + ", and the best class per pixel",
                    Kernel = "BilinearArgMax",
                    Operands = new[] { enlarge.Operands[0], program.Write(map) }.ToEquatableArray(),
                };
            }
            else
            {
                program.Call(output, "the best class per pixel", "ArgMax", [], program.Read(scores), program.Write(map));
            }
        }

        return Finish(program, labels);
    }

    private static LaunchProgram Finish(ProgramBuilder program, IReadOnlyList<View> results) => new(
        program.Buffers.ToEquatableArray(), program.Views.ToEquatableArray(), program.Calls.ToEquatableArray(), default,
        ArenaPlanner.Plan(program, Inputs(program), results.Select(view => view.Buffer)), Inputs(program), results.ToEquatableArray(), default, default);

    private static EquatableArray<int> Inputs(ProgramBuilder program) =>
        program.Network.Layers
            .Select((layer, index) => (layer, index))
            .Where(pair => pair.layer.Spec is InputSpec)
            .Select(pair => program.ValueBuffer(pair.index))
            .ToEquatableArray();

    private static int[] Indices(CheckedNetwork network, System.Func<CheckedLayer, bool> predicate) =>
        [.. network.Layers.Select((layer, index) => (layer, index)).Where(pair => predicate(pair.layer)).Select(pair => pair.index)];

    /// <summary>The given layers and everything that feeds them, in order.</summary>
    private static IReadOnlyList<int> Ancestors(CheckedNetwork network, IEnumerable<int> layers)
    {
        var found = new SortedSet<int>(layers);
        for (int index = network.Layers.Count - 1; index >= 0; index--)
            if (found.Contains(index)) found.UnionWith(network.Layers[index].Bottoms);
        return [.. found];
    }
}
