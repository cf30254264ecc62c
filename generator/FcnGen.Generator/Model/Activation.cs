namespace FcnGen.Generator.Model;

/// <summary>An activation that a layer ends in.</summary>
/// <param name="Name">Its type in the runtime, and the member of <c>FcnGen.LayerKind</c> of a layer that is nothing else.</param>
/// <param name="Words">In words: <c>ReLU</c>, <c>leaky ReLU 0.1</c>.</param>
internal sealed record Activation(string Name, string Words)
{
    /// <summary>Its constants; null if it has none.</summary>
    public ShapeStruct? Shape { get; init; }

    /// <summary>What it learns itself, a value per channel; null for nothing.</summary>
    public ActivationParameter? Parameter { get; init; }

    /// <summary>True if its gradient needs the value that came in, as the runtime's type says, so that training keeps that.</summary>
    public bool FromInput { get; init; }

    /// <summary>True if a value that a dropout behind it has multiplied or made zero still says what the gradient is.</summary>
    public bool PassesDropout { get; init; }

    /// <summary>True if what comes out is a probability for each channel by itself.</summary>
    public bool GivesProbabilities { get; init; }

    /// <summary>Arguments that are out of range.</summary>
    public EquatableArray<ArgumentFault> Faults { get; init; }

    /// <summary>The activation with parameters that training leaves alone.</summary>
    public Activation Frozen() => Parameter is null ? this : this with { Parameter = Parameter with { Frozen = true } };

    /// <summary>Reports every argument that is out of range.</summary>
    public void Check(IArgumentChecks checks)
    {
        foreach (ArgumentFault fault in Faults) checks.Require(false, fault.Argument, fault.Found, fault.Expected);
    }
}

/// <summary>An argument that is out of range.</summary>
/// <param name="Argument">Its name.</param>
/// <param name="Found">What is written.</param>
/// <param name="Expected">What would be right, in words.</param>
internal sealed record ArgumentFault(string Argument, string Found, string Expected);
