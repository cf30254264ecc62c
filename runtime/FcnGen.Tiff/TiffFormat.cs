using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace FcnGen;

/// <summary>TIFF and BigTIFF: the first page.</summary>
internal sealed class TiffFormat : IPictureFormat
{
    public string Name => "TIFF";

    public IReadOnlyList<string> Extensions { get; } = [".tif", ".tiff"];

    public bool Recognises(ReadOnlySpan<byte> file) => TiffDirectory.IsTiff(file);

    public PictureClaim ReadClaim(ReadOnlySpan<byte> file)
    {
        var directory = new TiffDirectory(file);
        (long width, long height) = TiffLayoutReader.Size(directory);
        // Too large for any picture, whatever its bytes can hold.
        if ((Int128)width * height > Picture.MaxPixels) return new PictureClaim(width, height, long.MaxValue);
        return new PictureClaim(width, height, TiffLimits.MostPixels(TiffLayoutReader.Read(directory, file.Length, anyChannels: true)));
    }

    public DecodedPicture Decode(byte[] file, CancellationToken cancel)
    {
        TiffLayout layout = TiffLayoutReader.Read(new TiffDirectory(file), file.Length);
        return Fill(file, layout, layout.Bits > 8 ? new DeepTiffPixels(layout) : new PlainTiffPixels(layout), cancel);
    }

    public DecodedPicture DecodeStored(byte[] file, CancellationToken cancel)
    {
        TiffLayout layout = TiffLayoutReader.Read(new TiffDirectory(file), file.Length, anyChannels: true);
        // What a palette or YCbCr stores stands for colours.
        return layout.Photometric is TiffPhotometric.Palette or TiffPhotometric.YCbCr ? Decode(file, cancel) : Fill(file, layout, new StoredTiffPixels(layout), cancel);
    }

    private static DecodedPicture Fill(byte[] file, TiffLayout layout, TiffPixels pixels, CancellationToken cancel)
    {
        TiffRows.Read(file, layout, pixels.PlanesNeeded, (samples, row, column, plane) =>
        {
            cancel.ThrowIfCancellationRequested();
            pixels.Add(samples, row, column, plane);
        });
        return pixels.ToPicture();
    }
}
