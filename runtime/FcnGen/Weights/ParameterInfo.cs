using System.Collections.Generic;

namespace FcnGen;

/// <summary>A parameter as declared: its name in weight files, shape, start values and training multipliers.</summary>
public sealed record ParameterInfo
{
    /// <summary>The name in weight files, such as <c>conv1_1.weight</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The shape in weight files.</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>What the values mean.</summary>
    public required ParameterLayout Layout { get; init; }

    /// <summary>Groups of the convolution.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>How the values start; never <see cref="Filler.Default"/>.</summary>
    public required Filler Filler { get; init; }

    /// <summary>The value of <see cref="Filler.Constant"/>, or the standard deviation of <see cref="Filler.Gaussian"/>.</summary>
    public double FillerValue { get; init; }

    /// <summary>Who changes the values.</summary>
    public ParameterRole Role { get; init; }

    /// <summary>
    /// True for values that the network has built in. Weight files may hold them; they are written on save and must agree on load.
    /// </summary>
    public bool IsFixed => Role == ParameterRole.Fixed;

    /// <summary>True to leave the values as filled or loaded: no gradient and no statistic is computed.</summary>
    public bool Frozen { get; init; }

    /// <summary>Of a running statistic: how much of a batch's is taken, the rest of what was there stays (PyTorch calls it momentum).</summary>
    public double AverageRate { get; init; } = 0.1;

    /// <summary>Learning-rate multiplier.</summary>
    public double LrMult { get; init; } = 1;

    /// <summary>Weight-decay multiplier.</summary>
    public double DecayMult { get; init; } = 1;

    /// <summary>Number of values.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (int extent in Shape) count = checked(count * extent);
            return count;
        }
    }

    /// <summary>True if training changes the values by their gradient.</summary>
    public bool IsTrained => Role == ParameterRole.Trained && !Frozen && LrMult != 0;

    /// <summary>True if training passes find statistics of their batch for it.</summary>
    public bool IsStatistic => Role == ParameterRole.RunningStatistic && !Frozen;
}
