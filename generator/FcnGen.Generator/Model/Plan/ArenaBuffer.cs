using FcnGen.Geometry;

namespace FcnGen.Generator.Model;

/// <summary>What a buffer of an arena holds.</summary>
internal enum BufferKind
{
    /// <summary>An activation or a gradient.</summary>
    Blob,

    /// <summary>A byte per value: labels, or the winners of a max-pool.</summary>
    Bytes,

    /// <summary>The value of a loss.</summary>
    Loss,

    /// <summary>The keys of random streams, one per channel.</summary>
    Keys,
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
internal sealed record View(string Name, int Buffer, int SizeLayer, PerAxis<int> Offset, int FirstChannel, int Channels)
{
    /// <summary>True if both cover the same cells and channels of the same buffer.</summary>
    public bool Covers(View other) =>
        Buffer == other.Buffer && SizeLayer == other.SizeLayer && Offset == other.Offset && FirstChannel == other.FirstChannel && Channels == other.Channels;
}
