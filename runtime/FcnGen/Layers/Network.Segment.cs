using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FcnGen.CompilerServices;

namespace FcnGen;

// Pictures in, a class per pixel out.
public abstract partial class Network
{
    /// <summary>Classes that a label map, a byte per pixel, can tell apart.</summary>
    internal const int MostLabels = 256;

    /// <summary>The class of every pixel of a picture.</summary>
    /// <param name="picture">A picture of at least <see cref="NetworkDescription.MinSize"/> pixels a side.</param>
    /// <param name="output">Which output, where the network has several.</param>
    /// <param name="cancel">
    /// Gives the work up: the device cpu looks at it between layers, a GPU before the pass is launched and while kernels are compiled; what
    /// was launched on a GPU runs to its end there. The network can be used again at once.
    /// </param>
    /// <exception cref="NoLabelMapException">The output has more than 256 channels; its scores can be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LabelMap Segment(Picture picture, int output = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        using NetworkUse.Turn turn = _use.Take(nameof(Segment));
        return SegmentCore(picture, output, cancel);
    }

    /// <summary>As the other overload, into labels that are there: allocates nothing once the largest size was seen.</summary>
    /// <exception cref="ArgumentException">Picture and labels differ in size.</exception>
    /// <exception cref="NoLabelMapException">The output has more than 256 channels; its scores can be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; what the labels hold is undefined.</exception>
    public void Segment(Picture picture, LabelMap labels, int output = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(labels);
        if ((labels.Height, labels.Width) != (picture.Height, picture.Width))
            throw new ArgumentException($"The picture is {picture.Height}x{picture.Width}, the label map {labels.Height}x{labels.Width}.", nameof(labels));
        using NetworkUse.Turn turn = _use.Take(nameof(Segment));
        SegmentCore(picture, labels.Labels, output, cancel);
    }

    /// <summary>The class of every pixel of a raster: any channels, 8 or 16 bits. For networks with one input.</summary>
    /// <param name="raster">As many channels as the input, of at least <see cref="NetworkDescription.MinSize"/> pixels a side.</param>
    /// <param name="output">Which output, where the network has several.</param>
    /// <param name="cancel">Gives the work up, as for a picture.</param>
    /// <exception cref="InvalidOperationException">The network has several inputs.</exception>
    /// <exception cref="SampleMismatchException">The raster has other channels than the input.</exception>
    /// <exception cref="NoLabelMapException">The output has more than 256 channels; its scores can be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LabelMap Segment(Raster raster, int output = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(raster);
        return SegmentBound(Bind(nameof(Segment), raster), output, cancel);
    }

    /// <summary>The class of every pixel, for networks with any number of inputs.</summary>
    /// <param name="inputs">
    /// What feeds each input, by its name, such as <c>color</c>; all of one size, of at least <see cref="NetworkDescription.MinSize"/> pixels a side.
    /// </param>
    /// <param name="output">Which output, where the network has several.</param>
    /// <param name="cancel">Gives the work up, as for a picture.</param>
    /// <exception cref="SampleMismatchException">Names, channels or sizes do not fit.</exception>
    /// <exception cref="NoLabelMapException">The output has more than 256 channels; its scores can be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LabelMap Segment(IReadOnlyDictionary<string, Raster> inputs, int output = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return SegmentBound(Bind(nameof(Segment), inputs), output, cancel);
    }

    /// <summary>The class of every pixel of several pictures of one size, in one pass.</summary>
    /// <param name="pictures">
    /// Pictures of one size. Memory grows with their number: <see cref="ArenaBytes"/> says how far. Pictures of different sizes go one by one.
    /// </param>
    /// <param name="output">Which output, where the network has several.</param>
    /// <param name="cancel">Gives the work up, as for one picture.</param>
    /// <returns>A map for each, in their order; none for no pictures.</returns>
    /// <exception cref="ArgumentException">Sizes differ.</exception>
    /// <exception cref="NoLabelMapException">The output has more than 256 channels; its scores can be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<LabelMap> Segment(IReadOnlyList<Picture> pictures, int output = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Count == 0) return [];
        (int height, int width) = CommonSize(pictures);
        using NetworkUse.Turn turn = _use.Take(nameof(Segment));
        RequireOneInput();
        var labels = new byte[checked(pictures.Count * height * width)];
        SegmentCore(Encode(pictures, height, width), labels, pictures.Count, height, width, output, cancel);
        var maps = new LabelMap[pictures.Count];
        for (int i = 0; i < maps.Length; i++)
            maps[i] = new LabelMap(labels.AsSpan(i * height * width, height * width).ToArray(), width, height);
        return maps;
    }

    /// <summary>The class of every pixel of a batch of encoded pictures; for networks with one input.</summary>
    /// <param name="images">Batch × channels × height × width.</param>
    /// <param name="labels">Receives batch × height × width classes.</param>
    /// <param name="batch">Pictures.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="output">Which output, where the network has several.</param>
    /// <exception cref="NoLabelMapException">The output has more than 256 channels; its scores can be read.</exception>
    public void Segment(ReadOnlySpan<float> images, Span<byte> labels, int batch, int height, int width, int output = 0)
    {
        using NetworkUse.Turn turn = _use.Take(nameof(Segment));
        RequireOneInput();
        SegmentCore(images, labels, batch, height, width, output, CancellationToken.None);
    }

    /// <summary>
    /// As <see cref="Segment(Picture, int, CancellationToken)"/>, on a thread of the pool. The network is busy until the task has ended: another
    /// call before that throws. The picture must not be changed meanwhile.
    /// </summary>
    /// <param name="picture">A picture of at least <see cref="NetworkDescription.MinSize"/> pixels a side.</param>
    /// <param name="cancel">Gives the work up, as in <see cref="Segment(Picture, int, CancellationToken)"/>; the task is then cancelled.</param>
    /// <exception cref="InvalidOperationException">The network is busy with another call.</exception>
    public Task<LabelMap> SegmentAsync(Picture picture, CancellationToken cancel = default) => SegmentAsync(picture, 0, cancel);

    /// <summary>As the other overload, for one of several outputs.</summary>
    /// <param name="picture">A picture of at least <see cref="NetworkDescription.MinSize"/> pixels a side.</param>
    /// <param name="output">Which output.</param>
    /// <param name="cancel">Gives the work up.</param>
    /// <exception cref="InvalidOperationException">The network is busy with another call.</exception>
    public Task<LabelMap> SegmentAsync(Picture picture, int output, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (cancel.IsCancellationRequested) return Task.FromCanceled<LabelMap>(cancel);
        _use.Enter(nameof(SegmentAsync));
        return Run();

        async Task<LabelMap> Run()
        {
            try
            {
                // Not given the token: the turn must end on every path.
                return await Task.Run(() => SegmentCore(picture, output, cancel), CancellationToken.None).ConfigureAwait(false);
            }
            finally
            {
                _use.Leave();
            }
        }
    }

    private LabelMap SegmentCore(Picture picture, int output, CancellationToken cancel)
    {
        var labels = new byte[picture.Height * picture.Width];
        SegmentCore(picture, labels, output, cancel);
        return new LabelMap(labels, picture.Width, picture.Height);
    }

    private void SegmentCore(Picture picture, Span<byte> labels, int output, CancellationToken cancel)
    {
        RequireOneInput();
        SegmentCore(Encode(picture), labels, 1, picture.Height, picture.Width, output, cancel);
    }

    private void SegmentCore(ReadOnlySpan<float> images, Span<byte> labels, int batch, int height, int width, int output, CancellationToken cancel)
    {
        RequireLabelMap(output);
        ByteBlob map = BeginSegment(labels, batch, height, width, output);
        UploadInput(Pass.Segment, 0, images);
        FinishSegment(map, labels, cancel);
    }

    /// <summary>The class of every pixel of inputs in the order of the network.</summary>
    internal LabelMap SegmentBound(Raster[] inputs, int output, CancellationToken cancel = default)
    {
        using NetworkUse.Turn turn = _use.Take(nameof(Segment));
        RequireLabelMap(output);
        (int height, int width) = (inputs[0].Height, inputs[0].Width);
        var labels = new byte[height * width];
        ByteBlob map = BeginSegment(labels, 1, height, width, output);
        UploadInputs(Pass.Segment, inputs);
        FinishSegment(map, labels, cancel);
        return new LabelMap(labels, width, height);
    }

    private ByteBlob BeginSegment(ReadOnlySpan<byte> labels, int batch, int height, int width, int output)
    {
        Begin(Pass.Segment, batch, height, width);
        ByteBlob map = SegmentBlob(output);
        return labels.Length == map.Count ? map
            : throw new ArgumentException($"{Description.Name} labels {map.Batch}x{map.Height}x{map.Width} pixels; there is room for {labels.Length}.", nameof(labels));
    }

    private void FinishSegment(ByteBlob map, Span<byte> labels, CancellationToken cancel)
    {
        Prepare(Pass.Segment, cancel);
        Device.Run(this, _arena, Pass.Segment, cancel);
        cancel.ThrowIfCancellationRequested();
        Device.Download(_arena, map, labels);
        Settle();
    }

    /// <summary>The layer of an output whose classes fit into a label map.</summary>
    /// <exception cref="NoLabelMapException">They do not.</exception>
    internal Layer RequireLabelMap(int output)
    {
        Layer layer = OutputLayer(output);
        return layer.Classes <= MostLabels ? layer : throw new NoLabelMapException(
            $"{layer.Name} of {Description.Name} has {layer.Channels} channels; a label map holds a byte per pixel, so {MostLabels} classes. "
            + "Read the scores (Forward, Scores) and choose from them.");
    }
}

/// <summary>An output has more classes than a label map can hold; its scores can be read.</summary>
/// <param name="message">The output and its channels.</param>
public sealed class NoLabelMapException(string message) : FcnGenException(message);
