using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>The loops of a kernel: instructions from which execution can come back to themselves. Loops within loops count as one.</summary>
internal static class PtxLoops
{
    /// <summary>The instructions of each loop, in the order of the text.</summary>
    public static IReadOnlyList<IReadOnlyList<PtxInstruction>> Of(PtxProgram program)
    {
        PtxInstruction[] code = program.Code;
        int[][] next = [.. Enumerable.Range(0, code.Length).Select(at => After(code, at))];
        var before = new List<int>[code.Length];
        for (int at = 0; at < code.Length; at++) before[at] = [];
        for (int at = 0; at < code.Length; at++)
        {
            foreach (int to in next[at]) before[to].Add(at);
        }

        // Kosaraju: what is finished last, walked backwards, gives the components one by one.
        var finished = new List<int>();
        var seen = new bool[code.Length];
        for (int at = 0; at < code.Length; at++) Walk(at, node => next[node], seen, finished);
        Array.Clear(seen);
        var loops = new List<IReadOnlyList<PtxInstruction>>();
        foreach (int at in Enumerable.Reverse(finished))
        {
            var component = new List<int>();
            Walk(at, node => before[node], seen, component);
            if (component.Count > 1 || (component.Count == 1 && next[at].Contains(at))) loops.Add([.. component.Order().Select(i => code[i])]);
        }

        return loops;
    }

    private static int[] After(PtxInstruction[] code, int at) => code[at].Op switch
    {
        PtxOp.Return when code[at].Guard < 0 => [],
        PtxOp.Branch when code[at].Guard < 0 => [code[at].D],
        PtxOp.Branch => [code[at].D, at + 1],
        PtxOp.BranchIndexed => [.. code[at].List.Distinct()],
        _ => [at + 1],
    };

    /// <summary>Visits depth first, without recursion, and lists nodes as they are left.</summary>
    private static void Walk(int from, Func<int, IReadOnlyList<int>> edges, bool[] seen, List<int> left)
    {
        if (seen[from]) return;
        seen[from] = true;
        var stack = new Stack<(int Node, int Edge)>([(from, 0)]);
        while (stack.TryPop(out (int Node, int Edge) top))
        {
            IReadOnlyList<int> to = edges(top.Node);
            if (top.Edge == to.Count)
            {
                left.Add(top.Node);
                continue;
            }

            stack.Push((top.Node, top.Edge + 1));
            if (seen[to[top.Edge]]) continue;
            seen[to[top.Edge]] = true;
            stack.Push((to[top.Edge], 0));
        }
    }
}
