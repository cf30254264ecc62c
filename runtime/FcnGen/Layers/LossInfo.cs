namespace FcnGen;

/// <summary>What a loss takes: the labels of its classes and, where it declares one, a label that counts for nothing.</summary>
/// <param name="Name">The name of its layer.</param>
/// <param name="Scores">Index, in <see cref="NetworkDescription.Layers"/>, of the scores that it judges.</param>
/// <param name="Classes">Labels are 0 to <paramref name="Classes"/> − 1.</param>
/// <param name="IgnoreLabel">The label of pixels that count for nothing; null if every pixel counts.</param>
public sealed record LossInfo(string Name, int Scores, int Classes, byte? IgnoreLabel)
{
    /// <summary>True if the loss takes a label.</summary>
    public bool Takes(byte label) => label < Classes || label == IgnoreLabel;
}
