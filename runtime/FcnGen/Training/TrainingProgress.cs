using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace FcnGen;

/// <summary>Where training stands after an iteration.</summary>
/// <param name="Iteration">Iterations completed.</param>
/// <param name="Of">Iterations in all.</param>
/// <param name="Loss">Loss of the last iteration.</param>
/// <param name="SmoothedLoss">Mean of the last losses.</param>
/// <param name="LearningRate">Learning rate of the last iteration, without multipliers.</param>
/// <param name="IterationsPerSecond">Rate over the last iterations.</param>
/// <param name="TimeLeft">Time for the remaining iterations at that rate.</param>
public readonly record struct TrainingProgress(
    long Iteration, long Of, double Loss, double SmoothedLoss, double LearningRate, double IterationsPerSecond, TimeSpan TimeLeft);

/// <summary>Where an evaluation stands.</summary>
/// <param name="Done">Pictures scored.</param>
/// <param name="Of">Pictures in all.</param>
public readonly record struct EvaluationProgress(int Done, int Of);

/// <summary>The rate of the last iterations.</summary>
internal sealed class RateMeter
{
    private const int Window = 20;

    private readonly Queue<long> _times = new([Stopwatch.GetTimestamp()]);

    /// <summary>Notes that an iteration ended and returns iterations per second.</summary>
    public double Tick()
    {
        long now = Stopwatch.GetTimestamp();
        double seconds = Stopwatch.GetElapsedTime(_times.Peek(), now).TotalSeconds;
        int iterations = _times.Count;
        _times.Enqueue(now);
        if (_times.Count > Window) _times.Dequeue();
        return iterations / Math.Max(seconds, 1e-9);
    }
}
