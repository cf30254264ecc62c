using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Spectre.Console;

namespace FcnGen.Samples;

/// <summary>
/// Shows how a check of the data goes on: a live bar on a terminal, a line every few seconds where the output goes to a file or a pipe.
/// </summary>
public static class CheckDisplay
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(5);

    /// <summary>Runs a check and shows what it reports; what it throws comes through.</summary>
    /// <param name="count">Pairs in all.</param>
    /// <param name="check">Runs it with the given receiver of reports: pairs done.</param>
    public static T Run<T>(int count, Func<IProgress<int>, T> check)
    {
        if (LiveConsole.TryCreate() is not { } console) return check(new Lines(count));
        Task<T>? running = null;
        console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask bar = context.AddTask("checking the data", maxValue: Math.Max(1, count));
                running = Task.Run(() => check(new Bar(bar, count)));
                ((Task)Task.WhenAny(running)).Wait();
            });
        return running!.GetAwaiter().GetResult();
    }

    private static string Describe(int done, int count) => $"checked {done} of {count} pairs";

    private sealed class Lines(int count) : IProgress<int>
    {
        private long _shown = Stopwatch.GetTimestamp();

        public void Report(int value)
        {
            if (Stopwatch.GetElapsedTime(_shown) < s_between) return;
            _shown = Stopwatch.GetTimestamp();
            Console.WriteLine(Describe(value, count));
        }
    }

    private sealed class Bar(ProgressTask task, int count) : IProgress<int>
    {
        public void Report(int value)
        {
            task.Value = value;
            task.Description = Describe(value, count);
        }
    }
}
