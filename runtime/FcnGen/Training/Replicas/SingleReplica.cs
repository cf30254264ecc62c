using System;

namespace FcnGen;

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
