namespace FcnGen.Generator.Model;

/// <summary>A parameter of a layer: what <c>FcnGen.ParameterInfo</c> tells the runtime.</summary>
/// <param name="Name">The end of its name in weight files.</param>
/// <param name="Layout">What its values mean.</param>
/// <param name="Shape">Its shape in weight files.</param>
internal sealed record ParameterEntry(string Name, ParameterLayout Layout, EquatableArray<int> Shape)
{
    /// <summary>The type of its values in memory.</summary>
    public ElementType Element { get; init; } = ElementType.Float32;

    public int Groups { get; init; } = 1;

    public Filler Filler { get; init; }

    public double FillerValue { get; init; }

    /// <summary>Who changes its values.</summary>
    public ParameterRole Role { get; init; }

    public bool Frozen { get; init; }

    /// <summary>Of a running statistic: how much of a batch's is taken.</summary>
    public double AverageRate { get; init; } = 0.1;

    public double LrMult { get; init; } = 1;

    public double DecayMult { get; init; } = 1;

    /// <summary>True for values that the network has built in.</summary>
    public bool IsFixed => Role == ParameterRole.Fixed;

    /// <summary>True if training changes it by a gradient.</summary>
    public bool IsTrained => Role == ParameterRole.Trained && !Frozen && LrMult != 0;

    /// <summary>Number of values.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (int extent in Shape) count *= extent;
            return count;
        }
    }
}

/// <summary>The names that weight files have for the parameters of layers.</summary>
internal static class ParameterNames
{
    /// <summary>Kernels, or factors.</summary>
    public const string Weight = "weight";

    /// <summary>A value per output channel that is added.</summary>
    public const string Bias = "bias";

    /// <summary>The slopes of a PReLU that is part of a layer; alone they are its <see cref="Weight"/>, as PyTorch calls them.</summary>
    public const string Slope = "slope";
}
