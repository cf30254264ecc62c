namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>Threads of a warp that are at the same instruction.</summary>
internal sealed class PtxPath(int at, uint mask)
{
    /// <summary>The next instruction.</summary>
    public int At { get; set; } = at;

    /// <summary>One bit for each thread.</summary>
    public uint Mask { get; set; } = mask;

    /// <summary>True if they wait in front of a barrier or an instruction of the whole warp.</summary>
    public bool Waits { get; set; }
}
