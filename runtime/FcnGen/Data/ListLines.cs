namespace FcnGen;

/// <summary>Reads a text file of a data set.</summary>
internal static class ListLines
{
    private const long MaxBytes = 1 << 28;

    /// <summary>All lines.</summary>
    /// <exception cref="DatasetException">The file does not exist, is no regular file, or cannot be read.</exception>
    public static string[] Read(string path)
    {
        try
        {
            return InputFile.ReadAllLines(path, MaxBytes);
        }
        catch (InputFileException exception)
        {
            throw new DatasetException($"The list {path} cannot be read: {exception.Message}", exception);
        }
    }
}
