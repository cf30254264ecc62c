using System.Collections.Generic;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>Global memory: finds the block behind an address and checks bounds and alignment.</summary>
internal sealed unsafe class PtxAddressSpace
{
    private readonly List<PtxMemory?> _blocks = [null];

    /// <summary>A new block.</summary>
    public PtxMemory Allocate(long bytes)
    {
        var memory = new PtxMemory(_blocks.Count, bytes, released => _blocks[released.Number] = null);
        _blocks.Add(memory);
        return memory;
    }

    /// <summary>The block that holds an access.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="size">Its bytes, to which it must be aligned.</param>
    /// <param name="offset">Bytes from the start of the block.</param>
    public PtxMemory Find(ulong address, int size, out long offset)
    {
        int number = (int)(address >> PtxMemory.OffsetBits);
        offset = (long)(address & ((1UL << PtxMemory.OffsetBits) - 1));
        PtxMemory? memory = number < _blocks.Count ? _blocks[number] : null;
        if (memory is null) throw new PtxFault($"Address {address:x} is outside all memory, or its memory was released.");
        if (offset + size > memory.Bytes) throw new PtxFault($"{size} bytes at byte {offset} of a memory of {memory.Bytes} bytes are out of bounds.");
        if (offset % size != 0) throw new PtxFault($"An access of {size} bytes at byte {offset} is misaligned.");
        return memory;
    }
}
