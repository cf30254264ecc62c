using System;
using System.Collections.Generic;
using System.Text;

namespace FcnGen;

/// <summary>One iteration of training.</summary>
/// <param name="Iteration">Iterations completed, this one included.</param>
/// <param name="Loss">Its loss, before the step: the mean over the accumulated batches.</param>
/// <param name="Smoothed">Mean of the last losses, as many as <see cref="SolverOptions.AverageLoss"/> says.</param>
/// <param name="LearningRate">Its learning rate, without multipliers.</param>
public readonly record struct LossEntry(long Iteration, double Loss, double Smoothed, double LearningRate);

/// <summary>The losses of a training run from its first iteration, across interrupts.</summary>
public sealed class LossHistory
{
    private readonly SolverOptions _options;
    private readonly List<double> _losses = [];

    internal LossHistory(SolverOptions options)
    {
        _options = options;
    }

    /// <summary>Iterations completed.</summary>
    public int Count => _losses.Count;

    /// <summary>The loss of every iteration.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>An iteration, counted from 0.</summary>
    public LossEntry this[int index]
    {
        get
        {
            int first = Math.Max(0, index - _options.AverageLoss + 1);
            double sum = 0;
            for (int i = first; i <= index; i++) sum += _losses[i];
            return new LossEntry(index + 1, _losses[index], sum / (index - first + 1), _options.RateAt(index));
        }
    }

    /// <summary>Writes <c>iteration,loss,smoothed,rate</c> lines.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public void SaveCsv(string path)
    {
        var text = new StringBuilder("iteration,loss,smoothed,rate\n");
        for (int i = 0; i < Count; i++)
        {
            LossEntry entry = this[i];
            text.Append(FormattableString.Invariant($"{entry.Iteration},{entry.Loss:R},{entry.Smoothed:R},{entry.LearningRate:R}\n"));
        }

        AtomicFile.WriteText(path, text.ToString());
    }

    internal void Add(double loss) => _losses.Add(loss);

    internal double[] ToArray() => [.. _losses];

    internal void Restore(IEnumerable<double> losses)
    {
        double[] all = [.. losses];
        _losses.Clear();
        _losses.AddRange(all);
    }
}
