using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace FcnGen;

/// <summary>
/// How the learning rate changes with the iteration. Derive from it for a schedule of your own; <see cref="Name"/> and
/// <see cref="Parameters"/> are kept in checkpoints, and a run resumes only under the same ones.
/// </summary>
public abstract class LearningRateSchedule
{
    /// <summary>The base rate, always.</summary>
    public static LearningRateSchedule Fixed { get; } = new FixedSchedule();

    /// <summary>The name of the rule.</summary>
    public abstract string Name { get; }

    /// <summary>All numbers on which the rate depends besides the base rate and the iteration.</summary>
    public virtual IReadOnlyDictionary<string, double> Parameters => ReadOnlyDictionary<string, double>.Empty;

    /// <summary>The learning rate of an iteration: a function of its arguments and of <see cref="Parameters"/> alone.</summary>
    /// <param name="baseRate"><see cref="SolverOptions.BaseRate"/>.</param>
    /// <param name="iteration">Counted from 0.</param>
    /// <returns>A finite number of at least 0.</returns>
    public abstract double RateAt(double baseRate, long iteration);

    /// <summary>base · gamma^⌊i / step⌋.</summary>
    /// <param name="gamma">The factor.</param>
    /// <param name="stepSize">Iterations per step.</param>
    public static LearningRateSchedule Step(double gamma, long stepSize)
    {
        RequireFinite(gamma, nameof(gamma));
        ArgumentOutOfRangeException.ThrowIfLessThan(stepSize, 1);
        return new StepSchedule(gamma, stepSize);
    }

    /// <summary>base · (1 − i / max)^power.</summary>
    /// <param name="power">The exponent.</param>
    /// <param name="maxIterations">The iteration at which the rate is 0.</param>
    public static LearningRateSchedule Poly(double power, long maxIterations)
    {
        RequireFinite(power, nameof(power));
        ArgumentOutOfRangeException.ThrowIfNegative(maxIterations);
        return new PolySchedule(power, maxIterations);
    }

    private static void RequireFinite(double value, string name)
    {
        if (!double.IsFinite(value) || value < 0) throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is a finite number of at least 0; it is {value}."));
    }

    private sealed class FixedSchedule : LearningRateSchedule
    {
        public override string Name => nameof(LearningRatePolicy.Fixed);

        public override double RateAt(double baseRate, long iteration) => baseRate;
    }

    private sealed class StepSchedule(double gamma, long stepSize) : LearningRateSchedule
    {
        public override string Name => nameof(LearningRatePolicy.Step);

        public override IReadOnlyDictionary<string, double> Parameters => new Dictionary<string, double>
        {
            [nameof(SolverOptions.Gamma)] = gamma,
            [nameof(SolverOptions.StepSize)] = stepSize,
        };

        public override double RateAt(double baseRate, long iteration) => baseRate * Math.Pow(gamma, iteration / stepSize);
    }

    private sealed class PolySchedule(double power, long maxIterations) : LearningRateSchedule
    {
        public override string Name => nameof(LearningRatePolicy.Poly);

        public override IReadOnlyDictionary<string, double> Parameters => new Dictionary<string, double>
        {
            [nameof(SolverOptions.Power)] = power,
            [nameof(SolverOptions.MaxIterations)] = maxIterations,
        };

        public override double RateAt(double baseRate, long iteration) =>
            baseRate * Math.Pow(Math.Max(0, 1 - (double)iteration / maxIterations), power);
    }
}
