using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Numerics;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>An asynchronous copy under way.</summary>
internal readonly record struct PtxCopy(ulong To, byte[] Values);

// Memory accesses, thread by thread.
internal sealed unsafe partial class PtxWarp
{
    private readonly Queue<List<PtxCopy>>[] _pending;
    private readonly List<PtxCopy>[] _started;

    private void Memory(in PtxInstruction instruction, uint mask)
    {
        if (instruction.Op is PtxOp.LoadParameter or PtxOp.LoadParameterLong)
        {
            LoadParameter(instruction, mask);
            return;
        }

        if (instruction.Op is PtxOp.LoadShared or PtxOp.StoreShared) _shared.Banks.Access(new(Long(instruction.A), 32), instruction.Offset, mask, instruction.Size * instruction.List.Length);
        if (instruction.Op == PtxOp.CopyAsync) _shared.Banks.Access(new(Long(instruction.D), 32), instruction.Offset, mask, instruction.Size);
        for (uint rest = mask; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            _access = _access with { Thread = _firstThread + lane };
            switch (instruction.Op)
            {
                case PtxOp.LoadGlobal or PtxOp.LoadGlobalConstant or PtxOp.LoadShared:
                    Load(instruction, lane);
                    break;
                case PtxOp.StoreGlobal or PtxOp.StoreShared:
                    Store(instruction, lane);
                    break;
                case PtxOp.CopyAsync:
                    StartCopy(instruction, lane);
                    break;
                case PtxOp.CommitCopies:
                    _pending[lane].Enqueue([.. _started[lane]]);
                    _started[lane].Clear();
                    break;
                case PtxOp.WaitForCopies:
                    FinishCopies(lane, instruction.Offset);
                    break;
                case PtxOp.WaitForAllCopies:
                    FinishCopies(lane, 0);
                    foreach (PtxCopy copy in _started[lane]) _shared.Finish(copy.To, copy.Values, _access);
                    _started[lane].Clear();
                    break;
                default:
                    throw new PtxFault($"{instruction.Op} is not implemented.");
            }
        }
    }

    private void LoadParameter(in PtxInstruction instruction, uint mask)
    {
        ReadOnlySpan<byte> from = _launch.Arguments.AsSpan(instruction.Offset);
        for (int lane = 0; lane < 32; lane++)
        {
            if ((mask >> lane & 1) == 0) continue;
            if (instruction.Op == PtxOp.LoadParameterLong) Long(instruction.D)[lane] = BinaryPrimitives.ReadUInt64LittleEndian(from);
            else Word(instruction.D)[lane] = BinaryPrimitives.ReadUInt32LittleEndian(from);
        }
    }

    private void Load(in PtxInstruction instruction, int lane)
    {
        ulong address = Long(instruction.A)[lane] + (ulong)instruction.Offset;
        int size = instruction.Size;
        int bytes = size * instruction.List.Length;
        byte* from = instruction.Op == PtxOp.LoadShared ? _shared.Read(address, bytes, _access) : ReadGlobal(instruction, address, bytes);
        for (int i = 0; i < instruction.List.Length; i++)
        {
            int slot = instruction.List[i];
            switch (size)
            {
                case 8:
                    Long(slot)[lane] = ((ulong*)from)[i];
                    break;
                case 4:
                    Word(slot)[lane] = ((uint*)from)[i];
                    break;
                case 2:
                    Word(slot)[lane] = instruction.C != 0 ? (uint)((short*)from)[i] : ((ushort*)from)[i];
                    break;
                default:
                    Word(slot)[lane] = instruction.C != 0 ? (uint)((sbyte*)from)[i] : from[i];
                    break;
            }
        }
    }

    private void Store(in PtxInstruction instruction, int lane)
    {
        ulong address = Long(instruction.A)[lane] + (ulong)instruction.Offset;
        int size = instruction.Size;
        int bytes = size * instruction.List.Length;
        byte* to = instruction.Op == PtxOp.StoreShared ? _shared.Write(address, bytes, _access) : WriteGlobal(address, bytes);
        for (int i = 0; i < instruction.List.Length; i++)
        {
            int slot = instruction.List[i];
            switch (size)
            {
                case 8:
                    ((ulong*)to)[i] = Long(slot)[lane];
                    break;
                case 4:
                    ((uint*)to)[i] = Word(slot)[lane];
                    break;
                case 2:
                    ((ushort*)to)[i] = (ushort)Word(slot)[lane];
                    break;
                default:
                    to[i] = (byte)Word(slot)[lane];
                    break;
            }
        }
    }

    private byte* ReadGlobal(in PtxInstruction instruction, ulong address, int bytes)
    {
        PtxMemory memory = _launch.Memory.Find(address, bytes, out long offset);

        // Bytes that share a word may belong to different threads: only whole words are watched.
        for (long word = offset >> 2; bytes >= 4 && word << 2 < offset + bytes; word++)
        {
            if (instruction.Op == PtxOp.LoadGlobalConstant) memory.Stamps.ReadConstant(word, _access);
            else memory.Stamps.Read(word, _access);
        }

        return memory.Base + offset;
    }

    private byte* WriteGlobal(ulong address, int bytes)
    {
        PtxMemory memory = _launch.Memory.Find(address, bytes, out long offset);
        for (long word = offset >> 2; bytes >= 4 && word << 2 < offset + bytes; word++) memory.Stamps.Write(word, _access);
        return memory.Base + offset;
    }

    /// <summary>16 bytes (or 4, or 8), of which the last may be zeros instead: what is not copied is not read.</summary>
    private void StartCopy(in PtxInstruction instruction, int lane)
    {
        ulong to = Long(instruction.D)[lane] + (ulong)instruction.Offset;
        ulong from = Long(instruction.A)[lane] + (ulong)instruction.List[0];
        int bytes = (int)Word(instruction.B)[lane];
        if (bytes < 0 || bytes > instruction.Size) throw new PtxFault($"{bytes} bytes can't be copied by a copy of {instruction.Size}.");
        var values = new byte[instruction.Size];
        if (bytes > 0)
        {
            PtxMemory memory = _launch.Memory.Find(from, instruction.Size, out long offset);
            for (long word = offset >> 2; word << 2 < offset + bytes; word++) memory.Stamps.Read(word, _access);
            memory.Span.Slice((int)offset, bytes).CopyTo(values);
        }

        _shared.Start(to, instruction.Size, _access);
        _started[lane].Add(new PtxCopy(to, values));
    }

    private void FinishCopies(int lane, int pending)
    {
        while (_pending[lane].Count > pending)
        {
            foreach (PtxCopy copy in _pending[lane].Dequeue()) _shared.Finish(copy.To, copy.Values, _access);
        }
    }
}
