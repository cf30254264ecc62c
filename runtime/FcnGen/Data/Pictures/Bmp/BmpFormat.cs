using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using StbImageSharp;

namespace FcnGen;

/// <summary>BMP.</summary>
internal sealed class BmpFormat : IPictureFormat
{
    public string Name => "BMP";

    public IReadOnlyList<string> Extensions { get; } = [".bmp"];

    public bool Recognises(ReadOnlySpan<byte> file) => file is [(byte)'B', (byte)'M', ..];

    public PictureClaim ReadClaim(ReadOnlySpan<byte> file)
    {
        PictureIntegrity.Check(file);
        using var stream = new MemoryStream(file.ToArray(), writable: false);
        ImageInfo info = ImageInfo.FromStream(stream) ?? throw new InvalidDataException("its header is damaged");
        return new PictureClaim(info.Width, info.Height, 1024L * file.Length);
    }

    public DecodedPicture Decode(byte[] file, CancellationToken cancel)
    {
        ImageResult decoded = ImageResult.FromMemory(file, ColorComponents.RedGreenBlue);
        return DecodedPicture.Rgb(decoded.Data, decoded.Width, decoded.Height);
    }
}
