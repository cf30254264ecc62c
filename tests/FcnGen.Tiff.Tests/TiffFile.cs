using FcnGen.Fuzz.Seeds;

namespace FcnGen.Tiff.Tests;

/// <summary>Small TIFFs for the tests, and reading them.</summary>
internal static class TiffFile
{
    static TiffFile() => TiffPictures.Register();

    /// <summary>Reads a file as programs do.</summary>
    public static Picture Read(byte[] file, PictureOptions? options = null) => Picture.Decode(file, "t.tif", options);

    /// <summary>The message that refuses a file.</summary>
    public static string Refusal(byte[] file) => Assert.Throws<PictureFormatException>(() => Read(file)).Message;

    /// <summary>A grey picture of 5x4 whose values tell rows and columns apart.</summary>
    public static byte[] Grey(TiffWriter writer) => writer.Write((row, column, _) => 10 * row + column + 1);
}
