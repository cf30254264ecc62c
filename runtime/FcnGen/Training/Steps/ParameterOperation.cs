using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>
/// Something that happens to parameters once an iteration's gradients are complete: an update, a bound on the gradients, a running average.
/// A further one is a class of its own, and a rule (<see cref="CompilerServices.IUpdateRule"/>) if it changes every value.
/// </summary>
internal abstract class ParameterOperation : IDisposable
{
    /// <summary>What it keeps from one iteration to the next.</summary>
    public virtual IReadOnlyList<OptimizerState> States => [];

    /// <summary>Does it.</summary>
    public abstract void Run(Step step);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (OptimizerState state in States) state.Buffer.Dispose();
    }

    /// <summary>Makes states, all zero; if there is not memory for all, there are none.</summary>
    protected static OptimizerState[] MakeStates(Device device, IEnumerable<(string Name, Parameter Parameter)> states)
    {
        (string Name, Parameter Parameter)[] wanted = [.. states];
        ParameterBuffer[] buffers = Disposables.Make(wanted, state => device.CreateParameterBuffer(state.Parameter.Info));
        return [.. wanted.Zip(buffers, (state, buffer) => new OptimizerState(state.Name, state.Parameter, buffer))];
    }
}

/// <summary>Values that an operation keeps for one parameter, in its layout.</summary>
/// <param name="Name">What they are (<c>velocity</c>, <c>moment1</c>); checkpoints hold them as <c>velocity/conv1.weight</c>.</param>
/// <param name="Parameter">The parameter.</param>
/// <param name="Buffer">The values.</param>
internal sealed record OptimizerState(string Name, Parameter Parameter, ParameterBuffer Buffer);

/// <summary>One iteration as the operations see it.</summary>
/// <param name="options">The settings.</param>
/// <param name="iteration">Iterations completed.</param>
/// <param name="batches">Batches that gradients and statistics are sums over.</param>
internal sealed class Step(SolverOptions options, long iteration, int batches)
{
    /// <summary>The settings.</summary>
    public SolverOptions Options => options;

    /// <summary>Iterations completed.</summary>
    public long Iteration => iteration;

    /// <summary>The learning rate, without multipliers of parameters.</summary>
    public double Rate { get; } = options.RateAt(iteration);

    /// <summary>What makes means of the sums over batches.</summary>
    public float MeanScale { get; } = 1f / batches;

    /// <summary>Factor of the gradients: <see cref="MeanScale"/>, or less where an earlier operation bounds them.</summary>
    public float GradientScale { get; set; } = 1f / batches;
}
