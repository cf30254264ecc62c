using System;

namespace FcnGen;

/// <summary>The values of one parameter on a device, in the device's own layout.</summary>
public abstract class ParameterBuffer : IDisposable
{
    /// <summary>The network that has the parameter; null for values that no pass uses, such as a solver's.</summary>
    internal ParameterUse? Use { get; set; }

    /// <summary>
    /// Another one whenever the values have changed: what is made of them (kernels turned round, say) is good as long as it is the same.
    /// </summary>
    public long Version { get; private set; }

    /// <summary>Packs values given in the order of weight files (O×I×k×k, or I×O×k×k for a transposed convolution).</summary>
    /// <exception cref="ArgumentException">The number of values is another.</exception>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public void Write(ReadOnlySpan<float> values)
    {
        using ParameterUse.Turn turn = Take("ParameterBuffer.Write");
        Replace(values);
    }

    /// <summary>Unpacks the values into the order of weight files.</summary>
    /// <exception cref="ArgumentException">The number of values is another.</exception>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public void Read(Span<float> values)
    {
        using ParameterUse.Turn turn = Take("ParameterBuffer.Read");
        Fetch(values);
    }

    /// <summary>Sets all values to zero.</summary>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public void Clear()
    {
        using ParameterUse.Turn turn = Take("ParameterBuffer.Clear");
        Changed();
        SetToZero();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The network is at work; nothing was released.</exception>
    public void Dispose()
    {
        using ParameterUse.Turn turn = Take("ParameterBuffer.Dispose");
        Release();
    }

    /// <summary>As <see cref="Write"/>, within a call of the network.</summary>
    internal void Replace(ReadOnlySpan<float> values)
    {
        Changed();
        Store(values);
    }

    /// <summary>Says that the values change; before they do, so that a change that fails halfway is one.</summary>
    internal void Changed() => Version++;

    /// <summary>Does what <see cref="Write"/> promises.</summary>
    protected internal abstract void Store(ReadOnlySpan<float> values);

    /// <summary>Does what <see cref="Read"/> promises.</summary>
    protected internal abstract void Fetch(Span<float> values);

    /// <summary>Does what <see cref="Clear"/> promises.</summary>
    protected internal abstract void SetToZero();

    /// <summary>Releases the memory, within a call of the network.</summary>
    internal void Release()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the memory.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private ParameterUse.Turn Take(string call) => Use is { } use ? use.Take(call) : default;
}
