using System;

namespace FcnGen;

/// <summary>
/// n[i, j]: pixels of true class i that were predicted as class j, over a whole data set. Only pixels whose true label is a class
/// count, so a void label of at least the number of classes drops out.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">Number of classes, 1..256.</param>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, 256);
        Classes = classes;
        _counts = new long[classes * classes];
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Pixels of class <paramref name="truth"/> predicted as <paramref name="prediction"/>.</summary>
    public long this[int truth, int prediction] => _counts[truth * Classes + prediction];

    /// <summary>Adds the pixels of one picture.</summary>
    /// <param name="truth">True labels.</param>
    /// <param name="prediction">Predicted labels, all of them classes.</param>
    /// <param name="ignoreLabel">A true label that does not count although it may be smaller than the number of classes; -1 for none.</param>
    /// <exception cref="ArgumentException">The numbers of labels differ, or a prediction is not a class.</exception>
    public void Add(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> prediction, int ignoreLabel = -1)
    {
        if (truth.Length != prediction.Length)
        {
            throw new ArgumentException(
                $"{truth.Length} true labels and {prediction.Length} predicted ones; "
                + "there must be as many of both.", nameof(prediction));
        }
        for (int i = 0; i < truth.Length; i++)
        {
            int expected = truth[i], found = prediction[i];
            if (expected >= Classes || expected == ignoreLabel) continue;
            if (found >= Classes) throw new ArgumentException($"Class {found} was predicted; there are {Classes} classes.", nameof(prediction));
            _counts[expected * Classes + found]++;
        }
    }

    /// <summary>Adds another matrix.</summary>
    /// <exception cref="ArgumentException">It has another number of classes.</exception>
    public void Add(ConfusionMatrix other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Classes != Classes) throw new ArgumentException($"A matrix of {other.Classes} classes cannot be added to one of {Classes}.", nameof(other));
        for (int i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
    }
}
