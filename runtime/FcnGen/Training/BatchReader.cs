using System;
using System.Linq;

namespace FcnGen;

/// <summary>A batch ready for a network. The arrays may be larger than the batch.</summary>
internal sealed class Batch
{
    private float[] _images = [];
    private byte[] _labels = [];

    public int Count { get; private set; }

    public int Height { get; private set; }

    public int Width { get; private set; }

    public int Channels { get; private set; }

    public Span<float> Images => _images.AsSpan(0, Count * Channels * Height * Width);

    public Span<byte> Labels => _labels.AsSpan(0, Count * Height * Width);

    public void Reserve(int count, int channels, int height, int width)
    {
        (Count, Channels, Height, Width) = (count, channels, height, width);
        int pixels = checked(count * height * width);
        if (_images.Length < checked(pixels * channels)) _images = new float[pixels * channels];
        if (_labels.Length < pixels) _labels = new byte[pixels];
    }
}

/// <summary>Loads, checks, augments and encodes the samples of a batch.</summary>
internal sealed class BatchReader(NetworkDescription network, IDataset dataset, SolverOptions options)
{
    private readonly SampleSequence _sequence = new(dataset.Count, options.Order, options.Seed);
    private readonly int _channels = network.Layers[0].Channels;
    private readonly int _classes = network.Layers
        .Where(layer => layer.Kind == LayerKind.SoftmaxLoss)
        .Min(loss => network.Layers[loss.Bottoms[0]].Channels);

    /// <summary>Fills a batch with the samples of a place in the sequence of batches.</summary>
    /// <param name="number">The batch, counted from 0.</param>
    /// <param name="batch">Receives the samples.</param>
    public void Read(long number, Batch batch)
    {
        string first = "";
        for (int i = 0; i < options.BatchSize; i++)
        {
            long position = number * options.BatchSize + i;
            Sample sample = dataset.Load(_sequence.At(position));
            sample.CheckLabels(_classes, network.IgnoreLabel);
            Window window = options.Augmentation.Choose(sample.Picture.Height, sample.Picture.Width, options.Crop, _sequence.AugmentationKey(position));
            if (i == 0)
            {
                CheckSize(sample, window);
                first = sample.Name;
                batch.Reserve(options.BatchSize, _channels, window.Height, window.Width);
            }
            else if ((window.Height, window.Width) != (batch.Height, batch.Width))
            {
                throw new DatasetException(
                    $"The pictures of a batch must have one size: {first} is {batch.Height}x{batch.Width}, {sample.Name} is {window.Height}x{window.Width}. "
                    + $"Use a batch size of 1 and an iter_size of {options.BatchSize}, which gives the same mean gradient, or a crop.");
            }

            int pixels = window.Height * window.Width;
            network.Preprocessing.Encode(sample.Picture, window, batch.Images.Slice(i * _channels * pixels, _channels * pixels));
            window.Copy(sample.Labels, batch.Labels.Slice(i * pixels, pixels), network.IgnoreLabel);
        }
    }

    private void CheckSize(Sample sample, Window window)
    {
        if (Math.Min(window.Height, window.Width) < network.MinSize)
        {
            throw new DatasetException(
                $"{network.Name} works for pictures of at least {network.MinSize}x{network.MinSize} pixels; {sample.Name} gives {window.Height}x{window.Width}.");
        }
    }
}
