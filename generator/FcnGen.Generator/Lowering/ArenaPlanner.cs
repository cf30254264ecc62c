using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Lowering;

/// <summary>
/// Shares memory between buffers that are never alive together. Which buffers share is decided once, for a picture of 512 × 512 or the only size; the
/// bytes are then closed forms of batch, height and width, correct for every size because a slot is as large as its largest tenant.
/// </summary>
internal static class ArenaPlanner
{
    private const int TypicalSize = 512;

    /// <param name="program">The program.</param>
    /// <param name="initial">Buffers that are filled before the first call.</param>
    /// <param name="final">Buffers that are read after the last call.</param>
    public static ArenaPlan Plan(ProgramBuilder program, IEnumerable<int> initial, IEnumerable<int> final)
    {
        int count = program.Buffers.Count;
        var first = Enumerable.Repeat(int.MaxValue, count).ToArray();
        var last = Enumerable.Repeat(int.MinValue, count).ToArray();
        for (int call = 0; call < program.Calls.Count; call++)
        {
            foreach (ViewOperand operand in program.Calls[call].Launch.Views)
            {
                if (!operand.Reads && !operand.Writes) continue;
                first[operand.View.Buffer] = Math.Min(first[operand.View.Buffer], call);
                last[operand.View.Buffer] = Math.Max(last[operand.View.Buffer], call);
            }
        }

        foreach (int buffer in initial) (first[buffer], last[buffer]) = (-1, Math.Max(last[buffer], -1));
        foreach (int buffer in final) (first[buffer], last[buffer]) = (Math.Min(first[buffer], program.Calls.Count), program.Calls.Count);

        foreach (int buffer in program.Preparations.Buffers) (first[buffer], last[buffer]) = (-1, program.Calls.Count); // kept from pass to pass

        PerAxis<int> picture = program.Network.Spec.HasFixedSize ? program.Network.Spec.FixedSize : TypicalSize;
        int[] heights = program.Network.Sizes(Axis.Height, picture.Height), widths = program.Network.Sizes(Axis.Width, picture.Width);
        long[] bytes = [.. program.Buffers.Select(buffer => ArenaFormula.Bytes(buffer, 1, heights, widths))];
        var slots = new List<List<int>>();
        foreach (int buffer in Enumerable.Range(0, count).Where(buffer => first[buffer] != int.MaxValue).OrderByDescending(buffer => bytes[buffer]).ThenBy(buffer => buffer))
        {
            // Largest first, so the slot that fits without growing is any slot; the smallest such slot wastes least.
            int slot = slots.Count - 1;
            while (slot >= 0 && !IsFree(slots[slot], buffer)) slot--;
            if (slot >= 0) slots[slot].Add(buffer);
            else slots.Add([buffer]);
        }

        var slotOf = Enumerable.Repeat(-1, count).ToArray();
        for (int slot = 0; slot < slots.Count; slot++)
            foreach (int buffer in slots[slot]) slotOf[buffer] = slot;
        return new ArenaPlan(slotOf.ToEquatableArray(), slots.Select(tenants => tenants.ToEquatableArray()).ToEquatableArray());

        // A deep network asks this for pairs of its buffers, so it is a loop.
        bool IsFree(List<int> tenants, int buffer)
        {
            foreach (int other in tenants)
                if (last[other] >= first[buffer] && last[buffer] >= first[other]) return false;
            return true;
        }
    }
}
