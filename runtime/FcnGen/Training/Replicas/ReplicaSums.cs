using System;
using System.Buffers.Binary;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace FcnGen;

/// <summary>What replicas of a network add up in an iteration, in a fixed order: the loss, then the gradients in the order of weight files.</summary>
internal sealed class ReplicaSums
{
    private readonly IReplicas _replicas;
    private readonly Parameter[] _summed;
    private readonly float[] _staging;

    public ReplicaSums(IReplicas replicas, ParameterSet parameters)
    {
        _replicas = replicas;
        _summed = [.. parameters.All.Where(parameter => parameter.Info.IsTrained || parameter.Info.IsStatistic)];
        _staging = replicas.Count == 1 ? [] : new float[_summed.Max(parameter => parameter.Info.Count)];
    }

    /// <summary>The sum of a number over all replicas.</summary>
    public double Sum(double value)
    {
        _replicas.Sum(new Span<double>(ref value));
        return value;
    }

    /// <summary>Adds up gradients and statistics.</summary>
    public void SumGradients()
    {
        foreach (Parameter parameter in _summed) _replicas.Sum(parameter.Gradient, Staging(parameter));
    }

    /// <summary>Makes sure that all replicas have the same parameters.</summary>
    /// <exception cref="ReplicaException">They have not.</exception>
    public void CheckSameParameters(NetworkDescription network)
    {
        if (_replicas.Count == 1) return;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Parameter parameter in _summed)
        {
            Span<float> values = Staging(parameter);
            parameter.Values.Read(values);
            hash.AppendData(MemoryMarshal.AsBytes(values));
        }

        // 32 bits are exact in double precision, and so are their multiples.
        double mine = BinaryPrimitives.ReadUInt32LittleEndian(hash.GetHashAndReset()), mean = Sum(mine) / _replicas.Count;
        if (Sum(Math.Abs(mine - mean)) != 0)
        {
            throw new ReplicaException(
                $"The replicas of {network.Name} do not start from the same parameters. Give all of them the same seed, the same weight file or the same checkpoint.");
        }
    }

    private Span<float> Staging(Parameter parameter) => _staging.AsSpan(0, _staging.Length == 0 ? 0 : (int)parameter.Info.Count);
}

/// <summary>A network that is trained alone.</summary>
internal sealed class SingleReplica : IReplicas
{
    public static SingleReplica Instance { get; } = new();

    public int Count => 1;

    public int Rank => 0;

    public void Sum(Span<float> values)
    {
    }

    public void Sum(Span<double> values)
    {
    }

    public void Sum(ParameterBuffer buffer, Span<float> staging)
    {
    }

    public void Leave(string why)
    {
    }
}
