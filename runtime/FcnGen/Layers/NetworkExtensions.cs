using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using System.Threading;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>Shorthands that would clash with layer names as members: many networks have a layer called Loss, some one called Scores.</summary>
public static class NetworkExtensions
{
    // Pixels that the softmax works on at a time: their row of maxima and the rows of the classes stay in the caches.
    private const int Piece = 1024;

    /// <summary>The loss of one encoded picture and its labels; call <see cref="Network.Backward"/> next for the gradients.</summary>
    /// <param name="network">A network with one input.</param>
    /// <param name="image">1 × channels × height × width.</param>
    /// <param name="labels">The true class of every pixel.</param>
    public static double Loss(this Network network, Tensor<float> image, LabelMap labels)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(labels);
        byte[][] perLoss = new byte[network.LossCount][];
        Array.Fill(perLoss, labels.Labels);
        return network.ForwardTraining([image], perLoss);
    }

    /// <summary>
    /// The scores of a picture as the network gives them: of any size, not normalised, the largest is the class. They take
    /// 4 · classes · height · width bytes (21 classes of 500×500 pixels: 20 MiB), and as much again in the arena.
    /// </summary>
    /// <param name="network">A network with one input.</param>
    /// <param name="picture">A picture of at least <see cref="NetworkDescription.MinSize"/> pixels a side.</param>
    /// <param name="output">Which output, where the network has several.</param>
    /// <param name="cancel">Gives the work up, as in <see cref="Network.Segment(Picture, int, CancellationToken)"/>.</param>
    /// <returns>Classes × height × width of the output, which is the picture's where the network crops to its input.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Tensor<float> Scores(this Network network, Picture picture, int output = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(picture);
        return AsTensor(network.ScoresOf(nameof(Scores), picture, output, cancel));
    }

    /// <summary>As the other overload, of a raster: any channels, 8 or 16 bits.</summary>
    /// <param name="network">A network with one input.</param>
    /// <param name="raster">As many channels as the input.</param>
    /// <param name="output">Which output, where the network has several.</param>
    /// <param name="cancel">Gives the work up, as in <see cref="Network.Segment(Picture, int, CancellationToken)"/>.</param>
    /// <exception cref="SampleMismatchException">The raster has other channels than the input.</exception>
    public static Tensor<float> Scores(this Network network, Raster raster, int output = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(raster);
        return AsTensor(network.ScoresOf(nameof(Scores), raster, output, cancel));
    }

    /// <summary>As the other overload, for networks with any number of inputs.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">What feeds each input, by its name; all of one size.</param>
    /// <param name="output">Which output, where the network has several.</param>
    /// <param name="cancel">Gives the work up, as in <see cref="Network.Segment(Picture, int, CancellationToken)"/>.</param>
    /// <exception cref="SampleMismatchException">Names, channels or sizes do not fit.</exception>
    public static Tensor<float> Scores(this Network network, IReadOnlyDictionary<string, Raster> inputs, int output = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        return AsTensor(network.ScoresOf(nameof(Scores), inputs, output, cancel));
    }

    /// <summary>
    /// The probability of each class at each pixel: the softmax over the classes that <see cref="SoftmaxLossAttribute"/> trains, in float32,
    /// from the differences to the largest score, so that no score is too large. Takes the memory of <see cref="Scores(Network, Picture, int, CancellationToken)"/> and no more.
    /// Where a score is not a number, all classes of the pixel are not. Where the channels of the output are each a yes or no of its own, as of
    /// a single channel or where <see cref="SigmoidLossAttribute"/> trains them (<see cref="Layer.Values"/>), it is the sigmoid of each score,
    /// or the value itself where the output ends in a sigmoid.
    /// </summary>
    /// <param name="network">A network with one input.</param>
    /// <param name="picture">A picture of at least <see cref="NetworkDescription.MinSize"/> pixels a side.</param>
    /// <param name="output">Which output, where the network has several.</param>
    /// <param name="cancel">Gives the work up, as in <see cref="Network.Segment(Picture, int, CancellationToken)"/>.</param>
    /// <returns>Channels × height × width, each 0 to 1; after a softmax, those of a pixel add up to 1.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Tensor<float> Probabilities(this Network network, Picture picture, int output = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(picture);
        return AsProbabilities(network, output, network.ScoresOf(nameof(Probabilities), picture, output, cancel));
    }

    /// <summary>As the other overload, of a raster: any channels, 8 or 16 bits.</summary>
    /// <param name="network">A network with one input.</param>
    /// <param name="raster">As many channels as the input.</param>
    /// <param name="output">Which output, where the network has several.</param>
    /// <param name="cancel">Gives the work up, as in <see cref="Network.Segment(Picture, int, CancellationToken)"/>.</param>
    /// <exception cref="SampleMismatchException">The raster has other channels than the input.</exception>
    public static Tensor<float> Probabilities(this Network network, Raster raster, int output = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(raster);
        return AsProbabilities(network, output, network.ScoresOf(nameof(Probabilities), raster, output, cancel));
    }

    /// <summary>As the other overload, for networks with any number of inputs.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">What feeds each input, by its name; all of one size.</param>
    /// <param name="output">Which output, where the network has several.</param>
    /// <param name="cancel">Gives the work up, as in <see cref="Network.Segment(Picture, int, CancellationToken)"/>.</param>
    /// <exception cref="SampleMismatchException">Names, channels or sizes do not fit.</exception>
    public static Tensor<float> Probabilities(this Network network, IReadOnlyDictionary<string, Raster> inputs, int output = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        return AsProbabilities(network, output, network.ScoresOf(nameof(Probabilities), inputs, output, cancel));
    }

    private static Tensor<float> AsProbabilities(Network network, int output, (float[] Scores, Blob Blob) found)
    {
        switch (network.Description.Outputs[output].Values)
        {
            case OutputValues.Scores: Softmax(found.Scores, found.Blob.Channels); break;
            case OutputValues.Logits: TensorPrimitives.Sigmoid<float>(found.Scores, found.Scores); break;
            case OutputValues.Probabilities: break;
        }

        return AsTensor(found);
    }

    private static Tensor<float> AsTensor((float[] Scores, Blob Blob) found) =>
        Tensor.Create(found.Scores, [found.Blob.Channels, found.Blob.Height, found.Blob.Width]);

    /// <summary>Turns scores, classes × pixels, into probabilities.</summary>
    internal static void Softmax(Span<float> scores, int classes)
    {
        int pixels = scores.Length / classes;
        Span<float> largest = stackalloc float[Piece], sums = stackalloc float[Piece];
        for (int first = 0; first < pixels; first += Piece)
        {
            int count = Math.Min(Piece, pixels - first);
            Span<float> max = largest[..count], sum = sums[..count];
            scores.Slice(first, count).CopyTo(max);
            for (int c = 1; c < classes; c++) TensorPrimitives.Max(max, scores.Slice(c * pixels + first, count), max);
            sum.Clear();
            for (int c = 0; c < classes; c++)
            {
                Span<float> row = scores.Slice(c * pixels + first, count);
                TensorPrimitives.Subtract(row, max, row);
                TensorPrimitives.Exp<float>(row, row);
                TensorPrimitives.Add(sum, row, sum);
            }

            for (int c = 0; c < classes; c++)
            {
                Span<float> row = scores.Slice(c * pixels + first, count);
                TensorPrimitives.Divide(row, sum, row);
            }
        }
    }
}
