using System.Linq;
using FcnGen.Geometry;

namespace FcnGen.Generator.Model;

/// <summary>One launch sequence (or two, training and its backward pass) that shares an arena.</summary>
/// <param name="Buffers">The arena's contents.</param>
/// <param name="Views">Every view that a call uses and that is not a whole buffer.</param>
/// <param name="Calls">Launches in order.</param>
/// <param name="BackwardCalls">Launches of the backward pass; empty for inference.</param>
/// <param name="Arena">Where each buffer lies.</param>
/// <param name="Inputs">The buffer of each input.</param>
/// <param name="Outputs">Per output: its scores (forward), its labels (segment).</param>
/// <param name="Labels">Per loss: the buffer of its labels (training).</param>
/// <param name="Losses">Per loss: the buffer of its value (training).</param>
/// <param name="Streams">The layer of each random stream (training).</param>
internal sealed record LaunchProgram(
    EquatableArray<ArenaBuffer> Buffers,
    EquatableArray<View> Views,
    EquatableArray<KernelCall> Calls,
    EquatableArray<KernelCall> BackwardCalls,
    ArenaPlan Arena,
    EquatableArray<int> Inputs,
    EquatableArray<View> Outputs,
    EquatableArray<int> Labels,
    EquatableArray<int> Losses,
    EquatableArray<int> Streams = default)
{
    /// <summary>Launches that fill the prepared buffers; they run before a pass, where those are out of date.</summary>
    public EquatableArray<KernelCall> Preparations { get; init; }

    /// <summary>The buffers whose values depend on parameters and the size of the picture only; each has a slot of its own.</summary>
    public EquatableArray<int> Prepared { get; init; }

    /// <summary>Parameters of the network's own that are made of others before a pass.</summary>
    public EquatableArray<DerivedParameter> Derived { get; init; }
}

/// <summary>Where the buffers of a program lie: each in a slot, a slot as large as its largest tenant, slots one after the other.</summary>
/// <param name="SlotOf">Per buffer: its slot.</param>
/// <param name="Slots">Per slot: its tenants.</param>
internal sealed record ArenaPlan(EquatableArray<int> SlotOf, EquatableArray<EquatableArray<int>> Slots);

/// <summary>Everything that the emitter writes out.</summary>
/// <param name="Network">The checked network.</param>
/// <param name="FoldedCrop">Per layer: cells of a crop that follows and was folded into the layer's pad.</param>
/// <param name="Forward">Pictures to scores.</param>
/// <param name="Segment">Pictures to labels.</param>
/// <param name="Training">Pictures and labels to losses and gradients; null if there is no loss.</param>
internal sealed record LaunchPlan(
    CheckedNetwork Network, EquatableArray<PerAxis<int>> FoldedCrop, LaunchProgram Forward, LaunchProgram Segment, LaunchProgram? Training)
{
    /// <summary>The parameters that are made of others, each once: programs that have the same one share it.</summary>
    public EquatableArray<DerivedParameter> Derived => Forward.Derived.Union(Segment.Derived).ToEquatableArray();
}
