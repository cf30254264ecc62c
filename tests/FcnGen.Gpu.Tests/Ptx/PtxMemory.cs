using System;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>A block of the interpreter's global memory. What is never written reads as a pattern that is not a number.</summary>
internal sealed unsafe class PtxMemory : GpuMemory
{
    /// <summary>Bits of an address below the number of the block.</summary>
    public const int OffsetBits = 40;

    private readonly byte[] _bytes;
    private readonly Action<PtxMemory> _release;

    public PtxMemory(int number, long bytes, Action<PtxMemory> release)
        : base(bytes)
    {
        Number = number;
        _release = release;
        _bytes = GC.AllocateUninitializedArray<byte>(checked((int)bytes), pinned: true);
        _bytes.AsSpan().Fill(0xFF);
        Stamps = new PtxStamps(bytes, "global memory");
    }

    /// <summary>Which block it is.</summary>
    public int Number { get; }

    /// <summary>The address of its first byte; no two blocks are near each other.</summary>
    public ulong Address => (ulong)Number << OffsetBits;

    /// <summary>Who accessed its words.</summary>
    public PtxStamps Stamps { get; }

    /// <summary>The contents.</summary>
    public Span<byte> Span => _bytes;

    /// <summary>The first byte.</summary>
    public byte* Base => (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_bytes));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _release(this);
}
