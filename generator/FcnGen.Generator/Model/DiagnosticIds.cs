namespace FcnGen.Generator.Model;

/// <summary>The rules. An id is never given to another rule; each has a page <c>docs/diagnostics/ID.md</c>.</summary>
internal static class DiagnosticIds
{
    // The form of the declaration.
    public const string ClassNotPartial = "FCN001";
    public const string UnsupportedClass = "FCN002";
    public const string PropertyNotPartial = "FCN003";
    public const string UnsupportedProperty = "FCN004";
    public const string SeveralKinds = "FCN005";
    public const string NoKind = "FCN006";
    public const string OutsideNetwork = "FCN007";
    public const string SecondPart = "FCN008";
    public const string UnclearInput = "FCN009";
    public const string UnusableTrunk = "FCN010";
    public const string UnknownKind = "FCN063";

    // Topology.
    public const string UnknownLayer = "FCN011";
    public const string LaterLayer = "FCN012";
    public const string SelfReference = "FCN013";
    public const string UnusedLayer = "FCN014";
    public const string DuplicateName = "FCN015";
    public const string ReadsLoss = "FCN016";
    public const string NoOutput = "FCN017";
    public const string NoLoss = "FCN018";
    public const string TooFewBottoms = "FCN019";

    // Shapes.
    public const string ArgumentOutOfRange = "FCN020";
    public const string GroupsDoNotDivide = "FCN021";
    public const string ChannelMismatch = "FCN022";
    public const string BilinearChannels = "FCN023";
    public const string CountMismatch = "FCN024";
    public const string LossClasses = "FCN025";
    public const string PoolStride = "FCN026";
    public const string BilinearScale = "FCN027";

    // Coordinates.
    public const string StridesDiffer = "FCN030";
    public const string CropNegative = "FCN031";
    public const string CropFraction = "FCN032";
    public const string CropOffset = "FCN033";
    public const string Misaligned = "FCN034";
    public const string LossMisaligned = "FCN035";
    public const string Shifted = "FCN036";
    public const string CropBySize = "FCN037";
    public const string ShiftAllowed = "FCN038";

    // Sizes.
    public const string CropBounds = "FCN040";
    public const string SizesDiffer = "FCN041";
    public const string MinSize = "FCN042";
    public const string EmptyOutput = "FCN043";
    public const string BeyondProof = "FCN044";
    public const string FixedSize = "FCN045";
    public const string NotOneCell = "FCN046";

    // Memory.
    public const string MemoryBudget = "FCN050";

    // Crops and trunks that say too little.
    public const string CropOntoNothing = "FCN060";
    public const string TrunksShareNames = "FCN061";
    public const string TrunkChannels = "FCN062";

    public const string TrunkBelow = "FCN064";

    // Further outputs.
    public const string NoFurtherOutput = "FCN065";
    public const string CannotUndo = "FCN066";

    // Blocks.
    public const string UnreadableText = "FCN070";
    public const string UnknownParameter = "FCN071";
    public const string NoValue = "FCN072";
    public const string WrongParameter = "FCN073";
    public const string MissingValue = "FCN074";
    public const string UnusableBlock = "FCN075";
    public const string TooManyLayers = "FCN076";
    public const string WhenOutsideBlock = "FCN077";

    // Labels.
    public const string ThresholdMisplaced = "FCN080";
    public const string LossOfProbabilities = "FCN081";

    public const string InternalError = "FCN9999";

    /// <summary>True for the rules that stop the generator.</summary>
    public static bool IsError(string id) => id is not (NoLoss or PoolStride or BilinearScale or TrunkChannels or ShiftAllowed);
}
