namespace FcnGen.Gpu;

/// <summary>How many neighbouring channels a thread of a kernel works on.</summary>
internal interface ILanes
{
    /// <summary>1 or 4.</summary>
    static abstract int Count { get; }
}

/// <summary>One channel a thread: for blobs of any alignment.</summary>
internal readonly struct OneLane : ILanes
{
    /// <inheritdoc/>
    public static int Count => 1;
}

/// <summary>Four channels a thread by 16-byte accesses: for aligned blobs.</summary>
internal readonly struct FourLanes : ILanes
{
    /// <inheritdoc/>
    public static int Count => 4;
}
