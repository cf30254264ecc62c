namespace FcnGen;

/// <summary>
/// The work of one operation, cut into numbered tasks that touch disjoint results. A plain struct of numbers and addresses, so that
/// handing it to the workers allocates nothing.
/// </summary>
internal interface IBody
{
    /// <summary>Does one task.</summary>
    /// <param name="task">From 0 on.</param>
    /// <param name="worker">Who does it: an index into per-worker scratch. Results must not depend on it.</param>
    void Run(int task, int worker);
}
