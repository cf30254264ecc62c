using System.Globalization;
using FcnGen.Generator.Lowering;
using FcnGen.Generator.Model;
using static FcnGen.Generator.Model.Words;

namespace FcnGen.Generator.Checking;

/// <summary>The closed form of the arena against the declared bound.</summary>
internal static class BudgetPass
{
    public static void Run(NetworkDraft draft)
    {
        if (draft.Spec.Budget is not { } budget || draft.Spec.IsTrunk) return;
        if (budget.Height < draft.SmallestSize || budget.Width < draft.SmallestSize)
        {
            bool height = budget.Height < draft.SmallestSize;
            string argument = height ? "Height" : "Width";
            Report(
                DiagnosticIds.ArgumentOutOfRange, argument, argument, "the memory budget", Text(height ? budget.Height : budget.Width),
                "at least " + Text(draft.SmallestSize) + ", the smallest side that the network works for");
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
