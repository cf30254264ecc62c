using System;
using System.Collections.Generic;

namespace FcnGen.Geometry;

/// <summary>
/// Something that a picture has along each of its two axes: a kernel of 1×7, the pads before the first row and the first column. Where both are
/// the same it stands for one value, and one value converts to it.
/// </summary>
/// <param name="Height">Along the height: of rows.</param>
/// <param name="Width">Along the width: of columns.</param>
public readonly record struct PerAxis<T>(T Height, T Width)
{
    /// <summary>True if both are the same.</summary>
    public bool IsSame => EqualityComparer<T>.Default.Equals(Height, Width);

    /// <summary>The same along both axes.</summary>
    public static implicit operator PerAxis<T>(T both) => new(both, both);

    /// <summary>The value along one axis.</summary>
    public T this[Axis axis] => axis == Axis.Height ? Height : Width;

    /// <summary>What follows from each.</summary>
    public PerAxis<TResult> Select<TResult>(Func<T, TResult> map) => new(map(Height), map(Width));

    /// <summary><c>3</c>, or <c>1x7</c> (height, width) where they differ.</summary>
    public override string ToString() => IsSame ? Height?.ToString() ?? "" : Height + "x" + Width;
}

/// <summary>The axes of a picture.</summary>
public enum Axis
{
    /// <summary>Down the rows.</summary>
    Height,

    /// <summary>Along a row.</summary>
    Width,
}
