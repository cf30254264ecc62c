namespace FcnGen;

/// <summary>
/// Makes <c>Picture.Load</c> and all that reads pictures take TIFFs too: 1 to 16 bits, grey, RGB, palette and YCbCr,
/// strips and tiles, uncompressed or packed by LZW, deflate, PackBits, JPEG and fax codes, in both byte orders, and BigTIFF. Of several
/// pages the first is read.
/// </summary>
public static class TiffPictures
{
    /// <summary>Adds the format; once is enough, and more does no harm.</summary>
    public static void Register() => PictureFormats.Register(new TiffFormat());
}
