using System;

namespace FcnGen.Samples;

/// <summary>Finds the device that a command line names.</summary>
public static class DeviceChoice
{
    /// <summary>The names that <see cref="Open"/> knows.</summary>
    public const string Known = "cpu";

    /// <summary>Opens a device.</summary>
    /// <param name="name">Its name, such as <c>cpu</c>.</param>
    /// <param name="threads">Threads to use; 0 for all cores.</param>
    /// <exception cref="ProgramException">There is no such device.</exception>
    public static Device Open(string name, int threads) => name.ToLowerInvariant() switch
    {
        "cpu" => Device.Cpu(threads),
        _ => throw new ProgramException($"There is no device \"{name}\". Devices: {Known}."),
    };
}
