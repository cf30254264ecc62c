using FcnGen.Generator.Model;

namespace FcnGen.Generator.Lowering;

/// <summary>What a buffer of an arena holds.</summary>
internal enum BufferKind
{
    /// <summary>An activation or a gradient.</summary>
    Blob,

    /// <summary>A byte per value: labels, or the winners of a max-pool.</summary>
    Bytes,

    /// <summary>The value of a loss.</summary>
    Loss,
}

/// <summary>A piece of an arena, as large as the map of one layer for a number of channels.</summary>
/// <param name="Name">Name of the plan's field.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="SizeLayer">The layer whose height and width it has.</param>
/// <param name="Channels">Values per cell.</param>
internal sealed record ArenaBuffer(string Name, BufferKind Kind, int SizeLayer, int Channels);

/// <summary>All of a buffer, or a window or a channel slice of it.</summary>
/// <param name="Name">Name of the plan's field.</param>
/// <param name="Buffer">Index of the buffer.</param>
/// <param name="SizeLayer">The layer whose height and width the view has.</param>
/// <param name="Offset">Cells cut at the top and the left.</param>
/// <param name="FirstChannel">First channel.</param>
/// <param name="Channels">Channels.</param>
internal sealed record View(string Name, int Buffer, int SizeLayer, int Offset, int FirstChannel, int Channels)
{
    /// <summary>True if both cover the same cells and channels of the same buffer.</summary>
    public bool Covers(View other) =>
        Buffer == other.Buffer && SizeLayer == other.SizeLayer && Offset == other.Offset && FirstChannel == other.FirstChannel && Channels == other.Channels;
}

/// <summary>An argument of a kernel call.</summary>
internal abstract record Operand;

/// <summary>A blob that the call reads, writes, or both.</summary>
internal sealed record ViewOperand(View View, bool Reads, bool Writes) : Operand;

/// <summary>The weight or the bias of a layer.</summary>
internal sealed record ParameterOperand(int Layer, bool IsBias) : Operand;

/// <summary>The random key of a stream.</summary>
internal sealed record KeyOperand(int Stream) : Operand;

/// <summary>A literal, such as <c>null</c>, <c>true</c> or <c>0.5f</c>.</summary>
internal sealed record LiteralOperand(string Text) : Operand;

/// <summary>Whether gradients are added to those that are there: an argument of the backward sequence, known at run time.</summary>
internal sealed record AccumulateOperand : Operand;

/// <summary>
/// One kernel launch: the one seam between what is launched and how it is written out. A kernel that a benchmark proves too slow can
/// be emitted as text of its own behind the same call.
/// </summary>
/// <param name="Layer">The layer that it belongs to.</param>
/// <param name="Note">What it does, for the comment above it.</param>
/// <param name="Kernel">Name of the operation in <c>IKernels</c>.</param>
/// <param name="TypeArguments">Shape struct, epilogue, mask: names valid inside the network's class.</param>
/// <param name="Operands">Arguments in order.</param>
internal sealed record KernelCall(
    int Layer, string Note, string Kernel, EquatableArray<string> TypeArguments, EquatableArray<Operand> Operands);

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
internal sealed record LaunchProgram(
    EquatableArray<ArenaBuffer> Buffers,
    EquatableArray<View> Views,
    EquatableArray<KernelCall> Calls,
    EquatableArray<KernelCall> BackwardCalls,
    ArenaPlan Arena,
    EquatableArray<int> Inputs,
    EquatableArray<View> Outputs,
    EquatableArray<int> Labels,
    EquatableArray<int> Losses);

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
    CheckedNetwork Network, EquatableArray<int> FoldedCrop, LaunchProgram Forward, LaunchProgram Segment, LaunchProgram? Training);
