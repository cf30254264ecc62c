using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace FcnGen.Samples;

/// <summary>Kinds of results that can be computed again, so that a new run may replace those of an earlier one without asking.</summary>
public enum DerivedKind
{
    /// <summary>None of them: weights, say.</summary>
    None,

    /// <summary>A label PNG.</summary>
    Labels,

    /// <summary>A colour PNG.</summary>
    Picture,

    /// <summary>Scores as .npy.</summary>
    Scores,

    /// <summary>A confusion matrix as CSV.</summary>
    Confusion,
}

/// <summary>Recognises results of earlier runs by how they begin. A photo or a label picture of another program is none.</summary>
public static class DerivedFile
{
    private const int ColorTypeAt = 25, TextAt = 37;
    private const byte RgbColor = 2, IndexedColor = 3;

    /// <summary>True if a file is such a result.</summary>
    /// <param name="path">An existing file.</param>
    /// <param name="kind">The kind.</param>
    public static bool Is(string path, DerivedKind kind)
    {
        try
        {
            using SafeFileHandle file = InputFile.OpenHandle(path);
            Span<byte> start = stackalloc byte[128];
            start = start[..RandomAccess.Read(file, start, 0)];
            return kind switch
            {
                DerivedKind.Labels => IsPng(start, IndexedColor),
                DerivedKind.Picture => IsPng(start, RgbColor),
                DerivedKind.Scores => IsScores(start),
                DerivedKind.Confusion => start.StartsWith("true\\predicted,"u8),
                _ => false,
            };
        }
        catch (Exception error) when (error is InputFileException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The kind in words, with an article.</summary>
    public static string Describe(DerivedKind kind) => kind switch
    {
        DerivedKind.Labels => "a label PNG",
        DerivedKind.Picture => "a PNG",
        DerivedKind.Scores => "a .npy file of scores",
        DerivedKind.Confusion => "a confusion matrix",
        _ => "a result",
    };

    // PNGs that FcnGen writes say so directly after their header.
    private static bool IsPng(ReadOnlySpan<byte> start, byte color) =>
        start.Length > TextAt && start[0] == 0x89 && start[1..].StartsWith("PNG"u8) && start[ColorTypeAt] == color && start[TextAt..].StartsWith("tEXtSoftware\0FcnGen"u8);

    // Four extents of float32, the first 1.
    private static bool IsScores(ReadOnlySpan<byte> start) =>
        start.Length > 10 && start[0] == 0x93 && start[1..].StartsWith("NUMPY"u8) && start[10..].StartsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (1, "u8);
}
