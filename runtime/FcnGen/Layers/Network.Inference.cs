using System;
using System.Linq;
using System.Numerics.Tensors;

namespace FcnGen;

// Pictures in, scores or labels out.
public abstract partial class Network
{
    private readonly PlanKey[] _plans = new PlanKey[3];
    private float[] _encoded = [];
    private Pass? _last;

    private readonly record struct PlanKey(int Batch, int Height, int Width);

    /// <summary>The class of every pixel of a picture.</summary>
    /// <param name="picture">A picture of at least <see cref="NetworkDescription.MinSize"/> pixels a side.</param>
    /// <param name="output">Which output, where the network has several.</param>
    public LabelMap Segment(Picture picture, int output = 0)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var labels = LabelMap.Filled(0, picture.Width, picture.Height);
        Segment(picture, labels, output);
        return labels;
    }

    /// <summary>As <see cref="Segment(Picture, int)"/>, into labels that are there: allocates nothing once the largest size was seen.</summary>
    /// <exception cref="ArgumentException">Picture and labels differ in size.</exception>
    public void Segment(Picture picture, LabelMap labels, int output = 0)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(labels);
        if ((labels.Height, labels.Width) != (picture.Height, picture.Width))
            throw new ArgumentException($"The picture is {picture.Height}x{picture.Width}, the label map {labels.Height}x{labels.Width}.", nameof(labels));
        Segment(Encode(picture), labels.Labels, 1, picture.Height, picture.Width, output);
    }

    /// <summary>The class of every pixel of a batch of encoded pictures; for networks with one input.</summary>
    /// <param name="images">Batch × channels × height × width.</param>
    /// <param name="labels">Receives batch × height × width classes.</param>
    /// <param name="batch">Pictures.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="output">Which output, where the network has several.</param>
    public void Segment(ReadOnlySpan<float> images, Span<byte> labels, int batch, int height, int width, int output = 0)
    {
        RequireOneInput();
        Begin(Pass.Segment, batch, height, width);
        UploadInput(Pass.Segment, 0, images);
        Device.Run(this, _arena, Pass.Segment);
        ByteBlob map = SegmentBlob(output);
        if (labels.Length != map.Count)
            throw new ArgumentException($"{Description.Name} labels {map.Batch}x{map.Height}x{map.Width} pixels; there is room for {labels.Length}.", nameof(labels));
        Device.Download(_arena, map, labels);
    }

    /// <summary>
    /// Runs the forward pass on encoded pictures and copies the scores of one output out: the form of the generated <c>Forward</c> that
    /// allocates nothing once the largest size was seen.
    /// </summary>
    /// <param name="images">Batch × channels × height × width, of the only input.</param>
    /// <param name="scores">Receives batch × classes × height × width of the output.</param>
    /// <param name="batch">Pictures.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="output">Which output, where the network has several.</param>
    public void Forward(ReadOnlySpan<float> images, Span<float> scores, int batch, int height, int width, int output = 0)
    {
        RequireOneInput();
        Begin(Pass.Forward, batch, height, width);
        UploadInput(Pass.Forward, 0, images);
        Device.Run(this, _arena, Pass.Forward);
        Blob blob = OutputBlob(output);
        if (scores.Length != blob.Count)
            throw new ArgumentException($"The output has {blob.Batch}x{blob.Channels}x{blob.Height}x{blob.Width} scores; there is room for {scores.Length}.", nameof(scores));
        Device.Download(_arena, blob, scores);
    }

    /// <summary>Runs the forward pass; called by the generated <c>Forward</c>, which has one argument per input.</summary>
    protected void RunForward(params ReadOnlySpan<Tensor<float>> inputs)
    {
        (int batch, int height, int width) = CommonSize(inputs);
        Begin(Pass.Forward, batch, height, width);
        for (int i = 0; i < inputs.Length; i++) UploadInput(Pass.Forward, i, Values(inputs[i]));
        Device.Run(this, _arena, Pass.Forward);
    }

    /// <summary>A copy of the scores of an output after <see cref="RunForward"/>: batch × classes × height × width.</summary>
    protected Tensor<float> ReadOutput(int output)
    {
        Blob blob = OutputBlob(output);
        var values = new float[blob.Count];
        Device.Download(_arena, blob, values);
        return Tensor.Create(values, [blob.Batch, blob.Channels, blob.Height, blob.Width]);
    }

    /// <summary>Works out the plan for a size, unless it is the one at hand, and makes room for it.</summary>
    private void Begin(Pass pass, int batch, int height, int width)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (batch <= 0) throw new ArgumentOutOfRangeException(nameof(batch), batch, "A batch has at least one picture.");
        Description.CheckSize(height, width);
        _last = null;
        var key = new PlanKey(batch, height, width);
        if (_plans[(int)pass] == key) return;
        try
        {
            _arena.Reserve(Plan(pass, batch, height, width));
            _plans[(int)pass] = key;
        }
        catch
        {
            // The arena may be gone, and with it the room of the other passes.
            Array.Clear(_plans);
            throw;
        }
    }

    private void RequireOneInput()
    {
        if (Description.Layers.Count < 2 || Description.Layers[1].Kind != LayerKind.Input) return;
        string inputs = string.Join(", ", Description.Layers.Where(layer => layer.Kind == LayerKind.Input).Select(layer => layer.Name));
        throw new InvalidOperationException($"{Description.Name} has several inputs ({inputs}): give a tensor for each, by Forward or ForwardTraining.");
    }

    private void UploadInput(Pass pass, int input, ReadOnlySpan<float> values)
    {
        Blob blob = InputBlob(pass, input);
        if (values.Length != blob.Count)
        {
            throw new ArgumentException(
                $"Input {Description.Layers[input].Name} of {Description.Name} is {blob.Batch}x{blob.Channels}x{blob.Height}x{blob.Width} " +
                $"(pictures x channels x height x width, {blob.Count} values); {values.Length} values were given.");
        }

        Device.Upload(_arena, values, blob);
    }

    private ReadOnlySpan<float> Encode(Picture picture)
    {
        int count = checked(picture.Height * picture.Width * Description.Layers[0].Channels);
        if (_encoded.Length < count) _encoded = new float[count];
        Span<float> values = _encoded.AsSpan(0, count);
        Description.Preprocessing.Encode(picture, values);
        return values;
    }

    private (int Batch, int Height, int Width) CommonSize(ReadOnlySpan<Tensor<float>> inputs)
    {
        ReadOnlySpan<nint> first = inputs[0].Lengths;
        for (int i = 0; i < inputs.Length; i++)
        {
            Layer layer = Description.Layers[i];
            ReadOnlySpan<nint> lengths = inputs[i].Lengths;
            if (lengths.Length != 4 || lengths[1] != layer.Channels || lengths[0] != first[0] || lengths[2] != first[2] || lengths[3] != first[3])
            {
                throw new ArgumentException(
                    $"Input {layer.Name} of {Description.Name} must be pictures x {layer.Channels} x height x width" +
                    (i == 0 ? "" : $", as large as {Description.Layers[0].Name}") + $"; it is {Shape(inputs[i])}.");
            }
        }

        return ((int)first[0], (int)first[2], (int)first[3]);
    }

    private static string Shape(Tensor<float> tensor) => string.Join("x", tensor.Lengths.ToArray());

    /// <summary>The values in row-major order; without a copy where the tensor is dense.</summary>
    private static ReadOnlySpan<float> Values(Tensor<float> tensor)
    {
        if (tensor.IsDense && tensor.TryGetSpan([0, 0, 0, 0], checked((int)tensor.FlattenedLength), out Span<float> span)) return span;
        var values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
