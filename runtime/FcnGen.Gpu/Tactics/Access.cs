namespace FcnGen.Gpu;

/// <summary>How a kernel reads or writes a blob, decided at launch by how the blob is aligned.</summary>
internal interface IAccess
{
    /// <summary>True for 16 bytes at a time.</summary>
    static abstract bool IsVector { get; }
}

/// <summary>Four channels at a time, which start at a multiple of 16 bytes and are of one cell and one group.</summary>
internal readonly struct Quads : IAccess
{
    /// <inheritdoc/>
    public static bool IsVector => true;
}

/// <summary>One float at a time: any number of channels, any stride.</summary>
internal readonly struct Singles : IAccess
{
    /// <inheritdoc/>
    public static bool IsVector => false;
}
