namespace FcnGen;

/// <summary>Who changes the values of a parameter.</summary>
public enum ParameterRole
{
    /// <summary>The optimiser, by their gradient.</summary>
    Trained,

    /// <summary>Nobody: the network has them built in (fixed bilinear kernels, constant scales), so that they take no memory.</summary>
    Fixed,

    /// <summary>
    /// Training passes, which find statistics of their batch; the step makes running averages of them. A pass that is cancelled, or whose loss
    /// is not finite, leaves them as they were.
    /// </summary>
    RunningStatistic,
}
