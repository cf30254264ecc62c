using System;
using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>Parameters that networks of one class share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SharedParameters
{
    /// <summary>Parameters as those of a network's class.</summary>
    /// <exception cref="ArgumentException">They are of another class.</exception>
    public static TParameters Of<TParameters>(ParameterSet parameters) where TParameters : ParameterSet
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters as TParameters ?? throw new ArgumentException(
            $"The parameters are of {parameters.Description.Name} ({parameters.GetType()}); {typeof(TParameters)} were expected: networks share parameters with others of their class only.",
            nameof(parameters));
    }
}
