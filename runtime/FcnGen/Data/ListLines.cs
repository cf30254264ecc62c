using System;
using System.Collections.Generic;

namespace FcnGen;

/// <summary>A line of a list that says something.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">The whole line.</param>
/// <param name="Fields">What stands between tabs, or between blanks where there is no tab.</param>
internal sealed record ListLine(int Number, string Text, string[] Fields);

/// <summary>Reads a text file that lists the pictures of a data set: UTF-8 or UTF-16, any line ends, <c>#</c> begins a comment.</summary>
internal static class ListLines
{
    private const long MaxBytes = 1 << 28;
    private const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>The lines that are neither empty nor comments.</summary>
    /// <exception cref="DatasetException">The file does not exist, is no regular file, cannot be read, or is no text.</exception>
    public static IEnumerable<ListLine> Read(string path)
    {
        string[] lines;
        try
        {
            lines = InputFile.ReadAllLines(path, MaxBytes);
        }
        catch (InputFileException exception)
        {
            throw new DatasetException($"The list {path} cannot be read: {exception.Message}", exception);
        }

        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Contains('\0')) throw new DatasetException($"{path} is no text file, so it cannot list pictures. Give a text file with a picture and its label per line.");
            if (line.Length == 0 || line[0] == '#') continue;
            yield return new ListLine(i + 1, line, line.Contains('\t') ? line.Split('\t', Trimmed) : line.Split((char[]?)null, Trimmed));
        }
    }
}
