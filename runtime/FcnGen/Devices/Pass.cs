namespace FcnGen;

/// <summary>The launch sequences of a network.</summary>
public enum Pass
{
    /// <summary>Pictures to scores, every output stored.</summary>
    Forward,

    /// <summary>Pictures to labels; full-size scores are never stored.</summary>
    Segment,

    /// <summary>Pictures and labels to losses, keeping what the backward pass needs.</summary>
    Training,

    /// <summary>After <see cref="Training"/>: gradients of all parameters, replacing those that were there.</summary>
    Backward,

    /// <summary>As <see cref="Backward"/>, adding to the gradients that are there.</summary>
    BackwardAccumulate,

    /// <summary>Before <see cref="Forward"/>, where it is out of date: what depends on parameters and the size of the pictures only.</summary>
    PrepareForward,

    /// <summary>The same before <see cref="Segment"/>.</summary>
    PrepareSegment,
}
