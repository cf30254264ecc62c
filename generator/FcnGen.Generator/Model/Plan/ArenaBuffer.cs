using FcnGen.Geometry;

namespace FcnGen.Generator.Model;

/// <summary>What a buffer of an arena is for, whatever the type of its values.</summary>
internal enum BufferRole
{
    /// <summary>Values for each cell of a map: an activation, a gradient, labels.</summary>
    Map,

    /// <summary>The value of a loss, as each device keeps it.</summary>
    LossValue,

    /// <summary>The keys of random streams, one per channel.</summary>
    Keys,
}

/// <summary>A piece of an arena, as large as the map of one layer for a number of channels.</summary>
/// <param name="Name">Name of the plan's field.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Element">The type of its values.</param>
/// <param name="SizeLayer">The layer whose height and width it has.</param>
/// <param name="Channels">Values per cell.</param>
internal sealed record ArenaBuffer(string Name, BufferRole Role, ElementType Element, int SizeLayer, int Channels);

/// <summary>All of a buffer, or a window or a channel slice of it.</summary>
/// <param name="Name">Name of the plan's field.</param>
/// <param name="Buffer">Index of the buffer.</param>
/// <param name="Element">The type of its values.</param>
/// <param name="SizeLayer">The layer whose height and width the view has.</param>
/// <param name="Offset">Cells cut at the top and the left.</param>
/// <param name="FirstChannel">First channel.</param>
/// <param name="Channels">Channels.</param>
internal sealed record View(string Name, int Buffer, ElementType Element, int SizeLayer, PerAxis<int> Offset, int FirstChannel, int Channels)
{
    /// <summary>True if both cover the same cells and channels of the same buffer.</summary>
    public bool Covers(View other) =>
        Buffer == other.Buffer && SizeLayer == other.SizeLayer && Offset == other.Offset && FirstChannel == other.FirstChannel && Channels == other.Channels;
}
