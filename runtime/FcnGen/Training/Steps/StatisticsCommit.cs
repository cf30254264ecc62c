using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>
/// Makes running averages of the statistics of batches (<see cref="RunningAverage"/>), which the backward pass leaves where a trained
/// parameter has its gradient, added up over the batches of an iteration.
/// </summary>
internal sealed class StatisticsCommit(ParameterSet parameters) : ParameterOperation
{
    private readonly Parameter[] _statistics = [.. parameters.All.Where(parameter => parameter.Info.IsStatistic)];

    /// <inheritdoc/>
    public override void Run(Step step)
    {
        foreach (Parameter parameter in _statistics)
            parameter.Update<RunningAverage>(null, null, new UpdateFactors(Rate: (float)parameter.Info.AverageRate, GradientScale: step.MeanScale));
    }
}
