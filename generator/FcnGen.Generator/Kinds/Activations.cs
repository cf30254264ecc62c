using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>The activations as their attributes declare them.</summary>
internal static class Activations
{
    /// <summary>What a dropout left of max(x, 0) is positive where that was, and zero elsewhere.</summary>
    public static Activation Of(ReluAttribute a) => new("Relu", "ReLU") { PassesDropout = true };
}
