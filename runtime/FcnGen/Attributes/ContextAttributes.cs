namespace FcnGen;

/// <summary>
/// The mean over the whole map, 1×1 for every size of picture: what a picture is about, as in ParseNet, PSPNet and DeepLab. Its cell lies nowhere
/// and fits everywhere; <see cref="BroadcastAttribute"/> repeats it over a map again.
/// </summary>
public sealed class GlobalAvgPoolAttribute : LayerAttribute;

/// <summary>Repeats a map of 1×1, a global mean for example, over the size of another layer. What it makes fits everywhere.</summary>
public sealed class BroadcastAttribute : LayerAttribute
{
    /// <summary>The layer whose size to take, by <c>nameof</c>.</summary>
    public string Onto { get; set; } = "";
}

/// <summary>Repeats a map of 1×1 over the size of the input picture.</summary>
public sealed class BroadcastToInputAttribute : LayerAttribute
{
    /// <summary>The input whose size to take, where the network has several.</summary>
    public string? Input { get; set; }
}
