using System;

namespace FcnGen;

/// <summary>The memory of a network's activations. It only grows, so nothing is allocated after the largest size was seen.</summary>
public abstract class Arena : IDisposable
{
    /// <summary>Bytes that are there.</summary>
    public abstract long Capacity { get; }

    /// <summary>Makes sure that <paramref name="bytes"/> are there; what was in the arena may be lost.</summary>
    /// <exception cref="DeviceMemoryException">The device has not that much memory.</exception>
    public abstract void Reserve(long bytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the memory.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
