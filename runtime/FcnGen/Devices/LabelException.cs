using System;

namespace FcnGen;

/// <summary>A label names no class and is not the ignored one.</summary>
/// <param name="label">The label found.</param>
/// <param name="classes">Classes of the loss: labels are 0 to <paramref name="classes"/> − 1.</param>
/// <param name="image">The picture of the batch, from 0 on.</param>
/// <param name="row">Row of the pixel.</param>
/// <param name="column">Column of the pixel.</param>
public sealed class LabelException(int label, int classes, int image, int row, int column) : FcnGenException(
    $"The label of picture {image} of the batch holds {label} at row {row}, column {column}; "
    + $"the network has {classes} classes, so labels are 0 to {classes - 1} or the ignored label. Correct the label or the number of classes.")
{
    /// <summary>The label found.</summary>
    public int Label { get; } = label;

    /// <summary>Classes of the loss.</summary>
    public int Classes { get; } = classes;
}
