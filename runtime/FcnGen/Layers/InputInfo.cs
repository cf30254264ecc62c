namespace FcnGen;

/// <summary>What an input takes.</summary>
/// <param name="Name">The name of its layer, by which samples name what feeds it.</param>
/// <param name="Channels">Values of a pixel.</param>
/// <param name="Preprocessing">How what is stored becomes the input.</param>
public sealed record InputInfo(string Name, int Channels, Preprocessing Preprocessing)
{
    /// <summary>True if the input takes a raster: of as many channels, or a picture where it has one or three.</summary>
    internal bool Takes(int channels, bool isPicture) => isPicture ? Channels is 1 or 3 : Channels == channels;
}
