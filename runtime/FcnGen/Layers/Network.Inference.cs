using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using System.Threading;
using FcnGen.CompilerServices;

namespace FcnGen;

// Pictures in, scores out.
public abstract partial class Network
{
    private readonly PlanKey[] _plans = new PlanKey[3];
    private Pass? _last;

    private readonly record struct PlanKey(int Batch, int Height, int Width);

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
        using NetworkUse.Turn turn = _use.Take(nameof(Forward));
        RequireOneInput();
        _ = OutputLayer(output);
        Begin(Pass.Forward, batch, height, width);
        Blob blob = OutputBlob(output);
        if (scores.Length != blob.Count)
            throw new ArgumentException($"The output has {blob.Batch}x{blob.Channels}x{blob.Height}x{blob.Width} scores; there is room for {scores.Length}.", nameof(scores));
        UploadInput(Pass.Forward, 0, images);
        Prepare(Pass.Forward);
        Device.Run(this, _arena, Pass.Forward);
        Device.Download(_arena, blob, scores);
        Settle();
    }

    /// <summary>
    /// Runs the forward pass and copies the scores of every output out, for code that does not know the network's class: the generated
    /// <c>Forward</c> has one argument per input and names the outputs.
    /// </summary>
    /// <param name="inputs">Batch × channels × height × width each, in the order of the inputs.</param>
    /// <returns>Per output: batch × classes × height × width.</returns>
    public Tensor<float>[] RunForward(params ReadOnlySpan<Tensor<float>> inputs)
    {
        using NetworkUse.Turn turn = _use.Take(nameof(Forward));
        (int batch, int height, int width) = CommonSize(inputs);
        Begin(Pass.Forward, batch, height, width);
        for (int i = 0; i < inputs.Length; i++) UploadInput(Pass.Forward, i, Values(inputs[i]));
        Prepare(Pass.Forward);
        Device.Run(this, _arena, Pass.Forward);
        var outputs = new Tensor<float>[Description.Outputs.Count];
        for (int output = 0; output < outputs.Length; output++)
        {
            Blob blob = OutputBlob(output);
            outputs[output] = Tensor.Create(ReadScores(blob), [blob.Batch, blob.Channels, blob.Height, blob.Width]);
        }

        return outputs;
    }

    /// <summary>The scores of a picture, and where they lay: classes × height × width.</summary>
    internal (float[] Scores, Blob Blob) ScoresOf(string call, Picture picture, int output, CancellationToken cancel)
    {
        RequireOneInput();
        return ScoresOf(call, [Raster.Of(picture)], output, cancel);
    }

    /// <summary>The scores of a raster, for networks with one input: classes × height × width, and where they lay.</summary>
    internal (float[] Scores, Blob Blob) ScoresOf(string call, Raster raster, int output, CancellationToken cancel) =>
        ScoresOf(call, Bind(call, raster), output, cancel);

    /// <summary>The scores of inputs by name: classes × height × width, and where they lay.</summary>
    internal (float[] Scores, Blob Blob) ScoresOf(string call, IReadOnlyDictionary<string, Raster> inputs, int output, CancellationToken cancel) =>
        ScoresOf(call, Bind(call, inputs), output, cancel);

    private (float[] Scores, Blob Blob) ScoresOf(string call, Raster[] inputs, int output, CancellationToken cancel)
    {
        using NetworkUse.Turn turn = _use.Take(call);
        _ = OutputLayer(output);
        Begin(Pass.Forward, 1, inputs[0].Height, inputs[0].Width);
        UploadInputs(Pass.Forward, inputs);
        Prepare(Pass.Forward, cancel);
        Device.Run(this, _arena, Pass.Forward, cancel);
        cancel.ThrowIfCancellationRequested();
        Blob blob = OutputBlob(output);
        return (ReadScores(blob), blob);
    }

    private float[] ReadScores(Blob blob)
    {
        if (blob.Count > Array.MaxLength)
        {
            throw new DeviceMemoryException(
                $"{blob.Batch}x{blob.Channels}x{blob.Height}x{blob.Width} scores are more than one array holds ({Array.MaxLength}): use smaller pictures or a smaller batch.");
        }

        var values = new float[blob.Count];
        Device.Download(_arena, blob, values);
        Settle();
        return values;
    }

    /// <summary>Works out the plan for a size, unless it is the one at hand, and makes room for it.</summary>
    private void Begin(Pass pass, int batch, int height, int width)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ParameterSet.ThrowIfDisposed();
        if (batch <= 0) throw new ArgumentOutOfRangeException(nameof(batch), batch, "A batch has at least one picture.");
        Description.CheckSize(height, width);
        if ((Int128)batch * height * width > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(batch), batch, $"A pass takes at most {int.MaxValue} pixels; {batch} of {height}x{width} are more.");
        _last = null;
        var key = new PlanKey(batch, height, width);
        KeepPrepared(pass, key);
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

    private Layer OutputLayer(int output) => (uint)output < (uint)Description.Outputs.Count
        ? Description.Outputs[output]
        : throw new ArgumentOutOfRangeException(nameof(output), output, $"{Description.Name} has {Description.Outputs.Count} outputs, counted from 0.");
}
