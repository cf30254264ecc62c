using System;
using System.Linq;
using System.Numerics.Tensors;

namespace FcnGen;

/// <summary>
/// A parameter of a network on its device. Reads and writes copy, in the shape of weight files; like every call they are refused while
/// the network is at work (<see cref="InvalidOperationException"/>).
/// </summary>
public sealed class Parameter : IDisposable
{
    private readonly Device _device;
    private readonly NetworkUse _use;
    private ParameterBuffer? _gradient;
    private bool _disposed;

    internal Parameter(Device device, ParameterInfo info, NetworkUse? use = null)
    {
        _device = device;
        _use = use ?? new NetworkUse(info.Name);
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
        using NetworkUse.Turn turn = _use.Take("Parameter.Write");
        Store(values);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The network is at work; nothing was released.</exception>
    public void Dispose()
    {
        using NetworkUse.Turn turn = _use.Take("Parameter.Dispose");
        Release();
    }

    /// <summary>As <see cref="Write"/>, within a call of the network.</summary>
    internal void Store(ReadOnlySpan<float> values)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (values.Length != Info.Count)
            throw new ArgumentException($"{Info.Name} has {Info.Count} values; {values.Length} were given.", nameof(values));
        Values.Store(values);
    }

    /// <summary>Copies the values out, within a call of the network.</summary>
    internal void Fetch(Span<float> values)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Values.Fetch(values);
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

/// <summary>The weight and the bias of one layer.</summary>
public sealed class LayerParameters
{
    /// <summary>Puts the parameters of a layer together.</summary>
    /// <param name="weight">The kernels.</param>
    /// <param name="bias">The bias; null for a layer without one.</param>
    public LayerParameters(Parameter weight, Parameter? bias)
    {
        ArgumentNullException.ThrowIfNull(weight);
        Weight = weight;
        Bias = bias;
    }

    /// <summary>The kernels.</summary>
    public Parameter Weight { get; }

    /// <summary>The bias; null for a layer without one.</summary>
    public Parameter? Bias { get; }

    /// <summary>A copy of the gradient of the kernels after a backward pass.</summary>
    public Tensor<float> WeightGradient => Weight.ReadGradient();

    /// <summary>A copy of the gradient of the bias after a backward pass.</summary>
    /// <exception cref="InvalidOperationException">The layer has no bias.</exception>
    public Tensor<float> BiasGradient =>
        (Bias ?? throw new InvalidOperationException($"The layer of {Weight.Info.Name} has no bias.")).ReadGradient();
}
