namespace FcnGen;

/// <summary>What the values of a parameter mean, which decides how a device lays them out.</summary>
public enum ParameterLayout
{
    /// <summary>One value per channel.</summary>
    Vector,

    /// <summary>Kernels of a convolution: outputs × inputs/groups × k × k.</summary>
    Conv,

    /// <summary>Kernels of a transposed convolution: inputs × outputs/groups × k × k.</summary>
    Deconv,
}
