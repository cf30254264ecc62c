using System;
using System.Linq;
using System.Numerics.Tensors;
using System.Threading;

namespace FcnGen;

/// <summary>Replicas of one process, each for a thread of its own.</summary>
public sealed class LocalReplicas : IReplicas
{
    private readonly Meeting _meeting;

    private LocalReplicas(Meeting meeting, int rank) => (_meeting, Rank) = (meeting, rank);

    /// <inheritdoc/>
    public int Count => _meeting.Count;

    /// <inheritdoc/>
    public int Rank { get; }

    /// <summary>Makes replicas that wait for each other.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>One per rank.</returns>
    public static LocalReplicas[] Create(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var meeting = new Meeting(count);
        return [.. Enumerable.Range(0, count).Select(rank => new LocalReplicas(meeting, rank))];
    }

    /// <inheritdoc/>
    public void Sum(Span<float> values)
    {
        Array[] parts = _meeting.Exchange(Rank, values.ToArray());
        ((ReadOnlySpan<float>)(float[])parts[0]).CopyTo(values);
        for (int rank = 1; rank < parts.Length; rank++) TensorPrimitives.Add(values, (float[])parts[rank], values);
    }

    /// <inheritdoc/>
    public void Sum(Span<double> values)
    {
        Array[] parts = _meeting.Exchange(Rank, values.ToArray());
        ((ReadOnlySpan<double>)(double[])parts[0]).CopyTo(values);
        for (int rank = 1; rank < parts.Length; rank++) TensorPrimitives.Add(values, (double[])parts[rank], values);
    }

    /// <inheritdoc/>
    public void Leave(string why)
    {
        ArgumentNullException.ThrowIfNull(why);
        _meeting.Leave(Rank, why);
    }

    /// <summary>Where replicas wait until all have come.</summary>
    private sealed class Meeting(int count)
    {
        private readonly object _gate = new();
        private Array?[] _brought = new Array?[count];
        private Array[] _complete = [];
        private long _round;
        private int _present;
        private string? _left;

        public int Count => count;

        /// <summary>Brings values and waits for those of the others.</summary>
        public Array[] Exchange(int rank, Array values)
        {
            lock (_gate)
            {
                ThrowIfLeft();
                if (_brought[rank] is not null) throw new InvalidOperationException($"Replica {rank} is waiting already: a replica is for one thread at a time.");
                _brought[rank] = values;
                if (++_present < count) return Wait();
                Array other = _brought.FirstOrDefault(one => one!.Length != values.Length || one.GetType() != values.GetType()) ?? values;
                if (other != values)
                {
                    _left = $"Replicas do not make the same calls: one brings {values.Length} values, another {other.Length}.";
                    Monitor.PulseAll(_gate);
                    throw new ReplicaException(_left);
                }

                _complete = [.. _brought.Select(one => one!)];
                _brought = new Array?[count];
                _present = 0;
                _round++;
                Monitor.PulseAll(_gate);
                return _complete;
            }
        }

        public void Leave(int rank, string why)
        {
            lock (_gate)
            {
                _left ??= $"Replica {rank} of {count} has left: {why}";
                Monitor.PulseAll(_gate);
            }
        }

        // Nobody can complete the round after this one before everyone here has come for it, so _complete is that of this round.
        private Array[] Wait()
        {
            long round = _round;
            while (_round == round)
            {
                ThrowIfLeft();
                Monitor.Wait(_gate);
            }

            return _complete;
        }

        private void ThrowIfLeft()
        {
            if (_left is not null) throw new ReplicaException(_left);
        }
    }
}
