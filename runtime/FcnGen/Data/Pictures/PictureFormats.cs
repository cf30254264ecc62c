using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;

namespace FcnGen;

/// <summary>The formats of pictures that are read: PNG, JPEG and BMP, and those that other packages add.</summary>
public static class PictureFormats
{
    // In the order in which they are asked.
    private static ImmutableArray<IPictureFormat> _all = [new PngFormat(), new JpegFormat(), new BmpFormat()];

    /// <summary>File name extensions of all formats, in lower case, with the dot.</summary>
    public static IReadOnlyList<string> Extensions => [.. _all.SelectMany(format => format.Extensions)];

    /// <summary>Adds a format, unless one of that name is there. May be called at any time, from any thread.</summary>
    /// <param name="format">The format; used from several threads at once.</param>
    /// <exception cref="ArgumentNullException"><paramref name="format"/> is null.</exception>
    public static void Register(IPictureFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        ImmutableInterlocked.Update(ref _all, all => all.Any(known => known.Name == format.Name) ? all : all.Add(format));
    }

    /// <summary>
    /// The way of every picture from its bytes: find the format, compare what the file claims with what it can hold, decode.
    /// </summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="decode">Decodes by the format that was found.</param>
    /// <exception cref="PictureFormatException">The bytes are empty, no picture that is read, damaged, cut short or too large.</exception>
    internal static T Read<T>(byte[] file, string name, Func<IPictureFormat, T> decode)
    {
        if (file.Length == 0) throw new PictureFormatException($"{name} is empty (0 bytes). Copy or download it again.");
        IPictureFormat format = Of(file) ?? throw new PictureFormatException(
            $"{name} {RefusedFormats.Describe(file) ?? $"is not a picture that can be read. Read are {Names}; convert it to one of them."}");
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
    internal static bool IsLittle(int width, int height) => 3L * width * height <= 1 << 24;

    /// <summary>Why a file of this claim is not decoded; null if nothing speaks against it.</summary>
    internal static string? Problem(string name, PictureClaim claim, long bytes)
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

    /// <summary>The names of all formats, as a sentence lists them.</summary>
    private static string Names
    {
        get
        {
            string[] names = [.. _all.Select(format => format.Name)];
            return $"{string.Join(", ", names[..^1])} and {names[^1]}";
        }
    }

    /// <summary>The format of a file, by its first bytes; null if it is none of these.</summary>
    private static IPictureFormat? Of(ReadOnlySpan<byte> file)
    {
        foreach (IPictureFormat format in _all)
        {
            if (format.Recognises(file)) return format;
        }

        return null;
    }
}
