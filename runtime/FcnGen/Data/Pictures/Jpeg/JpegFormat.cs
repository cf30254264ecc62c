using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using StbImageSharp;

namespace FcnGen;

/// <summary>
/// JPEG with Huffman codes and 8 bits: baseline, extended and progressive; grey, YCbCr, RGB, CMYK and YCCK. The pixels are computed by
/// StbImageSharp, which fills what a file lacks with whatever is in memory, so only files that <see cref="JpegFile"/> found whole reach it.
/// </summary>
internal sealed class JpegFormat : IPictureFormat
{
    public string Name => "JPEG";

    public IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg", ".jpe", ".jfif"];

    public bool Recognises(ReadOnlySpan<byte> file) => file is [0xFF, 0xD8, 0xFF, ..];

    public PictureClaim ReadClaim(ReadOnlySpan<byte> file)
    {
        JpegFrame frame = JpegFile.ReadHeader(file).Frame!;
        // A block has 64 pixels and takes a bit at least; channels whose sizes differ in both directions share pixels among fewer blocks.
        return new PictureClaim(frame.Width, frame.Height, 1024L * file.Length);
    }

    public DecodedPicture Decode(byte[] file, CancellationToken cancel)
    {
        JpegFile jpeg = JpegFile.ReadAll(file, cancel);
        ImageResult decoded = Compute(jpeg.ToDecode());
        if (decoded.Width != jpeg.Frame!.Width || decoded.Height != jpeg.Frame.Height) throw new InvalidDataException("its header is damaged");
        return DecodedPicture.Rgb(decoded.Data, decoded.Width, decoded.Height, jpeg.Orientation);
    }

    public DecodedPicture DecodeStored(byte[] file, CancellationToken cancel)
    {
        DecodedPicture picture = Decode(file, cancel);
        if (JpegFile.ReadHeader(file).Frame!.Components.Length > 1) return picture;
        return DecodedPicture.Stored(new Raster(picture.Pixels!, 3, picture.Width, picture.Height).Select(0), picture.Orientation);
    }

    private static ImageResult Compute(byte[] jpeg)
    {
        try
        {
            return ImageResult.FromMemory(jpeg, ColorComponents.RedGreenBlue);
        }
        catch (InvalidOperationException error)
        {
            // Values that overflow, for example.
            throw new InvalidDataException($"its compressed pixels are damaged ({error.Message})", error);
        }
    }
}
