using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>
/// A batch ready for a network. The arrays may be larger than the batch. What lies outside of a picture has the label that a loss ignores,
/// so there is a set of labels for every such label.
/// </summary>
internal sealed class Batch
{
    private float[] _images = [];
    private byte[][] _labels = [];
    private byte[] _ignored = [];
    private int[] _setOfLoss = [];

    public int Count { get; private set; }

    public int Height { get; private set; }

    public int Width { get; private set; }

    public int Channels { get; private set; }

    public Span<float> Images => _images.AsSpan(0, Count * Channels * Height * Width);

    /// <summary>Sets of labels: one, unless losses ignore different labels.</summary>
    public int LabelSets => _ignored.Length;

    /// <summary>The labels of a set.</summary>
    public Span<byte> LabelSet(int set) => _labels[set].AsSpan(0, Count * Height * Width);

    /// <summary>The label of what lies outside of a picture.</summary>
    public byte IgnoreLabelOf(int set) => _ignored[set];

    /// <summary>The labels for a loss, counted in the order of declaration.</summary>
    public ReadOnlySpan<byte> LabelsFor(int loss) => LabelSet(_setOfLoss[loss]);

    public void Reserve(int count, int channels, int height, int width, IReadOnlyList<LossInfo> losses)
    {
        // Three factors of 31 bits can overflow 64.
        if ((Int128)count * channels * height * width > Array.MaxLength)
        {
            throw new DatasetException(
                $"A batch of {count} pictures of {height}x{width} pixels has more values than an array holds ({Array.MaxLength}). "
                + "Use a smaller batch, with a larger iter_size for the same mean gradient, or a smaller crop.");
        }

        (Count, Channels, Height, Width) = (count, channels, height, width);
        int pixels = count * height * width;
        if (_images.Length < pixels * channels) _images = new float[pixels * channels];
        if (_setOfLoss.Length != losses.Count)
        {
            // A loss without one never sees what lies outside: any set will do.
            _ignored = [.. losses.Select(loss => loss.IgnoreLabel ?? 255).Distinct()];
            _setOfLoss = [.. losses.Select(loss => Array.IndexOf(_ignored, loss.IgnoreLabel ?? 255))];
            _labels = [.. _ignored.Select(_ => Array.Empty<byte>())];
        }

        for (int set = 0; set < _labels.Length; set++)
        {
            if (_labels[set].Length < pixels) _labels[set] = new byte[pixels];
        }
    }
}

/// <summary>Loads, checks, augments and encodes the samples of a batch.</summary>
/// <param name="network">The network.</param>
/// <param name="dataset">The samples.</param>
/// <param name="options">The settings.</param>
/// <param name="replicas">Those who take batches in turn.</param>
internal sealed class BatchReader(NetworkDescription network, IDataset dataset, SolverOptions options, IReplicas replicas)
{
    private readonly SampleSequence _sequence = new(dataset.Count, options.Order, options.Seed);
    private readonly int _channels = network.Layers[0].Channels;

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
            DatasetRequirements.CheckLabels(sample, network.Losses);
            (Sample shown, PictureRegion region) = options.Augmentation.Apply(sample, options.Crop, _sequence.AugmentationKey(position));
            if (!ReferenceEquals(shown, sample)) DatasetRequirements.CheckLabels(shown, network.Losses);
            sample = shown;
            int height = sample.Picture.Height, width = sample.Picture.Width;
            if (!region.IsInside(height, width)) DatasetRequirements.CheckOutside(sample.Name, height, width, network.Losses);
            if (i == 0)
            {
                DatasetRequirements.CheckSize(network, sample.Name, region.Height, region.Width);
                first = sample.Name;
                batch.Reserve(options.BatchSize, _channels, region.Height, region.Width, network.Losses);
            }
            else if ((region.Height, region.Width) != (batch.Height, batch.Width))
            {
                throw DatasetRequirements.UnequalSizes(first, batch.Height, batch.Width, sample.Name, region.Height, region.Width, options.BatchSize);
            }

            int pixels = region.Height * region.Width;
            network.Preprocessing.Encode(sample.Picture, region, batch.Images.Slice(i * _channels * pixels, _channels * pixels));
            for (int set = 0; set < batch.LabelSets; set++)
                region.Copy(sample.Labels, batch.LabelSet(set).Slice(i * pixels, pixels), batch.IgnoreLabelOf(set));
        }
    }
}
