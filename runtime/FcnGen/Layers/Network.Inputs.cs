using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using FcnGen.CompilerServices;

namespace FcnGen;

// What a pass is fed: checked, encoded, copied to the device.
public abstract partial class Network
{
    private float[] _encoded = [];

    private void RequireOneInput()
    {
        if (_inputs.Length == 1) return;
        throw new InvalidOperationException(
            $"{Description.Name} has several inputs ({string.Join(", ", _inputs.Select(layer => layer.Name))}), and a picture feeds one: "
            + "give each by its name (a dictionary of rasters), or a tensor for each, by Forward or ForwardTraining.");
    }

    private void UploadInput(Pass pass, int input, ReadOnlySpan<float> values)
    {
        Blob blob = InputBlob(pass, input);
        if (values.Length != blob.Count)
        {
            throw new ArgumentException(
                $"Input {_inputs[input].Name} of {Description.Name} is {blob.Batch}x{blob.Channels}x{blob.Height}x{blob.Width} " +
                $"(pictures x channels x height x width, {blob.Count} values); {values.Length} values were given.");
        }

        Device.Upload(_arena, values, blob);
    }

    private ReadOnlySpan<float> Encode(Picture picture)
    {
        Span<float> values = Encoded(0, 1, picture.Height, picture.Width);
        Description.Preprocessing.Encode(picture, values);
        return values;
    }

    // One input after the other is encoded into the same room: the device has copied it when the next one comes.
    private void UploadInputs(Pass pass, Raster[] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            Span<float> values = Encoded(i, 1, inputs[i].Height, inputs[i].Width);
            Description.Inputs[i].Preprocessing.Encode(inputs[i], values);
            UploadInput(pass, i, values);
        }
    }

    /// <summary>What feeds each input, in the order of the inputs.</summary>
    /// <exception cref="SampleMismatchException">Names, channels or sizes do not fit.</exception>
    private Raster[] Bind(string call, IReadOnlyDictionary<string, Raster> inputs)
    {
        var named = new NamedValues<Raster>(inputs, nameof(inputs));
        Sample.CheckSizes(call, named);
        return BoundSample.Bind(Description, call, named);
    }

    private Raster[] Bind(string call, Raster input)
    {
        RequireOneInput();
        return BoundSample.Bind(Description, call, new NamedValues<Raster>(Sample.Unnamed, input, nameof(input)));
    }

    private ReadOnlySpan<float> Encode(IReadOnlyList<Picture> pictures, int height, int width)
    {
        Span<float> values = Encoded(0, pictures.Count, height, width);
        int each = values.Length / pictures.Count;
        for (int i = 0; i < pictures.Count; i++) Description.Preprocessing.Encode(pictures[i], values.Slice(i * each, each));
        return values;
    }

    private Span<float> Encoded(int input, int batch, int height, int width)
    {
        int channels = _inputs[input].Channels;
        Int128 count = (Int128)batch * channels * height * width;
        if (count > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(batch), batch, $"{batch} pictures of {channels}x{height}x{width} values are more than one array holds ({Array.MaxLength}): take fewer, or smaller ones.");
        }

        if (_encoded.Length < count) _encoded = new float[(int)count];
        return _encoded.AsSpan(0, (int)count);
    }

    private static (int Height, int Width) CommonSize(IReadOnlyList<Picture> pictures)
    {
        for (int i = 0; i < pictures.Count; i++)
        {
            ArgumentNullException.ThrowIfNull(pictures[i], $"{nameof(pictures)}[{i}]");
            if ((pictures[i].Height, pictures[i].Width) != (pictures[0].Height, pictures[0].Width))
            {
                throw new ArgumentException(
                    $"A pass takes pictures of one size: picture 0 is {pictures[0].Height}x{pictures[0].Width}, picture {i} is {pictures[i].Height}x{pictures[i].Width}. "
                    + "Segment them one by one, or scale or cut them to one size.", nameof(pictures));
            }
        }

        return (pictures[0].Height, pictures[0].Width);
    }

    private (int Batch, int Height, int Width) CommonSize(ReadOnlySpan<Tensor<float>> inputs)
    {
        if (inputs.Length != _inputs.Length)
        {
            throw new ArgumentException(
                $"{Description.Name} has {_inputs.Length} inputs ({string.Join(", ", _inputs.Select(layer => layer.Name))}); {inputs.Length} tensors were given.", nameof(inputs));
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            Layer layer = _inputs[i];
            ArgumentNullException.ThrowIfNull(inputs[i], layer.Name);
            ReadOnlySpan<nint> first = inputs[0].Lengths, lengths = inputs[i].Lengths;
            if (lengths.Length != 4 || lengths[1] != layer.Channels || lengths[0] != first[0] || lengths[2] != first[2] || lengths[3] != first[3])
            {
                throw new ArgumentException(
                    $"Input {layer.Name} of {Description.Name} must be pictures x {layer.Channels} x height x width" +
                    (i == 0 ? "" : $", as large as {_inputs[0].Name}") + $"; it is {Shape(inputs[i])}.");
            }
        }

        ReadOnlySpan<nint> size = inputs[0].Lengths;
        return (checked((int)size[0]), checked((int)size[2]), checked((int)size[3]));
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
