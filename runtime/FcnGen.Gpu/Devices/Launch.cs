using System;

namespace FcnGen.Gpu;

/// <summary>Groups along each dimension; Y and Z at most 65535.</summary>
public readonly record struct LaunchGrid(int X, int Y = 1, int Z = 1)
{
    /// <summary>Groups that cover <paramref name="count"/> items, <paramref name="perGroup"/> in each.</summary>
    public static int Cover(long count, int perGroup) => checked((int)((count + perGroup - 1) / perGroup));
}

/// <summary>A view that a kernel gets: memory from a byte offset on. Kernels take their views first, then their scalars.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Offset">Bytes to the first element.</param>
/// <param name="ElementBytes">Bytes of an element: 4 (float, int) or 1 (byte).</param>
public readonly record struct GpuView(GpuMemory Memory, long Offset, int ElementBytes)
{
    /// <summary>Elements from the first to the end of the memory.</summary>
    public long Length => (Memory.Bytes - Offset) / ElementBytes;
}

/// <summary>An int, uint or float argument, as its 32 bits.</summary>
public readonly record struct Scalar(int Bits)
{
    /// <summary>An integer.</summary>
    public static implicit operator Scalar(int value) => new(value);

    /// <summary>32 bits.</summary>
    public static implicit operator Scalar(uint value) => new((int)value);

    /// <summary>A number.</summary>
    public static implicit operator Scalar(float value) => new(BitConverter.SingleToInt32Bits(value));

    /// <summary>1 or 0.</summary>
    public static implicit operator Scalar(bool value) => new(value ? 1 : 0);
}
