using System;
using System.IO;
using System.Threading;

namespace FcnGen;

/// <summary>
/// The way of every picture from bytes to RGB, or to the channels that are stored: find the format, compare what the file claims with what
/// it can hold, decode, map 16 bits, turn.
/// </summary>
internal static class PictureDecoder
{
    /// <exception cref="PictureFormatException">The bytes are empty, no picture that is read, damaged, cut short or too large.</exception>
    public static Picture Decode(byte[] file, string name, PictureOptions? options, CancellationToken cancel) => Guarded(file, name, format =>
    {
        DecodedPicture decoded = format.Decode(file, cancel);
        string? note = null;
        byte[] pixels = decoded.Pixels ?? DeepSamples.ToRgb(decoded, name, options?.Range, cancel, out note);
        (int width, int height) = (decoded.Width, decoded.Height);
        pixels = Orientation.Apply(pixels, 3, ref width, ref height, decoded.Orientation, cancel);
        if (note is not null) options?.Report(note);
        return new Picture(pixels, width, height) { Note = note };
    });

    /// <summary>Decodes with all channels and bits.</summary>
    /// <exception cref="PictureFormatException">The bytes are empty, no picture that is read, damaged, cut short or too large.</exception>
    public static Raster DecodeStored(byte[] file, string name, CancellationToken cancel) => Guarded(file, name, format =>
    {
        DecodedPicture decoded = format.DecodeStored(file, cancel);
        (int width, int height, int channels) = (decoded.Width, decoded.Height, decoded.Channels);
        if ((decoded.Pixels ?? decoded.Raster?.Values8) is { } bytes)
            return new Raster(Orientation.Apply(bytes, channels, ref width, ref height, decoded.Orientation, cancel), channels, width, height);
        ushort[] samples = decoded.Samples ?? decoded.Raster!.Values16!;
        return new Raster(Orientation.Apply(samples, channels, ref width, ref height, decoded.Orientation, cancel), channels, width, height);
    });

    private static T Guarded<T>(byte[] file, string name, Func<IPictureFormat, T> decode)
    {
        if (file.Length == 0) throw new PictureFormatException($"{name} is empty (0 bytes). Copy or download it again.");
        IPictureFormat format = PictureFormats.Of(file) ?? throw new PictureFormatException(
            $"{name} {RefusedFormats.Describe(file) ?? $"is not a picture that can be read. Read are {PictureFormats.Names}; convert it to one of them."}");
        try
        {
            if (Problem(name, format.ReadClaim(file), file.Length) is { } problem) throw new PictureFormatException(problem);
            return decode(format);
        }
        catch (InvalidDataException error)
        {
            throw new PictureFormatException($"{name} cannot be decoded: {error.Message}. Copy or download it again.", error);
        }
        catch (NotSupportedException error)
        {
            throw new PictureFormatException($"{name} is a {format.Name} of a kind that is not read: {error.Message}. Convert it to PNG.", error);
        }
        catch (Exception error) when (error is not (FcnGenException or OutOfMemoryException or OperationCanceledException))
        {
            // Decoders of others have exceptions of many kinds for damaged files.
            throw new PictureFormatException($"{name} cannot be decoded ({error.Message}): it is damaged, or a {format.Name} of a rare kind. Convert it to PNG.", error);
        }
    }

    /// <summary>
    /// True for a picture that takes so little memory (16 MiB as RGB) that it may be allocated before its pixels are known to be there.
    /// </summary>
    public static bool IsLittle(int width, int height) => 3L * width * height <= 1 << 24;

    /// <summary>Why a file of this claim is not decoded; null if nothing speaks against it.</summary>
    public static string? Problem(string name, PictureClaim claim, long bytes)
    {
        if (claim.Width <= 0 || claim.Height <= 0) return $"{name} cannot be decoded: its header states no valid size. Copy or download it again.";
        Int128 pixels = (Int128)claim.Width * claim.Height;
        if (pixels > claim.MostPixels)
        {
            return $"{name} states {claim.Height}x{claim.Width} pixels (height x width), but its {bytes} bytes can hold {claim.MostPixels} at most: "
                + "it is damaged or cut short. Copy or download it again.";
        }

        return pixels <= Picture.MaxPixels ? null
            : $"{name} has {claim.Height}x{claim.Width} pixels (height x width); at most {Picture.MaxPixels} pixels are read. Scale it down or cut it into tiles.";
    }
}
