using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>
/// The keys of a training pass's random streams inside an arena, 32 bits each. They are written before the pass, so that its launches are the
/// same in every iteration, and its backward pass tosses the same coins.
/// </summary>
/// <param name="Offset">Bytes from the start of the arena.</param>
/// <param name="Count">Streams.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct KeyBlob(long Offset, int Count)
{
    /// <summary>Bytes taken in an arena, rounded up to <see cref="Blob.Alignment"/>.</summary>
    public static long Bytes(int count) => ((long)count * sizeof(uint) + Blob.Alignment - 1) & -Blob.Alignment;

    /// <summary>One of the keys.</summary>
    public KeyCell this[int stream] => new(Offset + (long)stream * sizeof(uint));
}

/// <summary>The key of one stream inside an arena.</summary>
/// <param name="Offset">Bytes from the start of the arena.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct KeyCell(long Offset);
