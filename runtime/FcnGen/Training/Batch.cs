using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>
/// A batch ready for a network. The arrays may be larger than the batch. What lies outside of a picture has the label that a loss ignores,
/// so there is a set of labels for every such label, or one for every loss where losses have label maps of their own.
/// </summary>
internal sealed class Batch
{
    private int[] _channels = [];
    private float[][] _inputs = [];
    private byte[][] _labels = [];
    private byte[] _ignored = [];
    private int[] _setOfLoss = [];

    public int Count { get; private set; }

    public int Height { get; private set; }

    public int Width { get; private set; }

    /// <summary>True if every loss takes the same label map.</summary>
    public bool SharesLabels { get; private set; }

    /// <summary>Sets of labels: one, unless losses ignore different labels or take different label maps.</summary>
    public int LabelSets => _ignored.Length;

    /// <summary>Pictures × channels × height × width of an input.</summary>
    public Span<float> Input(int input) => _inputs[input].AsSpan(0, Count * _channels[input] * Height * Width);

    /// <summary>The labels of a set.</summary>
    public Span<byte> LabelSet(int set) => _labels[set].AsSpan(0, Count * Height * Width);

    /// <summary>The label of what lies outside of a picture.</summary>
    public byte IgnoreLabelOf(int set) => _ignored[set];

    /// <summary>The first loss that takes a set.</summary>
    public int FirstLossOf(int set) => Array.IndexOf(_setOfLoss, set);

    /// <summary>The labels for a loss, counted in the order of declaration.</summary>
    public ReadOnlySpan<byte> LabelsFor(int loss) => LabelSet(_setOfLoss[loss]);

    /// <summary>Makes room.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="channels">Channels of each input.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="losses">What takes the labels.</param>
    /// <param name="sharesLabels">True if every loss takes the same label map.</param>
    public void Reserve(int count, IReadOnlyList<int> channels, int height, int width, IReadOnlyList<LossInfo> losses, bool sharesLabels)
    {
        // Three factors of 31 bits can overflow 64.
        if ((Int128)count * channels.Max() * height * width > Array.MaxLength)
        {
            throw new DatasetException(
                $"A batch of {count} pictures of {height}x{width} pixels has more values than an array holds ({Array.MaxLength}). "
                + "Use a smaller batch, with a larger iter_size for the same mean gradient, or a smaller crop.");
        }

        (Count, Height, Width) = (count, height, width);
        if (_inputs.Length != channels.Count)
        {
            _channels = [.. channels];
            _inputs = [.. _channels.Select(_ => Array.Empty<float>())];
        }

        int pixels = count * height * width;
        for (int input = 0; input < _inputs.Length; input++)
        {
            if (_inputs[input].Length < pixels * _channels[input]) _inputs[input] = new float[pixels * _channels[input]];
        }

        if (_setOfLoss.Length != losses.Count || SharesLabels != sharesLabels) Assign(losses, sharesLabels);
        for (int set = 0; set < _labels.Length; set++)
        {
            if (_labels[set].Length < pixels) _labels[set] = new byte[pixels];
        }
    }

    // A loss without a label to ignore never sees what lies outside: any label will do.
    private void Assign(IReadOnlyList<LossInfo> losses, bool sharesLabels)
    {
        byte[] ignored = [.. losses.Select(loss => loss.IgnoreLabel ?? 255)];
        _ignored = sharesLabels ? [.. ignored.Distinct()] : ignored;
        _setOfLoss = [.. ignored.Select((label, loss) => sharesLabels ? Array.IndexOf(_ignored, label) : loss)];
        _labels = [.. _ignored.Select(_ => Array.Empty<byte>())];
        SharesLabels = sharesLabels;
    }
}
