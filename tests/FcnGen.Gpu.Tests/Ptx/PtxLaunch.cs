namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>One launch of a kernel.</summary>
/// <param name="Program">The kernel.</param>
/// <param name="Number">Number of the launch, from 1.</param>
/// <param name="Grid">Groups.</param>
/// <param name="Threads">Threads of a group.</param>
/// <param name="DynamicShared">Bytes of dynamic shared memory of a group.</param>
/// <param name="Arguments">The parameters as bytes.</param>
/// <param name="Memory">Global memory.</param>
/// <param name="Budget">Instructions that a group may execute, all threads together, before it counts as endless.</param>
internal sealed record PtxLaunch(PtxProgram Program, int Number, LaunchGrid Grid, int Threads, int DynamicShared, byte[] Arguments, PtxAddressSpace Memory, long Budget);
