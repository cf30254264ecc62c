using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Lowering;

/// <summary>Turns a checked network into the programs that are emitted.</summary>
internal static class LaunchPlanner
{
    /// <summary>Lowers a network that can run.</summary>
    public static LaunchPlan Plan(CheckedNetwork network)
    {
        int[] outputs = Indices(network, layer => layer.IsOutput);
        int[] losses = Indices(network, layer => layer.Spec.Labels is not null);
        LaunchProgram forward = Forward(network, outputs, out IReadOnlyList<PerAxis<int>> folded);
        return new LaunchPlan(
            network, folded.ToEquatableArray(), forward, Segment(network, outputs), losses.Length == 0 ? null : Training(network, losses));
    }

    /// <summary>The training program alone, for its arena formula.</summary>
    public static LaunchProgram Training(CheckedNetwork network, IEnumerable<int> ends)
    {
        var program = new ProgramBuilder(network, Ancestors(network, ends), training: true);
        new ForwardLowering(program).Lower();
        var gradients = new GradientBuffers(program);
        var losses = new LossLowering(program, gradients);
        losses.Lower();
        int forwardCalls = program.Calls.Count;
        new BackwardLowering(program, gradients).Lower();
        EquatableArray<int> inputs = Inputs(program); // makes the buffers of inputs that no loss needs
        int[] keys = program.KeyBuffer >= 0 ? [program.KeyBuffer] : [];
        return new LaunchProgram(
            program.Buffers.ToEquatableArray(), program.Views.ToEquatableArray(),
            program.Calls.Take(forwardCalls).ToEquatableArray(), program.Calls.Skip(forwardCalls).ToEquatableArray(),
            ArenaPlanner.Plan(program, [.. inputs, .. losses.LabelBuffers, .. keys], [.. losses.LossBuffers, .. keys]),
            inputs, default, losses.LabelBuffers.ToEquatableArray(), losses.LossBuffers.ToEquatableArray(), program.Streams.ToEquatableArray());
    }

    /// <summary>The forward program alone, for its arena formula.</summary>
    public static LaunchProgram Forward(CheckedNetwork network, IReadOnlyList<int> outputs, out IReadOnlyList<PerAxis<int>> foldedCrops)
    {
        var program = new ProgramBuilder(network, Ancestors(network, outputs));
        new ForwardLowering(program).Lower();
        View[] scores = [.. outputs.Select(program.Value)];
        foldedCrops = [.. network.Layers.Select((_, layer) => program.Placement[layer].FoldedCrop)];
        return Finish(program, scores);
    }

    /// <summary>As the forward program, but each output ends in its labels, without full-size scores where the last layer is a bilinear enlargement.</summary>
    private static LaunchProgram Segment(CheckedNetwork network, IReadOnlyList<int> outputs)
    {
        var program = new ProgramBuilder(network, Ancestors(network, outputs));
        ILookup<bool, int> ends = outputs.ToLookup(program.Placement.EndsInLabels);
        new ForwardLowering(program, ends[true].ToDictionary(program.Placement.Producer)).Lower();
        foreach (int output in ends[false])
        {
            LabelRule rule = network.Layers[output].LabelRule!;
            program.Call(output, rule.Words, rule.Launch(program.Value(output), program.LabelMap(output)));
        }

        View[] labels = [.. outputs.Select(program.LabelMap)];
        return Finish(program, labels);
    }

    private static LaunchProgram Finish(ProgramBuilder program, IReadOnlyList<View> results) => new(
        program.Buffers.ToEquatableArray(), program.Views.ToEquatableArray(), program.Calls.ToEquatableArray(), default,
        ArenaPlanner.Plan(program, Inputs(program), results.Select(view => view.Buffer)), Inputs(program), results.ToEquatableArray(), default, default)
    {
        Preparations = program.Preparations.Calls.ToEquatableArray(), Prepared = program.Preparations.Buffers.ToEquatableArray(),
        Derived = program.Preparations.Parameters.ToEquatableArray(),
    };

    private static EquatableArray<int> Inputs(ProgramBuilder program) =>
        program.Network.Layers
            .Select((layer, index) => (layer, index))
            .Where(pair => pair.layer.Spec.Reads == Arity.Nothing)
            .Select(pair => program.ValueBuffer(pair.index))
            .ToEquatableArray();

    private static int[] Indices(CheckedNetwork network, System.Func<CheckedLayer, bool> predicate) =>
        [.. network.Layers.Select((layer, index) => (layer, index)).Where(pair => predicate(pair.layer)).Select(pair => pair.index)];

    /// <summary>The given layers and everything that feeds them, in order.</summary>
    private static IReadOnlyList<int> Ancestors(CheckedNetwork network, IEnumerable<int> layers)
    {
        var found = new SortedSet<int>(layers);
        for (int index = network.Layers.Count - 1; index >= 0; index--)
            if (found.Contains(index)) found.UnionWith(network.Layers[index].Feeds);
        return [.. found];
    }
}
