using System;
using System.Collections.Generic;
using System.Threading;

namespace FcnGen;

/// <summary>PNG: every colour type and depth, interlaced or not; of an animated one, its still picture.</summary>
internal sealed class PngFormat : IPictureFormat
{
    public string Name => "PNG";

    public IReadOnlyList<string> Extensions { get; } = [".png"];

    public bool Recognises(ReadOnlySpan<byte> file) => PngFile.IsPng(file);

    public PictureClaim ReadClaim(ReadOnlySpan<byte> file) => PngFile.ReadHeader(file).Claim(file.Length);

    public DecodedPicture Decode(byte[] file, CancellationToken cancel)
    {
        PngImage image = PngImage.Read(file);
        PngHeader header = image.Header;
        if (header.BitDepth < 16)
        {
            PngRgbSink rgb = PngRows.Read(file, image, () => new PngRgbSink(image), cancel);
            return DecodedPicture.Rgb(rgb.Pixels, header.Width, header.Height, image.Orientation);
        }

        PngDeepSink deep = PngRows.Read(file, image, () => new PngDeepSink(header), cancel);
        return DecodedPicture.Deep(deep.Samples, deep.Channels, header.Width, header.Height, image.Orientation, image.SignificantBits);
    }

    public DecodedPicture DecodeStored(byte[] file, CancellationToken cancel)
    {
        PngImage image = PngImage.Read(file);
        // A palette holds colours, which are what its indices stand for.
        if (image.Header.Color == PngColor.Indexed) return Decode(file, cancel);
        PngStoredSink sink = PngRows.Read(file, image, () => new PngStoredSink(image.Header), cancel);
        return DecodedPicture.Stored(sink.ToRaster(), image.Orientation);
    }
}
