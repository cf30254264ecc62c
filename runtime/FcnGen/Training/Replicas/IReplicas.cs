using System;

namespace FcnGen;

/// <summary>
/// Networks that are trained together on shares of the data: of several devices, threads, processes or machines. Every replica makes the same
/// calls in the same order, and each waits for all. Sums are taken in the order of ranks, so that every replica has the same bits. Nothing
/// ties a call to a place in the training loop: a pass may add up the statistics of its batch, too, where replicas do not share a device.
/// </summary>
public interface IReplicas
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>Which one this is, counted from 0.</summary>
    int Rank { get; }

    /// <summary>Replaces every value by its sum over all replicas.</summary>
    /// <param name="values">As many as in the other replicas.</param>
    /// <exception cref="ReplicaException">A replica has left.</exception>
    void Sum(Span<float> values);

    /// <summary>As the other overload, in double precision.</summary>
    /// <param name="values">As many as in the other replicas.</param>
    /// <exception cref="ReplicaException">A replica has left.</exception>
    void Sum(Span<double> values);

    /// <summary>Replaces the values of a parameter, a gradient, on its device by their sums. Where memory of devices can be added up directly, nothing need pass through the host.</summary>
    /// <param name="buffer">The values.</param>
    /// <param name="staging">Room for them on the host, in the order of weight files.</param>
    /// <exception cref="ReplicaException">A replica has left.</exception>
    void Sum(ParameterBuffer buffer, Span<float> staging)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        buffer.Read(staging);
        Sum(staging);
        buffer.Write(staging);
    }

    /// <summary>Says that this replica goes, so that no other waits for it: their calls throw <see cref="ReplicaException"/>.</summary>
    /// <param name="why">What happened, for their message.</param>
    void Leave(string why);
}

/// <summary>Another replica was cancelled or has failed, so that training can't go on.</summary>
/// <param name="message">Which one, and why.</param>
public sealed class ReplicaException(string message) : FcnGenException(message);
