using System;

namespace FcnGen.Gpu.Tests.Ptx;

// Instructions that each thread executes by itself. Results are computed for all 32 threads, then kept for those that take part.
internal sealed unsafe partial class PtxWarp
{
    private uint* Word(int slot) => _words + slot * 32;

    private ulong* Long(int slot) => _longs + slot * 32;

    private void Execute(in PtxInstruction instruction, uint mask)
    {
        switch (instruction.Op)
        {
            case <= PtxOp.TruncateFloat:
                Words(instruction, mask);
                break;
            case <= PtxOp.ReciprocalDouble:
                Longs(instruction, mask);
                break;
            case <= PtxOp.SignedHalfOfWord:
                Conversions(instruction, mask);
                break;
            case <= PtxOp.NotPredicate:
                Predicates(instruction, mask);
                break;
            default:
                Memory(instruction, mask);
                break;
        }
    }

    private void Words(in PtxInstruction instruction, uint mask)
    {
        uint* space = stackalloc uint[32];
        uint* to = mask == All ? Word(instruction.D) : space;
        uint* a = Word(instruction.A);
        uint* b = Word(instruction.B);
        uint* c = Word(instruction.C);
        if (instruction.Op == PtxOp.Select)
        {
            uint which = _predicates[instruction.C];
            for (int i = 0; i < 32; i++) to[i] = (which >> i & 1) != 0 ? a[i] : b[i];
        }
        else if (instruction.Op >= PtxOp.AddFloat)
        {
            PtxArithmetic.Floats(instruction.Op, (float*)to, (float*)a, (float*)b, (float*)c);
        }
        else
        {
            PtxArithmetic.Words(instruction.Op, to, a, b, c);
        }

        Keep(to, Word(instruction.D), mask);
    }

    private void Longs(in PtxInstruction instruction, uint mask)
    {
        ulong* space = stackalloc ulong[32];
        ulong* to = mask == All ? Long(instruction.D) : space;
        ulong* a = Long(instruction.A);
        switch (instruction.Op)
        {
            case PtxOp.SelectLong:
                uint which = _predicates[instruction.C];
                for (int i = 0; i < 32; i++) to[i] = (which >> i & 1) != 0 ? a[i] : Long(instruction.B)[i];
                break;
            case PtxOp.MultiplyWideUnsigned:
                for (int i = 0; i < 32; i++) to[i] = (ulong)Word(instruction.A)[i] * Word(instruction.B)[i];
                break;
            case PtxOp.MultiplyWideSigned:
                for (int i = 0; i < 32; i++) to[i] = (ulong)((long)(int)Word(instruction.A)[i] * (int)Word(instruction.B)[i]);
                break;
            case PtxOp.ShiftLeftLong:
                for (int i = 0; i < 32; i++) to[i] = Word(instruction.B)[i] > 63 ? 0 : a[i] << (int)Word(instruction.B)[i];
                break;
            case PtxOp.ShiftRightLong:
                for (int i = 0; i < 32; i++) to[i] = (ulong)((long)a[i] >> (int)Math.Min(Word(instruction.B)[i], 63));
                break;
            case PtxOp.ShiftRightLongUnsigned:
                for (int i = 0; i < 32; i++) to[i] = Word(instruction.B)[i] > 63 ? 0 : a[i] >> (int)Word(instruction.B)[i];
                break;
            case >= PtxOp.AddDouble:
                PtxArithmetic.Doubles(instruction.Op, (double*)to, (double*)a, (double*)Long(instruction.B), (double*)Long(instruction.C));
                break;
            default:
                PtxArithmetic.Longs(instruction.Op, to, a, Long(instruction.B), Long(instruction.C));
                break;
        }

        Keep(to, Long(instruction.D), mask);
    }

    private void Conversions(in PtxInstruction instruction, uint mask)
    {
        uint* words = stackalloc uint[32];
        ulong* longs = stackalloc ulong[32];
        switch (instruction.Op)
        {
            case PtxOp.LongOfUnsigned or PtxOp.LongOfSigned or PtxOp.DoubleOfFloat or PtxOp.DoubleOfSigned or PtxOp.DoubleOfUnsigned:
                PtxArithmetic.Widen(instruction.Op, longs, Word(instruction.A));
                Keep(longs, Long(instruction.D), mask);
                break;
            case PtxOp.WordOfLong or PtxOp.FloatOfDouble or PtxOp.SignedOfDouble:
                PtxArithmetic.Narrow(instruction.Op, words, Long(instruction.A));
                Keep(words, Word(instruction.D), mask);
                break;
            default:
                PtxArithmetic.Convert(instruction.Op, words, Word(instruction.A));
                Keep(words, Word(instruction.D), mask);
                break;
        }
    }

    private void Predicates(in PtxInstruction instruction, uint mask)
    {
        uint result = instruction.Op switch
        {
            PtxOp.CompareSigned => PtxArithmetic.Compare(instruction.Comparison, (int*)Word(instruction.A), (int*)Word(instruction.B)),
            PtxOp.CompareUnsigned => PtxArithmetic.Compare(instruction.Comparison, Word(instruction.A), Word(instruction.B)),
            PtxOp.CompareFloat => PtxArithmetic.Compare(instruction.Comparison, (float*)Word(instruction.A), (float*)Word(instruction.B)),
            PtxOp.CompareSignedLong => PtxArithmetic.Compare(instruction.Comparison, (long*)Long(instruction.A), (long*)Long(instruction.B)),
            PtxOp.CompareUnsignedLong => PtxArithmetic.Compare(instruction.Comparison, Long(instruction.A), Long(instruction.B)),
            PtxOp.CompareDouble => PtxArithmetic.Compare(instruction.Comparison, (double*)Long(instruction.A), (double*)Long(instruction.B)),
            PtxOp.MovePredicate => _predicates[instruction.A],
            PtxOp.NotPredicate => ~_predicates[instruction.A],
            PtxOp.AndPredicate => _predicates[instruction.A] & _predicates[instruction.B],
            PtxOp.OrPredicate => _predicates[instruction.A] | _predicates[instruction.B],
            _ => _predicates[instruction.A] ^ _predicates[instruction.B],
        };
        _predicates[instruction.D] = (_predicates[instruction.D] & ~mask) | (result & mask);
    }

    private static void Keep<T>(T* from, T* to, uint mask) where T : unmanaged
    {
        if (from == to) return;
        for (int i = 0; i < 32; i++)
        {
            if ((mask >> i & 1) != 0) to[i] = from[i];
        }
    }
}
