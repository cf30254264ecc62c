using System;

namespace FcnGen;

public abstract partial class Device
{
    /// <summary>The most threads that <see cref="Cpu"/> takes.</summary>
    public const int MaxThreads = 4096;

    /// <summary>The processor of this machine.</summary>
    /// <param name="threads">Threads to use, at most <see cref="MaxThreads"/>; 0 for all cores. Results do not depend on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of threads.</exception>
    /// <exception cref="DeviceMemoryException">The system does not give so many.</exception>
    public static Device Cpu(int threads = 0) => new CpuDevice(threads);
}
