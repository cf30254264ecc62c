using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>
/// What turns gradients into changed parameters: operations that run one after the other, once an iteration's gradients and statistics are
/// complete. Until then nothing of a network has changed, so that an iteration that is cancelled or diverges leaves no trace.
/// </summary>
internal sealed class Optimizer : IDisposable
{
    private readonly ParameterUse _parameters;
    private readonly NetworkUse _self;
    private readonly IReadOnlyList<ParameterOperation> _operations;

    /// <summary>The operations of stochastic gradient descent with momentum; its velocities are zero.</summary>
    public Optimizer(Device device, ParameterSet parameters)
        : this(parameters, [new MomentumDescent(device, parameters), new StatisticsCommit(parameters)])
    {
    }

    /// <summary>An optimiser of other operations, which it disposes.</summary>
    public Optimizer(ParameterSet parameters, IReadOnlyList<ParameterOperation> operations)
    {
        _parameters = parameters.Use;
        _self = new NetworkUse($"The trainer of {parameters.Description.Name}");
        _operations = operations;
        States = [.. operations.SelectMany(operation => operation.States)];
    }

    /// <summary>What the operations keep from one iteration to the next, and checkpoints hold.</summary>
    public IReadOnlyList<OptimizerState> States { get; }

    /// <summary>Runs the operations.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="iteration">Iterations completed.</param>
    /// <param name="batches">Batches that gradients and statistics are sums over.</param>
    public void Step(SolverOptions options, long iteration, int batches)
    {
        using NetworkUse.Turn mine = _self.Take("a step");
        using ParameterUse.Turn parameters = _parameters.Take("a step of the solver");
        var step = new Step(options, iteration, batches);
        foreach (ParameterOperation operation in _operations) operation.Run(step);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using NetworkUse.Turn mine = _self.Take("Dispose");
        foreach (ParameterOperation operation in _operations) operation.Dispose();
    }
}
