using System.Text;

namespace FcnGen.Training.Tests;

/// <summary>What is not read is named, with advice, from the file's first bytes.</summary>
public sealed class RefusedFormatTests
{
    [Theory]
    [InlineData("GIF89a\u0001\0\u0001\0", "a GIF")]
    [InlineData("8BPS\0\u0001", "PSD")]
    [InlineData("RIFF\u0020\0\0\0WEBPVP8L", "WebP")]
    [InlineData("\0\0\0\u0018ftypheic", "HEIC")]
    [InlineData("\0\0\0\u0018ftypavif", "AVIF")]
    [InlineData("\0\0\0\u000CjP  \r\n\u0087\n", "JPEG 2000")]
    [InlineData("\u00FF\u004F\u00FF\u0051\0", "JPEG 2000")]
    [InlineData("\0\0\0\u000CJXL \r\n\u0087\n", "JPEG XL")]
    [InlineData("\u00FF\n\u0001", "JPEG XL")]
    [InlineData("\0\0\u0001\0\u0001\0\u0010\u0010", "ICO")]
    [InlineData("P6\n2 2\n255\n", "PNM")]
    [InlineData("v/1\u0001\u0002\0\0\0", "OpenEXR")]
    [InlineData("#?RADIANCE\n", "Radiance HDR")]
    [InlineData("\0\0\u0002\0\0\0\0\0\0\0\0\0\u0004\0\u0004\0\u0018\0rest", "TGA")]
    [InlineData("\0\0\u000B\0\0\0\0\0\0\0\0\0\u0004\0\u0004\0\u0008\u0020rest", "TGA")]
    [InlineData("qoif\0\0\0\u0001", "QOI")]
    [InlineData("II*\0\u0008\0\0\0", "FcnGen.Tiff")]
    [InlineData("MM\0+\0\u0008\0\0", "FcnGen.Tiff")]
    [InlineData("<!DOCTYPE html><html>", "web page")]
    [InlineData("\u00EF\u00BB\u00BF<!DOCTYPE html><html>", "web page")]
    [InlineData("\u00EF\u00BB\u00BF\r\n<svg xmlns=\"x\">", "SVG")]
    [InlineData("\u0093NUMPY\u0001\0", "NumPy")]
    [InlineData("PK\u0003\u0004", "Unpack it first.")]
    [InlineData("%PDF-1.7", "Download the picture itself")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "git lfs pull")]
    public void Are_refused_by_name(string start, string word)
    {
        string message = Assert.Throws<PictureFormatException>(() => Picture.Decode(Encoding.Latin1.GetBytes(start), "street.dat")).Message;
        Assert.StartsWith("street.dat is ", message);
        Assert.Contains(word, message);
    }

    [Fact]
    public void Anything_else_is_not_a_picture() => Assert.Contains(
        "Read are PNG, JPEG and BMP",
        Assert.Throws<PictureFormatException>(() => Picture.Decode("nothing that anyone knows"u8.ToArray(), "x")).Message);
}
