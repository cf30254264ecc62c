namespace Demo;

/// <summary>
/// A network whose inference passes find values prepared. No attribute declares its layers: the other parts of the class are the reviewed
/// texts that <c>FcnGen.Generator.Tests</c> makes of a kind of its own, v ⋆ (x − b) with v made of w.
/// </summary>
public partial class PreparedNet
{
    /// <summary>3x3, ReLU.</summary>
    public partial global::FcnGen.Layer Conv1 { get; }

    /// <summary>3x3, shifted, ReLU.</summary>
    public partial global::FcnGen.Layer Shift1 { get; }

    /// <summary>2x2.</summary>
    public partial global::FcnGen.Layer Pool1 { get; }

    /// <summary>3x3, dilation 2, shifted.</summary>
    public partial global::FcnGen.Layer Shift2 { get; }

    /// <summary>Five classes.</summary>
    public partial global::FcnGen.Layer ScoreFr { get; }

    /// <summary>Twice as large.</summary>
    public partial global::FcnGen.Layer Upscore { get; }

    /// <summary>As large as the picture.</summary>
    public partial global::FcnGen.Layer Score { get; }

    /// <summary>Softmax.</summary>
    public partial global::FcnGen.Layer Loss { get; }
}
