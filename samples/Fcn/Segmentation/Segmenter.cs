using System;

namespace FcnGen.Samples.Fcn.Segmentation;

/// <summary>Segments pictures one after the other and writes what each job asks for.</summary>
/// <param name="network">The network.</param>
/// <param name="names">Names and colours of the classes; null for the colours of PASCAL VOC.</param>
internal sealed class Segmenter(Network network, ClassTable? names = null)
{
    private float[] _values = [], _scores = [];

    /// <summary>Segments one picture.</summary>
    public void Run(SegmentJob job, Picture picture)
    {
        PictureCheck.Require(network, job.Scores is null ? Pass.Segment : Pass.Forward, job.Input, picture);
        LabelMap labels;
        if (job.Scores is null)
        {
            labels = network.Segment(picture);
        }
        else
        {
            labels = Score(picture, labelled: (job.Labels ?? job.Overlay) is not null, out int channels);
            Npy.Save(job.Scores, _scores.AsSpan(0, channels * picture.Height * picture.Width), 1, channels, picture.Height, picture.Width);
        }

        if (job.Labels is not null) labels.Save(job.Labels, names?.Palette);
        if (job.Overlay is not null) Overlay.Blend(picture, labels, names).Save(job.Overlay);
    }

    /// <summary>Keeps the scores of every channel, and labels by them as the segment pass does.</summary>
    /// <exception cref="ProgramException">Labels are wanted, and a byte can't hold them.</exception>
    private LabelMap Score(Picture picture, bool labelled, out int channels)
    {
        int pixels = picture.Height * picture.Width;
        Layer output = network.Description.Outputs[0];
        channels = output.Channels;
        if (labelled && output.Classes > 256)
        {
            throw new ProgramException(
                $"{network.Description.Name} has {output.Classes} classes; label maps and overlays hold 256. Ask for --scores alone.");
        }

        Grow(ref _values, checked(pixels * network.Description.Layers[0].Channels));
        Grow(ref _scores, checked(pixels * channels));
        Span<float> values = _values.AsSpan(0, pixels * network.Description.Layers[0].Channels);
        Span<float> scores = _scores.AsSpan(0, pixels * channels);
        network.Description.Preprocessing.Encode(picture, values);
        network.Forward(values, scores, 1, picture.Height, picture.Width);
        var labels = LabelMap.Filled(0, picture.Width, picture.Height);
        if (labelled) output.LabelsOf(scores, labels.Labels);
        return labels;
    }

    private static void Grow(ref float[] array, int length)
    {
        if (array.Length < length) array = new float[length];
    }
}
