using System.Collections.Generic;
using FcnGen.Geometry;

namespace FcnGen;

/// <summary>What a layer does.</summary>
public enum LayerKind
{
    /// <summary>An input picture.</summary>
    Input,

    /// <summary>A convolution.</summary>
    Conv,

    /// <summary>A 1×1 convolution to class scores.</summary>
    Score,

    /// <summary>A fully connected layer, made a convolution.</summary>
    InnerProduct,

    /// <summary>A learned transposed convolution.</summary>
    Deconv,

    /// <summary>A transposed convolution with fixed bilinear weights.</summary>
    Bilinear,

    /// <summary>A max pooling.</summary>
    MaxPool,

    /// <summary>An average pooling.</summary>
    AvgPool,

    /// <summary>An unpooling by the winners of a max pooling.</summary>
    Unpool,

    /// <summary>The mean over the whole map.</summary>
    GlobalAvgPool,

    /// <summary>A ReLU that is a layer of its own.</summary>
    Relu,

    /// <summary>A leaky ReLU that is a layer of its own.</summary>
    LeakyRelu,

    /// <summary>A ReLU with learned slopes that is a layer of its own.</summary>
    PRelu,

    /// <summary>A sigmoid that is a layer of its own.</summary>
    Sigmoid,

    /// <summary>A clip that is a layer of its own.</summary>
    Clip,

    /// <summary>A dropout that is a layer of its own.</summary>
    Dropout,

    /// <summary>Local response normalisation.</summary>
    Lrn,

    /// <summary>Multiplication by a constant.</summary>
    Scale,

    /// <summary>A crop onto another layer or onto the input.</summary>
    Crop,

    /// <summary>One cell repeated over the size of another layer or of the input.</summary>
    Broadcast,

    /// <summary>A resizing by interpolation.</summary>
    Resize,

    /// <summary>A weighted sum.</summary>
    Sum,

    /// <summary>A concatenation of channels.</summary>
    Concat,

    /// <summary>A softmax loss.</summary>
    SoftmaxLoss,

    /// <summary>A sigmoid cross-entropy.</summary>
    SigmoidLoss,
}

/// <summary>A layer of a network as the compiler understood it. Annotated properties return it; nothing here can be changed.</summary>
public sealed record Layer
{
    private readonly PerAxis<int>? _padEnd;

    /// <summary>The name in weight files, such as <c>score_pool4c</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the property that declares it.</summary>
    public required string PropertyName { get; init; }

    /// <summary>What the layer does.</summary>
    public required LayerKind Kind { get; init; }

    /// <summary>Indices, in <see cref="NetworkDescription.Layers"/>, of the layers that feed it.</summary>
    public IReadOnlyList<int> Bottoms { get; init; } = [];

    /// <summary>Output channels; of a loss, the classes whose labels it takes.</summary>
    public required int Channels { get; init; }

    /// <summary>Height and width of the kernel or window; 1 where there is none.</summary>
    public PerAxis<int> Kernel { get; init; } = 1;

    /// <summary>Stride of the layer itself.</summary>
    public PerAxis<int> Stride { get; init; } = 1;

    /// <summary>Padding of the layer itself at the top and the left; of a transposed convolution cells cut.</summary>
    public PerAxis<int> Pad { get; init; }

    /// <summary>Padding of the layer itself at the bottom and the right; of a transposed convolution cells cut, less its output padding.</summary>
    public PerAxis<int> PadEnd
    {
        get => _padEnd ?? Pad;
        init => _padEnd = value;
    }

    /// <summary>Cells from one tap to the next.</summary>
    public PerAxis<int> Dilation { get; init; } = 1;

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>
    /// How the height and the width follow from those of the layer that is read; for a crop, of the layer that it is cropped onto; for an unpooling, of
    /// the layer that the max pooling reads.
    /// </summary>
    public PerAxis<SizeRule> Size { get; init; }

    /// <summary>
    /// Multiplications for one cell of the layer, or of the layer that it reads where <see cref="PerInputCell"/>; full kernels, as stored, and
    /// only what is customarily counted: convolutions and transposed convolutions.
    /// </summary>
    public long Multiplications { get; init; }

    /// <summary>True if <see cref="Multiplications"/> counts cells of the layer that is read.</summary>
    public bool PerInputCell { get; init; }

    /// <summary>How a pooling rounds its size.</summary>
    public Rounding Rounding { get; init; }

    /// <summary>The kind of the activation that the layer ends in or, alone, is; null for none.</summary>
    public LayerKind? Activation { get; init; }

    /// <summary>The constants of the activation in the order of its attribute: the slope of a leaky ReLU, the limits of a clip.</summary>
    public IReadOnlyList<float> ActivationConstants { get; init; } = [];

    /// <summary>Ratio of the dropout that is part of the layer; 0 for none.</summary>
    public double Dropout { get; init; }

    /// <summary>
    /// Height and width of the part of the input, in pixels, that one cell sees; where <see cref="Position"/> depends on the size of the picture, at
    /// most. 0 where that is the whole picture, or a share of it that grows with it.
    /// </summary>
    public required PerAxis<Rational> ReceptiveField { get; init; }

    /// <summary>
    /// Where the cells lie in the input: x = stride · i + offset, down the rows and along them. The stride is 0 where there is no such map for all
    /// sizes of the picture: see <see cref="Position"/>.
    /// </summary>
    public PerAxis<CoordinateMap> Map
    {
        get => Position.Select(static position => position.Map ?? default);
        init => Position = value.Select(static map => (Position)map);
    }

    /// <summary>Where the cells lie in the input: at <see cref="Map"/>, as for all ordinary layers, or by the size of the picture, or nowhere.</summary>
    public PerAxis<Position> Position { get; init; }

    /// <summary>For a crop: cells cut at the top and the left; else 0.</summary>
    public PerAxis<int> CropOffset { get; init; }

    /// <summary>For a crop, and any other layer that takes its size from one that it does not read: the index of that one; else -1.</summary>
    public int CropOnto { get; init; } = -1;

    /// <summary>For an unpooling: index of the max pooling that it undoes, by whose winners it places values; else -1.</summary>
    public int Undoes { get; init; } = -1;

    /// <summary>For a loss: the label of pixels that count for nothing; -1 for none.</summary>
    public int IgnoreLabel { get; init; } = -1;

    /// <summary>True for a loss, which nothing reads.</summary>
    public bool IsLoss => Kind is LayerKind.SoftmaxLoss or LayerKind.SigmoidLoss;

    /// <summary>True if a forward pass returns it.</summary>
    public bool IsOutput { get; init; }

    /// <summary>Of an output: what its values are.</summary>
    public OutputValues Values { get; init; }

    /// <summary>
    /// Of an output of one channel: the label is 1 where its value is greater, else 0; a probability or a score, as <see cref="Values"/> says.
    /// Null where the label is the channel with the largest value, the first of equals.
    /// </summary>
    public float? LabelThreshold { get; init; }

    /// <summary>Of an output and of a loss: labels are 0 to this number − 1. As many as channels, or 2 where a threshold decides.</summary>
    public int Classes => LabelThreshold is null ? Channels : 2;

    /// <summary>Values in the layer's parameters as weight files store them, fixed kernels and constants included.</summary>
    public long Parameters { get; init; }
}
