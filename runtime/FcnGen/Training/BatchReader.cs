using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>Loads, checks, augments and encodes the samples of a batch.</summary>
/// <param name="network">The network.</param>
/// <param name="dataset">The samples.</param>
/// <param name="options">The settings.</param>
/// <param name="replicas">Those who take batches in turn.</param>
internal sealed class BatchReader(NetworkDescription network, IDataset dataset, SolverOptions options, IReplicas replicas)
{
    private readonly SampleSequence _sequence = new(dataset.Count, options.Order, options.Seed);
    private readonly int[] _channels = [.. network.Inputs.Select(input => input.Channels)];

    /// <summary>Fills a batch with the samples of a place in the sequence of batches.</summary>
    /// <param name="number">The batch, counted from 0 over those of this replica.</param>
    /// <param name="batch">Receives the samples.</param>
    public void Read(long number, Batch batch)
    {
        string first = "";
        for (int i = 0; i < options.BatchSize; i++)
        {
            long position = (number * replicas.Count + replicas.Rank) * options.BatchSize + i;
            Sample sample = dataset.Load(_sequence.At(position));
            BoundSample bound = Bind(sample);
            (Sample shown, PictureRegion region) = options.Augmentation.Apply(sample, options.Crop, _sequence.AugmentationKey(position));
            if (!ReferenceEquals(shown, sample)) bound = Bind(sample = shown);
            if (!region.IsInside(sample.Height, sample.Width)) DatasetRequirements.CheckOutside(sample.Name, sample.Height, sample.Width, network.Losses);
            if (i == 0)
            {
                DatasetRequirements.CheckSize(network, sample.Name, region.Height, region.Width);
                first = sample.Name;
                batch.Reserve(options.BatchSize, _channels, region.Height, region.Width, network.Losses, bound.SharesLabels);
            }
            else if ((region.Height, region.Width) != (batch.Height, batch.Width))
            {
                throw DatasetRequirements.UnequalSizes(first, batch.Height, batch.Width, sample.Name, region.Height, region.Width, options.BatchSize);
            }
            else if (bound.SharesLabels != batch.SharesLabels)
            {
                throw DatasetRequirements.UnequalLabels(first, sample.Name, batch.SharesLabels);
            }

            Write(bound, region, batch, i);
        }
    }

    private BoundSample Bind(Sample sample)
    {
        BoundSample bound = BoundSample.Of(sample, network);
        bound.CheckLabels(network.Losses);
        return bound;
    }

    // One region for all parts: whatever was drawn, inputs and labels stay in place over each other.
    private void Write(BoundSample bound, PictureRegion region, Batch batch, int place)
    {
        int pixels = region.Height * region.Width;
        IReadOnlyList<InputInfo> inputs = network.Inputs;
        for (int input = 0; input < inputs.Count; input++)
        {
            int values = _channels[input] * pixels;
            inputs[input].Preprocessing.Encode(bound.Inputs[input], region, batch.Input(input).Slice(place * values, values));
        }

        for (int set = 0; set < batch.LabelSets; set++)
            region.Copy(bound.Labels[batch.FirstLossOf(set)], batch.LabelSet(set).Slice(place * pixels, pixels), batch.IgnoreLabelOf(set));
    }
}
