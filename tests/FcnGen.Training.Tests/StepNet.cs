using System;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Training.Tests;

/// <summary>
/// A network by hand whose score is its input: the class of a pixel is its largest channel. In the middle of every pass it calls
/// <see cref="Between"/>, so that a test decides what happens while the network is at work.
/// </summary>
internal sealed class StepNet : Network
{
    private readonly int _channels;

    public StepNet(Device device, int channels = 3)
        : base(Describe(channels), new TestParameters(device, Describe(channels)), seed: 1) => _channels = channels;

    /// <summary>Shares parameters.</summary>
    public StepNet(ParameterSet parameters)
        : base(Describe(3), parameters, seed: 1, ownsParameters: false) => _channels = 3;

    public Action? Between { get; set; }

    /// <summary>Passes that came to their end.</summary>
    public int Completed { get; private set; }

    public override int LossCount => 1;

    public override long ArenaBytes(Pass pass, int batch, int height, int width) =>
        2 * Blob.Bytes(batch, height, width, _channels) + ByteBlob.Bytes(batch, new MapSize(height, width)) + FcnGen.CompilerServices.LossCell.Bytes;

    public override void Execute<TKernels>(TKernels kernels, Pass pass)
    {
        Blob spare = Dense(pass, 1);
        kernels.Clear(spare);
        Between?.Invoke();
        kernels.Clear(spare);
        if (pass == Pass.Segment) kernels.ArgMax(InputBlob(pass, 0), SegmentBlob(0));
        if (pass == Pass.Training) kernels.Clear(Blob.Dense(LossCell(0).Offset, 1, 1, 1, 4));
        Completed++;
    }

    protected override long Plan(Pass pass, int batch, int height, int width) => ArenaBytes(pass, batch, height, width);

    protected override Blob InputBlob(Pass pass, int input) => Dense(pass, 0);

    protected override Blob OutputBlob(int output) => Dense(Pass.Forward, 0);

    protected override ByteBlob SegmentBlob(int output) => Labels(Pass.Segment);

    protected override ByteBlob LabelBlob(int loss) => Labels(Pass.Training);

    protected override LossCell LossCell(int loss)
    {
        (int batch, int height, int width) = PlannedSize(Pass.Training);
        return new(2 * Blob.Bytes(batch, height, width, _channels) + ByteBlob.Bytes(batch, new MapSize(height, width)));
    }

    private Blob Dense(Pass pass, int slot)
    {
        (int batch, int height, int width) = PlannedSize(pass is Pass.Backward or Pass.BackwardAccumulate ? Pass.Training : pass);
        return Blob.Dense(slot * Blob.Bytes(batch, height, width, _channels), batch, height, width, _channels);
    }

    private ByteBlob Labels(Pass pass)
    {
        (int batch, int height, int width) = PlannedSize(pass);
        return new ByteBlob(2 * Blob.Bytes(batch, height, width, _channels), batch, height, width);
    }

    private static NetworkDescription Describe(int channels) => new()
    {
        Name = nameof(StepNet),
        Layers = [Layer("data", LayerKind.Input, channels), Layer("score", LayerKind.Crop, channels) with { IsOutput = true, Bottoms = [0] }],
        MinSize = 1,
        Preprocessing = new Preprocessing(),
        Parameters = [TestParameters.Conv("fc.weight", 4, 3, 3, 3), TestParameters.Bias("fc.bias", 4)],
    };

    private static Layer Layer(string name, LayerKind kind, int channels) => new()
    {
        Name = name, PropertyName = name, Kind = kind, Channels = channels, ReceptiveField = new(1, 1), Map = new CoordinateMap(1, 0),
    };
}
