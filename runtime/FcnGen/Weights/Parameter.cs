using System;
using System.Buffers;
using System.Linq;
using System.Numerics.Tensors;

namespace FcnGen;

/// <summary>A parameter of a network on its device. Reads and writes copy, in the shape of weight files.</summary>
public sealed class Parameter : IDisposable
{
    private readonly Device _device;
    private ParameterBuffer? _gradient;

    internal Parameter(Device device, ParameterInfo info)
    {
        _device = device;
        Info = info;
        Values = device.CreateParameterBuffer(info);
    }

    /// <summary>The declaration.</summary>
    public ParameterInfo Info { get; }

    /// <summary>The values in the device's layout.</summary>
    public ParameterBuffer Values { get; }

    /// <summary>The gradient in the device's layout; made on first use.</summary>
    public ParameterBuffer Gradient => _gradient ??= _device.CreateParameterBuffer(Info);

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
        if (values.Length != Info.Count)
            throw new ArgumentException($"{Info.Name} has {Info.Count} values; {values.Length} were given.", nameof(values));
        Values.Write(values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        _gradient?.Dispose();
    }

    private Tensor<float> Read(ParameterBuffer buffer)
    {
        var values = new float[Info.Count];
        buffer.Read(values);
        return Tensor.Create(values, Info.Shape.Select(extent => (nint)extent).ToArray());
    }
}

/// <summary>The weight and the bias of one layer.</summary>
public sealed class LayerParameters(Parameter weight, Parameter? bias)
{
    /// <summary>The kernels.</summary>
    public Parameter Weight { get; } = weight;

    /// <summary>The bias; null for a layer without one.</summary>
    public Parameter? Bias { get; } = bias;

    /// <summary>A copy of the gradient of the kernels after a backward pass.</summary>
    public Tensor<float> WeightGradient => Weight.ReadGradient();

    /// <summary>A copy of the gradient of the bias after a backward pass.</summary>
    /// <exception cref="InvalidOperationException">The layer has no bias.</exception>
    public Tensor<float> BiasGradient =>
        (Bias ?? throw new InvalidOperationException($"The layer of {Weight.Info.Name} has no bias.")).ReadGradient();
}
