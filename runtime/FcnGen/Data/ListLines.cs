using System;
using System.IO;

namespace FcnGen;

/// <summary>Reads a text file of a data set.</summary>
internal static class ListLines
{
    /// <summary>All lines.</summary>
    /// <exception cref="DatasetException">The system refuses to read the file.</exception>
    public static string[] Read(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The list {path} cannot be read: {exception.Message}", exception);
        }
    }
}
