using System;

namespace FcnGen.Gpu.Tests.Ptx;

// Instructions of a whole warp.
internal sealed unsafe partial class PtxWarp
{
    private void Collective(in PtxInstruction instruction)
    {
        try
        {
            switch (instruction.Op)
            {
                case PtxOp.LoadMatrix:
                    LoadMatrix(instruction);
                    break;
                case PtxOp.MatrixMultiply:
                    MatrixMultiply(instruction);
                    break;
                default:
                    throw new PtxFault("Barriers of a warp are not modelled: use a barrier of the group.");
            }
        }
        catch (PtxFault fault)
        {
            throw new PtxFault($"{fault.Message} Warp {_firstThread / 32}: {instruction.Text}", fault);
        }
    }

    /// <summary>Four 8×8 matrices of 16-bit elements, here 8×4 of 32 bits: thread i gives the address of row i mod 8 of matrix i / 8.</summary>
    private void LoadMatrix(in PtxInstruction instruction)
    {
        ulong* addresses = Long(instruction.A);
        _shared.Banks.Access(new(addresses, 32), instruction.Offset, uint.MaxValue, 16);
        for (int row = 0; row < 32; row++)
        {
            _access = _access with { Thread = _firstThread + row };
            byte* from = _shared.Read(addresses[row] + (ulong)instruction.Offset, 16, _access);
            for (int element = 0; element < 4; element++)
            {
                Word(instruction.List[row / 8])[row % 8 * 4 + element] = ((uint*)from)[element];
            }
        }
    }

    /// <summary>
    /// d = a·b + c with a 16×8, b 8×8. Thread 4g + t holds a[g][t], a[g+8][t], a[g][t+4], a[g+8][t+4]; b[t][g], b[t+4][g]; c[g][2t], c[g][2t+1],
    /// c[g+8][2t], c[g+8][2t+1]. The hardware ignores the last 13 bits of a and b.
    /// </summary>
    private void MatrixMultiply(in PtxInstruction instruction)
    {
        int[] slots = instruction.List;
        float* a = stackalloc float[16 * 8];
        float* b = stackalloc float[8 * 8];
        for (int lane = 0; lane < 32; lane++)
        {
            int g = lane / 4;
            int t = lane % 4;
            a[g * 8 + t] = Cut(slots[4], lane);
            a[(g + 8) * 8 + t] = Cut(slots[5], lane);
            a[g * 8 + t + 4] = Cut(slots[6], lane);
            a[(g + 8) * 8 + t + 4] = Cut(slots[7], lane);
            b[g * 8 + t] = Cut(slots[8], lane);
            b[g * 8 + t + 4] = Cut(slots[9], lane);
        }

        // Results only after all operands were read: a register may be both.
        float* results = stackalloc float[4 * 32];
        for (int part = 0; part < 4; part++)
        {
            for (int lane = 0; lane < 32; lane++)
            {
                int row = lane / 4 + part / 2 * 8;
                int column = lane % 4 * 2 + part % 2;
                double sum = ((float*)Word(slots[10 + part]))[lane];
                for (int k = 0; k < 8; k++) sum += (double)a[row * 8 + k] * b[column * 8 + k];
                results[part * 32 + lane] = (float)sum;
            }
        }

        for (int part = 0; part < 4; part++) new Span<float>(results + part * 32, 32).CopyTo(new Span<float>(Word(slots[part]), 32));
    }

    private float Cut(int slot, int lane) => BitConverter.UInt32BitsToSingle(Word(slot)[lane] & 0xFFFFE000);
}
