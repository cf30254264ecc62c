using System;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>
/// The shared memory of one group: starts as a pattern that is not a number; words into which an asynchronous copy is under way may not be
/// touched; accesses whose order no barrier decides are faults.
/// </summary>
internal sealed unsafe class PtxShared(int bytes)
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
    private readonly byte[] _pending = new byte[bytes / 4 + 1];
    private readonly PtxStamps _stamps = new(bytes, "shared memory");

    /// <summary>Who waits for whom.</summary>
    public PtxBanks Banks { get; } = new();

    /// <summary>Makes the memory new for the next group.</summary>
    public void Reset()
    {
        _bytes.AsSpan().Fill(0xFF);
        Array.Clear(_pending);
        _stamps.Clear();
    }

    /// <summary>Checks a read and gives the place.</summary>
    public byte* Read(ulong address, int size, in PtxAccess access)
    {
        byte* place = At(address, size);
        for (long word = (long)address >> 2; word << 2 < (long)address + size; word++)
        {
            NotPending(word);
            _stamps.Read(word, access);
        }

        return place;
    }

    /// <summary>Checks a write and gives the place.</summary>
    public byte* Write(ulong address, int size, in PtxAccess access)
    {
        byte* place = At(address, size);
        for (long word = (long)address >> 2; word << 2 < (long)address + size; word++)
        {
            NotPending(word);
            _stamps.Write(word, access);
        }

        return place;
    }

    /// <summary>An asynchronous copy starts: from now on it may write at any time.</summary>
    public void Start(ulong address, int size, in PtxAccess access)
    {
        Write(address, size, access);
        for (long word = (long)address >> 2; word << 2 < (long)address + size; word++) _pending[word] = 1;
    }

    /// <summary>An asynchronous copy is waited for: its thread sees it now, the others after the next barrier.</summary>
    public void Finish(ulong address, ReadOnlySpan<byte> values, in PtxAccess access)
    {
        for (long word = (long)address >> 2; word << 2 < (long)address + values.Length; word++)
        {
            _pending[word] = 0;
            _stamps.Write(word, access);
        }

        values.CopyTo(_bytes.AsSpan((int)address));
    }

    private byte* At(ulong address, int size)
    {
        if (address + (ulong)size > (ulong)_bytes.Length)
            throw new PtxFault($"{size} bytes at byte {address} of a shared memory of {_bytes.Length} bytes are out of bounds.");
        if (address % (ulong)size != 0) throw new PtxFault($"An access of {size} bytes at byte {address} of shared memory is misaligned.");
        return (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _bytes[address]);
    }

    private void NotPending(long word)
    {
        if (_pending[word] != 0) throw new PtxFault($"Word {word} of shared memory is used while an asynchronous copy into it was not waited for.");
    }
}
