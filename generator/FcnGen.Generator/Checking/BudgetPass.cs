using System.Globalization;
using FcnGen.Generator.Lowering;
using FcnGen.Generator.Model;
using FcnGen.Geometry;
using static FcnGen.Generator.Model.Words;

namespace FcnGen.Generator.Checking;

/// <summary>The closed form of the arena against the declared bound.</summary>
internal static class BudgetPass
{
    public static void Run(NetworkDraft draft)
    {
        if (draft.Spec.Budget is not { } budget || draft.Spec.IsTrunk) return;
        PerAxis<int> size = new(budget.Height, budget.Width), least = draft.SmallestSize;
        foreach (Axis axis in Axes.Both)
        {
            if (draft.Spec.HasFixedSize ? size[axis] == least[axis] : size[axis] >= least[axis]) continue;
            Report(
                DiagnosticIds.ArgumentOutOfRange, Finding.Budget + axis, axis.ToString(), "the memory budget", Text(size[axis]),
                draft.Spec.HasFixedSize ? Text(least[axis]) + ", the only size that the network takes"
                : "at least " + Text(least[axis]) + ", the smallest side that the network works for");
            return;
        }

        long bytes = ArenaFormula.Bytes(draft.ToNetwork(), budget.Batch, budget.Height, budget.Width, budget.Training);
        if (bytes <= (long)budget.Mebibytes << 20) return;
        string pass = (budget.Training ? "training" : "inference") + " on " + Text(budget.Batch) + " x " + Text(budget.Height) + " x "
            + Text(budget.Width);
        Report(
            DiagnosticIds.MemoryBudget, "mebibytes", draft.Spec.TypeName,
            ((bytes + (1 << 20) - 1) >> 20).ToString(CultureInfo.InvariantCulture), pass,
            Text(budget.Mebibytes), bytes.ToString(CultureInfo.InvariantCulture));

        void Report(string id, string argument, params string[] arguments) =>
            draft.Report(new Finding(id, null, argument, arguments.ToEquatableArray()));
    }
}
