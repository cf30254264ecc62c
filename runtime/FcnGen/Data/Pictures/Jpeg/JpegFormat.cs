using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using StbImageSharp;

namespace FcnGen;

/// <summary>JPEG.</summary>
internal sealed class JpegFormat : IPictureFormat
{
    public string Name => "JPEG";

    public IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg"];

    public bool Recognises(ReadOnlySpan<byte> file) => file is [0xFF, 0xD8, 0xFF, ..];

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
