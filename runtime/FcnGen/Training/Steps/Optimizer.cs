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

    /// <summary>The operations that settings ask for; what they keep is zero.</summary>
    /// <param name="device">Where the parameters are.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="options">The settings: those of every <see cref="Step"/>, but for numbers.</param>
    public Optimizer(Device device, ParameterSet parameters, SolverOptions options)
        : this(parameters, Choose(device, parameters, options))
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
    /// <exception cref="NotFiniteNumberException">The gradients are to be bounded and are not finite; nothing was changed.</exception>
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

    // What may refuse the gradients comes before what changes parameters.
    private static List<ParameterOperation> Choose(Device device, ParameterSet parameters, SolverOptions options)
    {
        List<ParameterOperation> operations = options.ClipGradients > 0 ? [new GradientClip(device, parameters)] : [];
        operations.Add(options.Algorithm == SolverAlgorithm.Sgd ? new MomentumDescent(device, parameters) : new AdamDescent(device, parameters));
        operations.Add(new StatisticsCommit(parameters));
        return operations;
    }
}
