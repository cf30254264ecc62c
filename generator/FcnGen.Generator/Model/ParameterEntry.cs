namespace FcnGen.Generator.Model;

/// <summary>A parameter of a layer: what <c>FcnGen.ParameterInfo</c> tells the runtime.</summary>
/// <param name="Role">What it is to the layer; the end of its name in weight files, and the property that holds it.</param>
/// <param name="Layout">What its values mean.</param>
/// <param name="Shape">Its shape in weight files.</param>
internal sealed record ParameterEntry(ParameterRole Role, ParameterLayout Layout, EquatableArray<int> Shape)
{
    public int Groups { get; init; } = 1;

    public Filler Filler { get; init; }

    public double FillerValue { get; init; }

    /// <summary>True for values that the network has built in.</summary>
    public bool IsFixed { get; init; }

    public bool Frozen { get; init; }

    public double LrMult { get; init; } = 1;

    public double DecayMult { get; init; } = 1;

    /// <summary>True if training changes it.</summary>
    public bool IsTrained => !IsFixed && !Frozen && LrMult != 0;

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

/// <summary>What a parameter is to its layer.</summary>
internal enum ParameterRole
{
    /// <summary>Kernels, or factors.</summary>
    Weight,

    /// <summary>A value per output channel that is added.</summary>
    Bias,
}
