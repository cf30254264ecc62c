using System;
using System.Linq;
using System.Numerics.Tensors;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>
/// A parameter of a network on its device. Reads and writes copy, in the shape of weight files; like every call they are refused while
/// the network is at work (<see cref="InvalidOperationException"/>).
/// </summary>
public sealed class Parameter : IDisposable
{
    private readonly Device _device;
    private readonly ParameterUse _use;
    private ParameterBuffer? _gradient;
    private bool _disposed;

    internal Parameter(Device device, ParameterInfo info, ParameterUse? use = null)
    {
        _device = device;
        _use = use ?? new ParameterUse(info.Name);
        Info = info;
        Values = device.CreateParameterBuffer(info);
        Values.Use = _use;
    }

    /// <summary>The declaration.</summary>
    public ParameterInfo Info { get; }

    /// <summary>The values in the device's layout.</summary>
    public ParameterBuffer Values { get; }

    /// <summary>The gradient in the device's layout; made on first use.</summary>
    /// <exception cref="ObjectDisposedException">The parameter was disposed.</exception>
    public ParameterBuffer Gradient => _gradient ?? CreateGradient();

    /// <summary>True once a gradient was asked for.</summary>
    public bool HasGradient => _gradient is not null;

    /// <summary>A copy of the values.</summary>
    public Tensor<float> Read() => Read(Values);

    /// <summary>A copy of the gradient.</summary>
    public Tensor<float> ReadGradient() => Read(Gradient);

    /// <summary>Replaces the values.</summary>
    /// <exception cref="ArgumentException">The number of values is another.</exception>
    public void Write(ReadOnlySpan<float> values)
    {
        using ParameterUse.Turn turn = _use.Take("Parameter.Write");
        Store(values);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The network is at work; nothing was released.</exception>
    public void Dispose()
    {
        using ParameterUse.Turn turn = _use.Take("Parameter.Dispose");
        Release();
    }

    /// <summary>As <see cref="Write"/>, within a call of the network.</summary>
    internal void Store(ReadOnlySpan<float> values)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (values.Length != Info.Count)
            throw new ArgumentException($"{Info.Name} has {Info.Count} values; {values.Length} were given.", nameof(values));
        Values.Replace(values);
    }

    /// <summary>Copies the values out, within a call of the network.</summary>
    internal void Fetch(Span<float> values)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Values.Fetch(values);
    }

    /// <summary>Changes every value as a rule says, within a call of the network.</summary>
    internal void Update<TRule>(ParameterBuffer? first, ParameterBuffer? second, UpdateFactors factors) where TRule : struct, IUpdateRule
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Values.Changed();
        _device.Update<TRule>(this, first, second, factors);
    }

    /// <summary>As <see cref="Dispose"/>, within a call of the network.</summary>
    internal void Release()
    {
        _disposed = true;
        Values.Release();
        _gradient?.Release();
    }

    private ParameterBuffer CreateGradient()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ParameterBuffer gradient = _device.CreateParameterBuffer(Info);
        gradient.Use = _use;
        return _gradient = gradient;
    }

    private Tensor<float> Read(ParameterBuffer buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var values = new float[Info.Count];
        buffer.Read(values);
        return Tensor.Create(values, Info.Shape.Select(extent => (nint)extent).ToArray());
    }
}
