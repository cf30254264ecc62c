using System;
using System.Threading;
using System.Threading.Tasks;

namespace FcnGen;

/// <summary>
/// Segments every sample of a data set and scores the result. Inputs are bound by name, as in training; of several label maps, the output is
/// scored by that of its loss, or by one of the output's own name where it has no loss.
/// </summary>
public static class Evaluator
{
    /// <summary>Scores a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">What it is fed, and true labels.</param>
    /// <param name="progress">Told after every picture.</param>
    /// <param name="cancel">Stops between two pictures; one that is being read may be read to its end on another thread.</param>
    /// <param name="ignoreLabel">
    /// The label that is not scored; default: the one that the loss of the output ignores (255 for an output without a loss).
    /// </param>
    /// <param name="output">Which output, where the network has several.</param>
    /// <param name="onlyPresent">True to leave classes out of the mean IU that the data set does not hold; see <see cref="SegmentationMetrics"/>.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="NoLabelMapException">The output has more than 256 channels.</exception>
    /// <exception cref="FcnGenException">The data set is empty, or a sample cannot be read or does not fit the network.</exception>
    public static SegmentationMetrics Evaluate(
        Network network, IDataset dataset, IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default,
        byte? ignoreLabel = null, int output = 0, bool onlyPresent = false)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.Count == 0) throw new DatasetException("The data set to evaluate on is empty.");
        NetworkDescription description = network.Description;
        _ = network.RequireLabelMap(output);
        LossInfo scored = DatasetRequirements.Scored(description, output, ignoreLabel);
        var confusion = new ConfusionMatrix(scored.Classes);
        Task<Sample> reading = Task.Run(() => dataset.Load(0), CancellationToken.None);
        for (int i = 0; i < dataset.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            Sample sample = reading.WaitAsync(cancel).GetAwaiter().GetResult();
            int next = i + 1;
            if (next < dataset.Count) reading = Task.Run(() => dataset.Load(next), CancellationToken.None);
            BoundSample bound = BoundSample.Of(sample, description, scored);
            bound.CheckLabels([scored]);
            DatasetRequirements.CheckSize(description, sample.Name, sample.Height, sample.Width);
            confusion.Add(bound.Labels[0].Labels, network.SegmentBound(bound.Inputs, output).Labels, scored.IgnoreLabel ?? -1);
            progress?.Report(new EvaluationProgress(i + 1, dataset.Count));
        }

        return new SegmentationMetrics(confusion, onlyPresent);
    }
}
