using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace FcnGen.Samples.Fcn.Training;

/// <summary>Reads every pair before long work starts, shows how that goes on, and names all that is wrong in one message.</summary>
internal static class DataCheck
{
    private const int MostLines = 20, NamedAlone = 5;

    /// <summary>Checks data sets.</summary>
    /// <param name="sets">Each with what it must fit.</param>
    /// <param name="cancel">Ends the check at once.</param>
    /// <param name="common">Throws if what the many bad pairs of a set have in common says more than their names.</param>
    /// <returns>What was found in each.</returns>
    /// <exception cref="ProgramException">Several pairs cannot be used.</exception>
    /// <exception cref="FcnGenException">One pair cannot be used.</exception>
    public static DatasetReport[] Run(IReadOnlyList<(IDataset Data, DatasetCheckOptions Options)> sets, CancellationToken cancel, Action<DatasetReport>? common = null)
    {
        DatasetReport[] reports = CheckDisplay.Run(sets.Sum(set => set.Data.Count), progress =>
        {
            int before = 0;
            var found = new List<DatasetReport>();
            foreach ((IDataset data, DatasetCheckOptions options) in sets)
            {
                int start = before;
                found.Add(DatasetCheck.Run(data, options, new Offset(progress, start), cancel));
                before += data.Count;
            }

            return found.ToArray();
        });
        DatasetProblem[] problems = [.. reports.SelectMany(report => report.Problems)];
        if (problems.Length == 1) reports.First(report => report.Problems.Count > 0).ThrowIfBad();
        if (problems.Length > NamedAlone) Array.ForEach(reports, report => common?.Invoke(report));
        if (problems.Length > 1) throw new ProgramException(Message(problems, reports.Sum(report => report.Count)));
        int decoded = reports.Sum(report => report.Decoded), all = reports.Sum(report => report.Count);
        Console.WriteLine(decoded == all ? $"Checked {all} pairs." : $"Checked {all} pairs; {all - decoded} are as they were in an earlier check.");
        return reports;
    }

    private static string Message(DatasetProblem[] problems, int count)
    {
        IEnumerable<string> lines = problems.Take(MostLines).Select(problem => problem.Error.Message);
        if (problems.Length > MostLines) lines = lines.Append($"and {problems.Length - MostLines} more");
        return $"{problems.Length} of {count} pairs cannot be used:\n  {string.Join("\n  ", lines)}\nCorrect or remove them.";
    }

    private sealed class Offset(IProgress<int> progress, int before) : IProgress<DatasetCheckProgress>
    {
        public void Report(DatasetCheckProgress value) => progress.Report(before + value.Done);
    }
}
