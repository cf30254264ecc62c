using System;

namespace FcnGen;

/// <summary>Labels of scores that are at hand.</summary>
public static class OutputLabels
{
    /// <summary>
    /// The labels of an output's scores, as the pass that ends in labels makes them: 1 where the value of its only channel is greater than
    /// <see cref="Layer.LabelThreshold"/>, else 0; without a threshold the channel with the largest value, the first of equals.
    /// </summary>
    /// <param name="output">The output.</param>
    /// <param name="scores">Channels × pixels, of one picture.</param>
    /// <param name="labels">Receives a label for each pixel.</param>
    /// <exception cref="ArgumentException">The numbers of scores and of labels do not fit the output.</exception>
    /// <exception cref="NoLabelMapException">The output has more than 256 classes.</exception>
    public static void LabelsOf(this Layer output, ReadOnlySpan<float> scores, Span<byte> labels)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (scores.Length != (long)output.Channels * labels.Length)
        {
            throw new ArgumentException(
                $"{output.Name} has {output.Channels} channels, so {labels.Length} labels are of {(long)output.Channels * labels.Length} scores; {scores.Length} were given.", nameof(scores));
        }

        if (output.Classes > Network.MostLabels)
        {
            throw new NoLabelMapException(
                $"{output.Name} has {output.Channels} channels; a label map holds a byte per pixel, so {Network.MostLabels} classes. Choose from the scores.");
        }

        for (int pixel = 0; pixel < labels.Length; pixel++)
            labels[pixel] = output.LabelThreshold is { } limit ? scores[pixel] > limit ? (byte)1 : (byte)0 : Largest(scores, labels.Length, pixel);
    }

    private static byte Largest(ReadOnlySpan<float> scores, int pixels, int pixel)
    {
        int best = pixel;
        for (int at = pixel + pixels; at < scores.Length; at += pixels)
            if (scores[at] > scores[best]) best = at;
        return (byte)(best / pixels);
    }
}
