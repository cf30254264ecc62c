using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;
using Spectre.Console;

namespace FcnGen.Samples;

/// <summary>
/// Shows how training goes on: a live bar on a terminal, a line every few seconds where the output goes to a file or a pipe.
/// </summary>
public static class TrainingDisplay
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(5);

    /// <summary>Runs training and shows what it reports; what training throws comes through.</summary>
    /// <param name="fit">Starts training with the given receiver of reports.</param>
    public static void Run(Func<IProgress<TrainingProgress>, Task> fit)
    {
        if (LiveConsole.TryCreate() is not { } console)
        {
            fit(new Lines()).GetAwaiter().GetResult();
            return;
        }

        Task? running = null;
        try
        {
            console.Progress()
                .Columns(new ProgressBarColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
                .Start(context => (running = fit(new Bar(context.AddTask("starting")))).GetAwaiter().GetResult());
        }
        finally
        {
            // A terminal that is gone ends the display; what was begun still has to be saved.
            if (running is not null) ((Task)Task.WhenAny(running)).Wait();
        }
    }

    /// <summary>One report as text: iteration, smoothed loss, learning rate, speed, time left.</summary>
    public static string Describe(TrainingProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"iteration {progress.Iteration}/{progress.Of}  loss {progress.SmoothedLoss:0.0000}  rate {progress.LearningRate:0.###e+0}  " +
        $"{progress.IterationsPerSecond:0.0} it/s  {Duration(progress.TimeLeft)} left");

    private static string Duration(TimeSpan time) =>
        time.TotalHours >= 100 ? ">100 h" : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}");

    private sealed class Lines : IProgress<TrainingProgress>
    {
        private long _shown;

        public void Report(TrainingProgress value)
        {
            if (value.Iteration < value.Of && _shown != 0 && Stopwatch.GetElapsedTime(_shown) < s_between) return;
            _shown = Stopwatch.GetTimestamp();
            Console.WriteLine(Describe(value));
        }
    }

    private sealed class Bar(ProgressTask task) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            task.MaxValue = value.Of;
            task.Value = value.Iteration;
            task.Description = Describe(value);
        }
    }
}
