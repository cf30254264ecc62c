using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>
/// Caffe's stochastic gradient descent: v ← momentum·v + rate·multiplier·(g / iter_size + decay·multiplier·w); w ← w − v. The rate is
/// part of the velocity, which matters where it changes.
/// </summary>
internal sealed class SgdSolver : IDisposable
{
    private readonly Device _device;
    private readonly NetworkUse _network, _self;

    /// <summary>Makes velocities, all zero, for the trained parameters.</summary>
    public SgdSolver(Device device, ParameterSet parameters)
    {
        _device = device;
        _network = parameters.Use;
        _self = new NetworkUse($"The trainer of {parameters.Description.Name}");
        Parameter[] trained = [.. parameters.All.Where(parameter => parameter.Info.IsTrained)];
        Velocities = [.. trained.Zip(Disposables.Make(trained, parameter => device.CreateParameterBuffer(parameter.Info)))];
    }

    /// <summary>The trained parameters and their velocities.</summary>
    public IReadOnlyList<(Parameter Parameter, ParameterBuffer Velocity)> Velocities { get; }

    /// <summary>Changes every trained parameter by its gradient, which is a sum over <see cref="SolverOptions.IterSize"/> batches.</summary>
    public void Step(SolverOptions options, long iteration)
    {
        using NetworkUse.Turn mine = _self.Take("a step"), network = _network.Take("a step of the solver");
        double rate = options.RateAt(iteration);
        float gradientScale = 1f / options.IterSize;
        foreach ((Parameter parameter, ParameterBuffer velocity) in Velocities)
        {
            _device.Update<Momentum>(parameter, velocity, null, new UpdateFactors((float)(rate * parameter.Info.LrMult), (float)(options.WeightDecay * parameter.Info.DecayMult), gradientScale, (float)options.Momentum));
        }
    }

    public void Dispose()
    {
        using NetworkUse.Turn mine = _self.Take("Dispose");
        foreach ((_, ParameterBuffer velocity) in Velocities) velocity.Dispose();
    }
}
