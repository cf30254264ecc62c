using System;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using FcnGen.CompilerServices;

namespace FcnGen;

// Pictures and labels in, losses and gradients out.
public abstract partial class Network
{
    private uint[] _keys = [];

    /// <summary>Number of losses that the network has.</summary>
    public abstract int LossCount { get; }

    /// <summary>
    /// The forward pass with its losses, keeping what <see cref="Backward"/> needs; for networks with one input. Every loss gets the
    /// same labels. Adds 1 to <see cref="Iteration"/>.
    /// </summary>
    /// <param name="images">Batch × channels × height × width.</param>
    /// <param name="labels">Batch × height × width classes.</param>
    /// <param name="batch">Pictures.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <returns>The sum of all losses, each normalised and weighted as declared.</returns>
    public double ForwardTraining(ReadOnlySpan<float> images, ReadOnlySpan<byte> labels, int batch, int height, int width)
    {
        using NetworkUse.Turn turn = _use.Take(nameof(ForwardTraining));
        BeginTraining(images, batch, height, width);
        for (int loss = 0; loss < LossCount; loss++) UploadLabels(loss, labels);
        return RunTraining();
    }

    /// <summary>As the other overload, with one tensor per input and one set of labels per loss.</summary>
    /// <param name="inputs">Batch × channels × height × width each, in the order of the inputs.</param>
    /// <param name="labels">Per loss, in the order of declaration: batch × height × width classes.</param>
    public double ForwardTraining(ReadOnlySpan<Tensor<float>> inputs, ReadOnlySpan<byte[]> labels)
    {
        using NetworkUse.Turn turn = _use.Take(nameof(ForwardTraining));
        RequireLoss();
        (int batch, int height, int width) = CommonSize(inputs);
        if (labels.Length != LossCount)
            throw new ArgumentException($"{Description.Name} has {LossCount} losses; labels for {labels.Length} were given.", nameof(labels));
        foreach (byte[] one in labels) ArgumentNullException.ThrowIfNull(one, nameof(labels));
        Begin(Pass.Training, batch, height, width);
        for (int i = 0; i < inputs.Length; i++) UploadInput(Pass.Training, i, Values(inputs[i]));
        for (int loss = 0; loss < LossCount; loss++) UploadLabels(loss, labels[loss]);
        return RunTraining();
    }

    /// <summary>
    /// The forward pass with its losses and the backward pass, of which the host waits for neither before both are launched; for networks with
    /// one input. Adds 1 to <see cref="Iteration"/>. Look at the loss before the gradients are used: where it is not finite, they
    /// are of no use.
    /// </summary>
    /// <param name="images">Batch × channels × height × width.</param>
    /// <param name="labels">Batch × height × width classes, for every loss.</param>
    /// <param name="batch">Pictures.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="accumulate">True to add to the gradients that are there.</param>
    /// <returns>The sum of all losses, each normalised and weighted as declared.</returns>
    /// <exception cref="LabelException">A label is no class and not ignored; the gradients are undefined, and nothing else has changed.</exception>
    public double ForwardBackward(ReadOnlySpan<float> images, ReadOnlySpan<byte> labels, int batch, int height, int width, bool accumulate = false)
    {
        using NetworkUse.Turn turn = _use.Take(nameof(ForwardBackward), alone: true);
        BeginTraining(images, batch, height, width);
        for (int loss = 0; loss < LossCount; loss++) UploadLabels(loss, labels);
        return RunBoth(accumulate);
    }

    /// <summary>As the other overload, with any number of inputs and labels per loss.</summary>
    internal double ForwardBackward(Batch batch, bool accumulate)
    {
        using NetworkUse.Turn turn = _use.Take(nameof(ForwardBackward), alone: true);
        RequireLoss();
        Begin(Pass.Training, batch.Count, batch.Height, batch.Width);
        for (int i = 0; i < _inputs.Length; i++) UploadInput(Pass.Training, i, batch.Input(i));
        for (int loss = 0; loss < LossCount; loss++) UploadLabels(loss, batch.LabelsFor(loss));
        return RunBoth(accumulate);
    }

    /// <summary>
    /// The gradients of all trained parameters, after <see cref="ForwardTraining(ReadOnlySpan{float}, ReadOnlySpan{byte}, int, int, int)"/>.
    /// </summary>
    /// <param name="accumulate">True to add to the gradients that are there.</param>
    /// <exception cref="InvalidOperationException">The last pass was not a training pass.</exception>
    public void Backward(bool accumulate = false)
    {
        using NetworkUse.Turn turn = _use.Take(nameof(Backward), alone: true);
        ObjectDisposedException.ThrowIf(_disposed, this);
        ParameterSet.ThrowIfDisposed();
        if (_last != Pass.Training)
            throw new InvalidOperationException("Backward needs the activations of a training pass: call Loss or ForwardTraining right before it.");
        Device.Run(this, _arena, BackwardPass(accumulate));
        _last = null;
    }

    /// <summary>The value of one loss after a training pass, and the number of pixels that counted.</summary>
    /// <exception cref="InvalidOperationException">There was no training pass.</exception>
    public (double Loss, double Pixels) ReadLoss(int loss)
    {
        using NetworkUse.Turn turn = _use.Take(nameof(ReadLoss));
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_plans[(int)Pass.Training] == default) throw new InvalidOperationException("There is no loss to read: call Loss or ForwardTraining first.");
        return Device.ReadLoss(_arena, LossCell(loss));
    }

    /// <summary>Plans a training pass of the only input and uploads that.</summary>
    private void BeginTraining(ReadOnlySpan<float> images, int batch, int height, int width)
    {
        RequireOneInput();
        RequireLoss();
        Begin(Pass.Training, batch, height, width);
        UploadInput(Pass.Training, 0, images);
    }

    private void RequireLoss()
    {
        if (LossCount == 0) throw new InvalidOperationException($"{Description.Name} declares no loss, so it can't be trained: add a [SoftmaxLoss] or a [SigmoidLoss] layer.");
    }

    private void UploadLabels(int loss, ReadOnlySpan<byte> labels)
    {
        ByteBlob blob = LabelBlob(loss);
        if (labels.Length != blob.Count)
            throw new ArgumentException($"The loss needs {blob.Batch}x{blob.Height}x{blob.Width} labels ({blob.Count}); {labels.Length} were given.", nameof(labels));
        Device.Upload(_arena, labels, blob);
    }

    private double RunTraining()
    {
        UploadKeys();
        Device.Run(this, _arena, Pass.Training);
        double loss = ReadLosses();
        _last = Pass.Training;
        _iteration++;
        return loss;
    }

    private double RunBoth(bool accumulate)
    {
        UploadKeys();
        Device.RunStep(this, _arena, BackwardPass(accumulate));
        double loss = ReadLosses();
        _iteration++;
        return loss;
    }

    /// <summary>The key of a random stream in the next training pass: a function of the seed, the iteration and the stream.</summary>
    internal uint KeyOf(int stream) =>
        CounterRandom.Combine(CounterRandom.Combine((uint)_seed, (uint)_iteration), (uint)(_iteration >> 32) * 0x9E3779B9u + (uint)stream);

    private void UploadKeys()
    {
        ReadOnlySpan<int> streams = KeyStreams;
        if (streams.IsEmpty) return;
        if (_keys.Length < streams.Length) _keys = new uint[streams.Length];
        for (int i = 0; i < streams.Length; i++) _keys[i] = KeyOf(streams[i]);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(_keys.AsSpan(0, streams.Length));
        Device.Upload(_arena, bytes, new ByteBlob(KeyBlob.Offset, 1, 1, bytes.Length));
    }

    private static Pass BackwardPass(bool accumulate) => accumulate ? Pass.BackwardAccumulate : Pass.Backward;

    // Devices that run behind find a wrong label only here: a pass must not count before.
    private double ReadLosses()
    {
        double sum = 0;
        for (int loss = 0; loss < LossCount; loss++) sum += Device.ReadLoss(_arena, LossCell(loss)).Loss;
        return sum;
    }
}
