using System;
using System.Collections.Generic;
using System.Collections.Immutable;
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

    /// <summary>The names of all formats, as a sentence lists them.</summary>
    internal static string Names
    {
        get
        {
            string[] names = [.. _all.Select(format => format.Name)];
            return $"{string.Join(", ", names[..^1])} and {names[^1]}";
        }
    }

    /// <summary>The format of a file, by its first bytes; null if it is none of these.</summary>
    internal static IPictureFormat? Of(ReadOnlySpan<byte> file)
    {
        foreach (IPictureFormat format in _all)
        {
            if (format.Recognises(file)) return format;
        }

        return null;
    }
}
