using System;
using System.IO;
using System.Threading;
using FcnGen.Formats;

namespace FcnGen;

public sealed partial class Raster
{
    /// <summary>
    /// Reads a file with all the channels and bits that it stores: a PNG or (with the package FcnGen.Tiff) a TIFF in grey, with alpha, in colours
    /// or, for TIFF, in any number of bands, 8 or 16 bits each; a NumPy array of height × width or height × width × channels, <c>uint8</c> or
    /// <c>uint16</c>. JPEG and BMP give three channels, a grey JPEG one. Values are as stored: 9 to 16 bits stay what they are, fewer than 8
    /// are spread over 8, palettes become RGB. Turned as an orientation says.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="cancel">Looked at where our own code loops.</param>
    /// <exception cref="InputFileException">The file does not exist, is no regular file, or cannot be read.</exception>
    /// <exception cref="PictureFormatException">The file is empty, of another kind, damaged, cut short or too large.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Raster Load(string path, CancellationToken cancel = default) => Decode(InputFile.ReadAllBytes(path), path, cancel);

    /// <summary>Reads what a stream holds from where it stands to its end; see <see cref="Load(string, CancellationToken)"/>.</summary>
    /// <param name="stream">A file, a download, an archive's entry; left open.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="cancel">Looked at between reads and where our own code loops.</param>
    /// <exception cref="InputFileException">The stream cannot be read, or holds more than <see cref="InputFile.MaxBytes"/>.</exception>
    /// <exception cref="PictureFormatException">The bytes are empty, of another kind, damaged, cut short or too large.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Raster Load(Stream stream, string name, CancellationToken cancel = default) => Decode(StreamBytes.Read(stream, name, cancel), name, cancel);

    /// <summary>Reads a file held in memory; see <see cref="Load(string, CancellationToken)"/>.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="cancel">Looked at where our own code loops.</param>
    /// <exception cref="PictureFormatException">The bytes are empty, of another kind, damaged, cut short or too large.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Raster Decode(byte[] file, string name, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(name);
        if (file.AsSpan().StartsWith(NpyHeader.Magic)) return NpyRaster.Read(file, name);
        return PictureFormats.Read(file, name, format =>
        {
            DecodedPicture decoded = format.DecodeStored(file, cancel);
            (int width, int height, int channels) = (decoded.Width, decoded.Height, decoded.Channels);
            if ((decoded.Pixels ?? decoded.Raster?.Values8) is { } bytes)
                return new Raster(Orientation.Apply(bytes, channels, ref width, ref height, decoded.Orientation, cancel), channels, width, height);
            ushort[] samples = decoded.Samples ?? decoded.Raster!.Values16!;
            return new Raster(Orientation.Apply(samples, channels, ref width, ref height, decoded.Orientation, cancel), channels, width, height);
        });
    }
}
