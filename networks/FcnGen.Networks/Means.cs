namespace FcnGen.Networks;

/// <summary>Channel means of the training sets, blue, green, red, on the 0..255 scale, as the published networks subtract them.</summary>
internal static class Means
{
    /// <summary>Blue, PASCAL VOC.</summary>
    public const double VocBlue = 104.00699;

    /// <summary>Green, PASCAL VOC.</summary>
    public const double VocGreen = 116.66877;

    /// <summary>Red, PASCAL VOC.</summary>
    public const double VocRed = 122.67892;
}
