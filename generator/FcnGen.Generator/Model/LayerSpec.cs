using System;
using System.Collections.Generic;
using FcnGen.Geometry;

namespace FcnGen.Generator.Model;

/// <summary>
/// A declared layer of some kind. What every kind must answer is abstract here, and the passes ask nothing else; each kind is a record in
/// <c>Kinds</c>.
/// </summary>
/// <param name="Head">What layers of all kinds declare.</param>
internal abstract record LayerSpec(LayerHead Head)
{
    public string Name => Head.Name;

    public string CaffeName => Head.CaffeName;

    public EquatableArray<string> Bottoms => Head.Bottoms;

    public Activation? Activation => Head.Activation;

    public double Dropout => Head.Dropout;

    public bool IsOwn => Head.IsOwn;

    /// <summary>True if the network's own class has a partial property for it.</summary>
    public bool IsDeclared => Head.IsOwn || Head.IsUse;

    /// <summary>The property of the layer. The implicit input has none of its own and is called Data.</summary>
    public string Member => Reads == Arity.Nothing && !IsOwn ? "Data" : Name;

    /// <summary>True if an activation or a dropout is part of the layer.</summary>
    public bool HasActivation => Activation is not null || Dropout > 0;

    /// <summary>
    /// True if the gradient of the activation can't be told from the layer's value, so that training keeps another one: that before the
    /// activation, or that before the dropout behind it. A layer that is nothing but its activation has the former as the value of its bottom.
    /// </summary>
    public bool KeepsValue => Activation is { } activation
        && (activation.FromInput ? !IsActivation : Dropout > 0 && !activation.PassesDropout);

    /// <summary>The name of the kind: a member of <c>FcnGen.LayerKind</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>How many layers it reads.</summary>
    public abstract Arity Reads { get; }

    /// <summary>Reports every argument that is out of range, whatever the layer reads.</summary>
    public abstract void CheckArguments(IArgumentChecks checks);

    /// <summary>The output channels; reports what does not fit the channels that are read.</summary>
    public abstract int Channels(IChannelChecks bottoms);

    /// <summary>How its height and width follow from those of what it reads, or of the layer whose size it takes.</summary>
    public abstract PerAxis<SizeRule> Size { get; }

    /// <summary>True if it has the size of what it reads, whatever that is.</summary>
    public bool KeepsSize => Size is { Height.KeepsSize: true, Width.KeepsSize: true };

    /// <summary>Where its cells lie along an axis, given where those of the layer do whose grid it starts from: the first that it reads and that lies somewhere, mostly.</summary>
    public abstract Position Map(Position bottom, Axis axis);

    /// <summary>The pixels along an axis that a cell sees; null for the whole picture.</summary>
    /// <param name="field">Those of what it reads: the most, where that is several layers.</param>
    /// <param name="stride">Pixels between the cells that it reads; 0 where they lie nowhere.</param>
    /// <param name="axis">The axis.</param>
    public abstract Rational? Field(Rational field, Rational stride, Axis axis);

    /// <summary>What its activation learns; null for nothing.</summary>
    /// <param name="channels">Channels that it has.</param>
    public ParameterEntry? ActivationParameter(int channels) => Activation?.Parameter?.Entry(ActivationParameterName!, channels);

    /// <summary>The end of that parameter's name in weight files; null where there is none.</summary>
    public string? ActivationParameterName => Activation?.Parameter is { } parameter ? IsActivation ? ParameterNames.Weight : parameter.Name : null;

    /// <summary>Its parameters but for that of its activation, in the order of weight files.</summary>
    /// <param name="inputs">Channels that it reads.</param>
    /// <param name="outputs">Channels that it has.</param>
    public abstract EquatableArray<ParameterEntry> Parameters(int inputs, int outputs);

    /// <summary>What it multiplies.</summary>
    /// <param name="inputs">Channels that it reads.</param>
    public abstract Cost Cost(int inputs);

    /// <summary>The constants that specialise its kernels; null if they need none.</summary>
    /// <param name="inputs">Channels that it reads.</param>
    /// <param name="outputs">Channels that it has.</param>
    /// <param name="foldedCrop">Cells of a crop that follows and is folded into the kernel.</param>
    public abstract ShapeStruct? Shape(int inputs, int outputs, PerAxis<int> foldedCrop);

    /// <summary>Adds its launches to a forward pass; of a loss, the launch that computes the loss and the gradient by the scores.</summary>
    public abstract void Lower(IForwardPass pass);

    /// <summary>Adds the launches that carry its gradient on: to its parameters, and to each layer that it reads.</summary>
    public abstract void LowerBackward(IBackwardPass pass);

    /// <summary>What it does, in words: <c>conv 3x3, pad 100, 3 → 64, bias</c>.</summary>
    public abstract string Note(CheckedNetwork network, CheckedLayer layer);

    // What only some kinds have.

    /// <summary>The window that slides over what it reads; null where there is none.</summary>
    public virtual Window? Window => null;

    /// <summary>The groups of channels that do not see each other.</summary>
    public virtual int Groups => 1;

    /// <summary>How its size is rounded, where the author chooses.</summary>
    public virtual Rounding? Rounding => null;

    /// <summary>The layer whose size its own follows from, where that is not the one that it reads.</summary>
    public virtual SizeSource? SizeFrom => Target;

    /// <summary>For a crop, the layer whose place and size it takes.</summary>
    public virtual CropTarget? Target => null;

    /// <summary>What its kernel can leave beside its value.</summary>
    public virtual EquatableArray<FurtherOutput> FurtherOutputs => default;

    /// <summary>The further output of an earlier layer that it reads; null for none.</summary>
    public virtual FurtherRead? Source => null;

    /// <summary>The layers that it names beside its bottoms: the one whose size it takes, the one whose further output it reads.</summary>
    public IEnumerable<string> NamedBeside
    {
        get
        {
            if (SizeFrom is { IsInput: false, Name: { Length: > 0 } target }) yield return target;
            if (Source is { Layer: { Length: > 0 } source }) yield return source;
        }
    }

    /// <summary>Where its cells lie among those that it reads, if that depends on how many there are of both; null if <see cref="Map"/> says it for all sizes.</summary>
    public virtual Resampling? Resampling(Axis axis) => null;

    /// <summary>True for a resizing: what it makes is meant to be laid over the layer whose size it has.</summary>
    public virtual bool Resamples => false;

    /// <summary>True if it takes a map of one cell only.</summary>
    public virtual bool ReadsOneCell => false;

    /// <summary>True if the author allows that what it lays onto each other is shifted.</summary>
    public virtual bool AllowsShift => false;

    /// <summary>For a loss, what labels it takes.</summary>
    public virtual LossLabels? Labels => null;

    /// <summary>For an input that declares it, how what is stored becomes it; null where the class may.</summary>
    public virtual PreprocessingSpec? Preprocessing => null;

    /// <summary>For a sum, the factor of each of its addends.</summary>
    public virtual Func<int, double>? Coefficient => null;

    /// <summary>True if it lays what it reads side by side, so that a bottom can write its slice itself.</summary>
    public virtual bool Joins => false;

    /// <summary>Channels come from this layer, not from what it reads.</summary>
    public virtual bool SetsChannels => false;

    /// <summary>True for a layer that is nothing but its activation or its dropout.</summary>
    public virtual bool IsActivation => false;

    /// <summary>True if a dropout follows what the layer computes, other than the layer itself.</summary>
    public bool DropsAfter => Dropout > 0 && !(IsActivation && Activation is null);

    /// <summary>True if its kernel applies the activation that is part of the layer, where that need not be kept apart.</summary>
    public virtual bool FusesActivation => false;

    /// <summary>True if its kernel can compute a window of its output only, and add to what is there.</summary>
    public virtual bool ComputesWindows => false;

    /// <summary>True if its kernel can add to what is there.</summary>
    public virtual bool AddsToSums => ComputesWindows;

    /// <summary>True if its values are probabilities where those that it reads are: it moves them, leaves some out, or averages.</summary>
    public virtual bool KeepsProbabilities => false;

    /// <summary>True if its kernel can end in the best class per cell instead of the scores.</summary>
    public virtual bool EndsInLabels => false;

    /// <summary>True for a convolution of any kind.</summary>
    public virtual bool IsConvolution => false;

    /// <summary>True for a transposed convolution, learned or fixed.</summary>
    public virtual bool IsTransposed => false;

    /// <summary>True if the author may write a pad that grows the map of a convolution.</summary>
    public virtual bool TakesPad => false;

    /// <summary>False for a pooling whose stride is 1 since none was written.</summary>
    public virtual bool StrideWritten => true;

    /// <summary>For a layer that interpolates, be it fixed or only as its weights are filled: how, in words.</summary>
    /// <param name="inputs">Channels that it reads.</param>
    public virtual string? Interpolation(int inputs) => null;

    /// <summary>How it becomes labels where it is an output: a single channel by a threshold, several by the largest of them.</summary>
    /// <param name="channels">Channels that it has.</param>
    /// <param name="values">What its values are.</param>
    public virtual LabelRule Labelling(int channels, OutputValues values) =>
        channels == 1 ? LabelRule.Threshold(Head.Threshold ?? LabelRule.UsualProbability, values) : LabelRule.ArgMax(channels);

    /// <summary>The layer with another window; itself where it has none.</summary>
    public virtual LayerSpec With(Window window) => this;

    /// <summary>The layer once it is known whose further output it reads; itself where that makes no difference.</summary>
    public virtual LayerSpec Reading(LayerSpec source) => this;

    /// <summary>The layer in a network of one size, where it reads a map of this height and width; itself where that makes no difference.</summary>
    public virtual LayerSpec Over(PerAxis<int> map) => this;

    /// <summary>The layer with another rounding; itself where it has none.</summary>
    public virtual LayerSpec With(Rounding rounding) => this;

    /// <summary>The layer with parameters that training leaves alone, that of its activation among them.</summary>
    public LayerSpec Frozen() => FrozenOwn() with { Head = Head with { Activation = Activation?.Frozen() } };

    /// <summary>The layer with parameters that training leaves alone, but for that of its activation.</summary>
    protected virtual LayerSpec FrozenOwn() => this;

    /// <summary>The layer as it reads others by new names.</summary>
    /// <param name="head">The new head.</param>
    /// <param name="rename">The new name of a layer.</param>
    /// <param name="input">What it names by not naming an input; null to leave that to the network.</param>
    public virtual LayerSpec Renamed(LayerHead head, Func<string, string> rename, string? input) => this with { Head = head };

    /// <summary>The layer of a trunk that a layer feeds, not an input: what it calls the input is that layer.</summary>
    public virtual LayerSpec BelowLayer() => this;
}

/// <summary>How many layers a layer reads.</summary>
internal enum Arity
{
    /// <summary>None: an input.</summary>
    Nothing,

    /// <summary>One: the layer above, or the one that <c>From</c> names.</summary>
    One,

    /// <summary>Two or more, which must lie on one grid: a fusion.</summary>
    Several,
}

/// <summary>What a layer takes its size from.</summary>
/// <param name="IsInput">True for an input.</param>
/// <param name="Name">Name of the layer or input; null for the network's only input.</param>
internal record SizeSource(bool IsInput, string? Name)
{
    /// <summary>The same layer by its new name.</summary>
    /// <param name="rename">The new name of a layer.</param>
    /// <param name="input">That of the input which is not named; null to leave it to the network.</param>
    public SizeSource Renamed(Func<string, string> rename, string? input) => this with { Name = Name is null ? input : rename(Name) };
}

/// <summary>What a crop takes place and size from.</summary>
/// <param name="IsInput">True for an input.</param>
/// <param name="Name">Name of the layer or input; null for the network's only input.</param>
/// <param name="DeclaredOffset">The offset that the author wrote; -1 for none.</param>
internal sealed record CropTarget(bool IsInput, string? Name, int DeclaredOffset) : SizeSource(IsInput, Name);

/// <summary>Where the cells of a resized map lie among those that it reads.</summary>
/// <param name="Coordinates">The rule.</param>
/// <param name="Scale">Cells read for each that is made; null if that is what both sizes give.</param>
internal sealed record Resampling(ResizeCoordinates Coordinates, Rational? Scale);

/// <summary>The labels of a loss: a class index for each pixel of the input picture.</summary>
/// <param name="Ignored">Label of pixels that count for nothing; -1 for none.</param>
/// <param name="Values">What it takes the values for that it reads.</param>
internal sealed record LossLabels(int Ignored, OutputValues Values);

/// <summary>Multiplications of a layer.</summary>
/// <param name="PerCell">How many for one cell.</param>
/// <param name="OfInput">True if cells of what it reads are meant, false for its own.</param>
internal readonly record struct Cost(long PerCell, bool OfInput = false);
