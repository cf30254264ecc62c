namespace FcnGen.Generator.Model;

/// <summary>One declared layer. Bottoms are names; an empty list means "the layer above".</summary>
/// <param name="Name">The property's name, with the trunk's suffix if there is one.</param>
/// <param name="CaffeName">The name in weight files.</param>
/// <param name="Bottoms">Names of the layers that feed it, as declared.</param>
/// <param name="Relu">True if a ReLU is part of the layer.</param>
/// <param name="Dropout">Ratio of the dropout that is part of the layer; 0 for none.</param>
/// <param name="IsOutput">True if marked <c>[Output]</c>.</param>
/// <param name="IsOwn">True if declared in the network's own class (and so a partial property to implement); false for trunk layers
/// and for the implicit input.</param>
internal abstract record LayerSpec(
    string Name, string CaffeName, EquatableArray<string> Bottoms, bool Relu, double Dropout, bool IsOutput, bool IsOwn)
{
    /// <summary>Index of the <c>[Trunk]</c> that brought the layer; -1 for the network's own.</summary>
    public int Trunk { get; init; } = -1;

    /// <summary>The author's own documentation of the property, as XML; empty where there is none.</summary>
    public string Documentation { get; init; } = "";
}

/// <summary>An input picture.</summary>
internal sealed record InputSpec(string Name, string CaffeName, int Channels, bool IsOwn)
    : LayerSpec(Name, CaffeName, default, false, 0, false, IsOwn);

/// <summary>Learning-rate and decay multipliers, fillers, and whether training changes the parameters at all.</summary>
internal sealed record ParameterSpec(
    double LrMult, double DecayMult, double BiasLrMult, double BiasDecayMult, bool Frozen, Filler Filler, double FillerValue, double BiasValue);

/// <summary>Which attribute a convolution was declared by; decides its default filler and the name of its kind.</summary>
internal enum ConvKind
{
    Conv,
    Score,
    InnerProduct,
}

/// <summary>A convolution, a score layer or an inner product.</summary>
internal sealed record ConvSpec(
    string Name, string CaffeName, EquatableArray<string> Bottoms, bool Relu, double Dropout, bool IsOutput, bool IsOwn,
    ConvKind Kind, int Outputs, int Kernel, int Stride, int Pad, int Dilation, int Groups, bool Bias, ParameterSpec Parameters)
    : LayerSpec(Name, CaffeName, Bottoms, Relu, Dropout, IsOutput, IsOwn);

/// <summary>A transposed convolution, learned or fixed bilinear.</summary>
internal sealed record DeconvSpec(
    string Name, string CaffeName, EquatableArray<string> Bottoms, bool Relu, double Dropout, bool IsOutput, bool IsOwn,
    int Outputs, int Kernel, int Stride, int Pad, int Groups, bool Bilinear, bool Bias, ParameterSpec Parameters)
    : LayerSpec(Name, CaffeName, Bottoms, Relu, Dropout, IsOutput, IsOwn)
{
    /// <summary>By default it starts as interpolation; where channels can't be carried over one to one, as a convolution does.</summary>
    public Filler FillerFor(int inputs) =>
        Parameters.Filler != Filler.Default ? Parameters.Filler : Outputs == inputs ? Filler.Bilinear : Filler.Msra;
}

/// <summary>A max or average pooling.</summary>
/// <param name="StrideWritten">False where the stride is 1 since none was written.</param>
internal sealed record PoolSpec(
    string Name, string CaffeName, EquatableArray<string> Bottoms, bool Relu, double Dropout, bool IsOutput, bool IsOwn,
    bool IsMax, int Kernel, int Stride, int Pad, Rounding Rounding, bool StrideWritten = true)
    : LayerSpec(Name, CaffeName, Bottoms, Relu, Dropout, IsOutput, IsOwn);

/// <summary>A layer that is nothing but its ReLU or its dropout.</summary>
internal sealed record PointwiseSpec(
    string Name, string CaffeName, EquatableArray<string> Bottoms, bool Relu, double Dropout, bool IsOutput, bool IsOwn)
    : LayerSpec(Name, CaffeName, Bottoms, Relu, Dropout, IsOutput, IsOwn);

/// <summary>Local response normalisation across channels.</summary>
internal sealed record LrnSpec(
    string Name, string CaffeName, EquatableArray<string> Bottoms, bool Relu, double Dropout, bool IsOutput, bool IsOwn,
    int LocalSize, double Alpha, double Beta, double K)
    : LayerSpec(Name, CaffeName, Bottoms, Relu, Dropout, IsOutput, IsOwn);

/// <summary>Multiplication by a constant.</summary>
internal sealed record ScaleSpec(
    string Name, string CaffeName, EquatableArray<string> Bottoms, bool Relu, double Dropout, bool IsOutput, bool IsOwn, double Factor)
    : LayerSpec(Name, CaffeName, Bottoms, Relu, Dropout, IsOutput, IsOwn);

/// <summary>A crop onto another layer, or onto an input where <see cref="OntoInput"/>.</summary>
/// <param name="Onto">Name of the layer or input to lie on; null for the network's only input.</param>
/// <param name="DeclaredOffset">The offset that the author wrote; -1 for none.</param>
internal sealed record CropSpec(
    string Name, string CaffeName, EquatableArray<string> Bottoms, bool Relu, double Dropout, bool IsOutput, bool IsOwn,
    bool OntoInput, string? Onto, int DeclaredOffset)
    : LayerSpec(Name, CaffeName, Bottoms, Relu, Dropout, IsOutput, IsOwn);

/// <summary>A weighted sum.</summary>
/// <param name="Coefficients">One factor per bottom, or empty for all 1.</param>
internal sealed record SumSpec(
    string Name, string CaffeName, EquatableArray<string> Bottoms, bool Relu, double Dropout, bool IsOutput, bool IsOwn,
    EquatableArray<double> Coefficients)
    : LayerSpec(Name, CaffeName, Bottoms, Relu, Dropout, IsOutput, IsOwn);

/// <summary>A concatenation along the channels.</summary>
internal sealed record ConcatSpec(
    string Name, string CaffeName, EquatableArray<string> Bottoms, bool Relu, double Dropout, bool IsOutput, bool IsOwn)
    : LayerSpec(Name, CaffeName, Bottoms, Relu, Dropout, IsOutput, IsOwn);

/// <summary>A softmax loss over the classes of its bottom.</summary>
internal sealed record SoftmaxLossSpec(
    string Name, string CaffeName, EquatableArray<string> Bottoms, bool IsOwn,
    int IgnoreLabel, LossNormalization Normalization, EquatableArray<double> ClassWeights, double KeepProbability, double Weight)
    : LayerSpec(Name, CaffeName, Bottoms, false, 0, false, IsOwn);
