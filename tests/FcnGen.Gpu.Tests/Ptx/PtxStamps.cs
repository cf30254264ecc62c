using System;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>Who read and who wrote each 4-byte word of a memory last, to find accesses whose order is left open.</summary>
internal sealed class PtxStamps(long bytes, string what)
{
    private readonly ulong[] _written = new ulong[(bytes + 3) / 4];
    private readonly ulong[] _read = new ulong[(bytes + 3) / 4];

    /// <summary>Notes that a word is read.</summary>
    public void Read(long word, in PtxAccess access)
    {
        ulong written = _written[word];
        if (written != 0 && access.RacesWith(written))
            throw new PtxFault($"Word {word} of {what} is read while {PtxAccess.Describe(written)} writes it: there is no barrier between them.");
        _read[word] = access.After(_read[word]);
    }

    /// <summary>Notes that a word is read by way of the cache for constant data.</summary>
    public void ReadConstant(long word, in PtxAccess access)
    {
        Read(word, access);
        if (_written[word] != 0 && new PtxAccess(access.Launch, -1, -1, 0).RacesWith(_written[word]))
            throw new PtxFault($"Word {word} of {what} is read as constant data but was written in the same launch.");
    }

    /// <summary>Notes that a word is written.</summary>
    public void Write(long word, in PtxAccess access)
    {
        if (access.RacesWith(_written[word]))
            throw new PtxFault($"Word {word} of {what} is written by {PtxAccess.Describe(_written[word])} too: there is no barrier between them.");
        if (access.RacesWith(_read[word]))
            throw new PtxFault($"Word {word} of {what} is written while {PtxAccess.Describe(_read[word])} reads it: there is no barrier between them.");
        _written[word] = access.Stamp;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_written);
        Array.Clear(_read);
    }
}
