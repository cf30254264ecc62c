using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>An input picture.</summary>
internal sealed record InputSpec(LayerHead Head, int InputChannels) : LayerSpec(Head)
{
    private static readonly string[] s_preprocessing = ["Order", "Mean", "Deviation", "Scale"];

    public override string Kind => "Input";

    /// <summary>How it is made, where the attribute says so.</summary>
    public PreprocessingSpec? Declared { get; init; }

    public override PreprocessingSpec? Preprocessing => Declared;

    public override Arity Reads => Arity.Nothing;

    public override PerAxis<SizeRule> Size => SizeRule.Same;

    public override bool SetsChannels => true;

    public static InputSpec Read(InputAttribute attribute, LayerHead head, ReadContext context) => new(head, attribute.Channels)
    {
        Declared = !s_preprocessing.Any(context.IsWritten) ? null
            : new PreprocessingSpec(attribute.Order, (attribute.Mean ?? []).ToEquatableArray(), attribute.Scale) { Deviation = (attribute.Deviation ?? []).ToEquatableArray() },
    };

    public override void CheckArguments(IArgumentChecks checks)
    {
        checks.Channels("channels", InputChannels);
        Preprocessing?.Check(checks, InputChannels, "Scale");
    }

    public override int Channels(IChannelChecks bottoms) => InputChannels;

    public override Position Map(Position bottom, Axis axis) => bottom;

    public override Rational? Field(Rational field, Rational stride, Axis axis) => field;

    public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs) => default;

    public override Cost Cost(int inputs) => default;

    public override ShapeStruct? Shape(int inputs, int outputs, PerAxis<int> foldedCrop) => null;

    /// <summary>The picture is there before the first launch.</summary>
    public override void Lower(IForwardPass pass) => _ = pass.Output;

    public override void LowerBackward(IBackwardPass pass)
    {
        // Nobody asks for the gradient by a picture.
    }

    public override string Note(CheckedNetwork network, CheckedLayer layer)
    {
        PreprocessingSpec preprocessing = network.Spec.PreprocessingOf(this);
        return "input, " + Words.Count(InputChannels, "channel") + (preprocessing.Deviation.Count == 0 ? "" : ": " + preprocessing.Describe());
    }
}
