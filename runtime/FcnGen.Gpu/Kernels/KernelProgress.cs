namespace FcnGen.Gpu;

/// <summary>
/// How far a device is with the kernels of a pass that runs for the first time. Where they are compiled in this process, that takes a second
/// or two for each convolution and core; compiled kernels are kept for later runs.
/// </summary>
/// <param name="Done">Kernels that are ready (or have failed).</param>
/// <param name="Total">Kernels that the pass launches and that were not ready before it.</param>
public readonly record struct KernelProgress(int Done, int Total);
