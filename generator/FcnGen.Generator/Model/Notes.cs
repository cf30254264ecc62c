namespace FcnGen.Generator.Model;

/// <summary>Says in words what a layer does: for the comments above launches and for the documentation that hover shows.</summary>
internal static class Notes
{
    /// <summary><c>conv 3x3, pad 100, 3 → 64, bias, ReLU</c>.</summary>
    public static string Forward(CheckedNetwork network, CheckedLayer layer) =>
        layer.Spec.Note(network, layer) + (layer.Spec is { Activation: { } activation, IsActivation: false } ? ", " + activation.Words : "");
}
