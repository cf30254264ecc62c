namespace FcnGen;

/// <summary>
/// Cuts a layer so that it lies exactly on another one. The offset is computed from the coordinates of both; writing it is a check.
/// </summary>
public sealed class CropAttribute : LayerAttribute
{
    /// <summary>The layer whose position and size to take, by <c>nameof</c>.</summary>
    public string Onto { get; set; } = "";

    /// <summary>The offset that the author expects, in cells; -1 for no expectation.</summary>
    public int Offset { get; set; } = -1;

    /// <summary>
    /// True to allow that what is cut lies beside the other layer, by part of a cell or more: the compiler then says by how much. The offset is the
    /// one that is written, or the whole number next to the computed one.
    /// </summary>
    public bool AllowShift { get; set; }
}

/// <summary>Cuts a layer of stride 1 to the size of the input picture.</summary>
public sealed class CropToInputAttribute : LayerAttribute
{
    /// <summary>The input whose size to take, where the network has several.</summary>
    public string? Input { get; set; }

    /// <summary>The offset that the author expects, in pixels; -1 for no expectation.</summary>
    public int Offset { get; set; } = -1;

    /// <summary>True to allow that what is cut lies beside the picture, as in <see cref="CropAttribute.AllowShift"/>.</summary>
    public bool AllowShift { get; set; }
}

/// <summary>Adds layers of equal shape and position (the paper's skip fusion, Caffe's Eltwise).</summary>
/// <param name="bottoms">The layers to add, by <c>nameof</c>.</param>
public sealed class SumAttribute(params string[] bottoms) : LayerAttribute
{
    /// <summary>The layers to add.</summary>
    public string[] Bottoms { get; } = bottoms;

    /// <summary>One factor per layer; default all 1.</summary>
    public double[] Coefficients { get; set; } = [];

    /// <summary>True to allow that the layers lie beside each other: the compiler then says by how much.</summary>
    public bool AllowShift { get; set; }
}

/// <summary>Joins layers of equal size and position along the channels.</summary>
/// <param name="bottoms">The layers to join, by <c>nameof</c>, in order.</param>
public sealed class ConcatAttribute(params string[] bottoms) : LayerAttribute
{
    /// <summary>The layers to join.</summary>
    public string[] Bottoms { get; } = bottoms;

    /// <summary>True to allow that the layers lie beside each other: the compiler then says by how much.</summary>
    public bool AllowShift { get; set; }
}
