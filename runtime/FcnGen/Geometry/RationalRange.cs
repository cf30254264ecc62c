namespace FcnGen.Geometry;

/// <summary>The values that something takes over all sizes of a picture: the least and the most, or what they come close to.</summary>
/// <param name="Least">The least; null if there is no bound.</param>
/// <param name="Most">The most; null if there is no bound.</param>
public readonly record struct RationalRange(Rational? Least, Rational? Most)
{
    /// <summary>True if there is one value.</summary>
    public bool IsOne => Least is not null && Least == Most;

    /// <summary>True if there is one value, and it is zero.</summary>
    public bool IsZero => IsOne && Least == 0;

    /// <summary>One value.</summary>
    public static implicit operator RationalRange(Rational value) => new(value, value);

    /// <summary>The range that holds both.</summary>
    public RationalRange Or(RationalRange other) => new(
        Least is { } a && other.Least is { } b ? a < b ? a : b : null,
        Most is { } c && other.Most is { } d ? c > d ? c : d : null);

    /// <summary><c>8</c>, <c>-7/2 to -3</c>, <c>1 or more</c>, <c>0 or less</c>.</summary>
    public override string ToString() => (Least, Most) switch
    {
        ({ } least, { } most) => least == most ? least.ToString() : least + " to " + most,
        ({ } least, null) => least + " or more",
        (null, { } most) => most + " or less",
        _ => "any number of",
    };
}
