namespace FcnGen;

/// <summary>What the values of a parameter mean, which decides how a device lays them out.</summary>
public enum ParameterLayout
{
    /// <summary>Values in the order of weight files: one per channel, or as many in a row per channel as the further extents say.</summary>
    Vector,

    /// <summary>Kernels of a convolution: outputs × inputs/groups × k × k.</summary>
    Conv,

    /// <summary>Kernels of a transposed convolution: inputs × outputs/groups × k × k.</summary>
    Deconv,
}
