using System;
using System.IO;

namespace FcnGen.Samples;

/// <summary>Finds out early whether results can be written, before long work starts.</summary>
public static class OutputFile
{
    /// <summary>Creates a folder and makes sure that files can be written there.</summary>
    /// <exception cref="ProgramException">They cannot.</exception>
    public static void PrepareFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, ".write-probe");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ProgramException($"Cannot write into the output folder \"{folder}\": {cause.Message} Choose another folder.", cause);
        }
    }

    /// <summary>As <see cref="PrepareFolder"/> for the folder that a file goes to.</summary>
    /// <exception cref="ProgramException">Files cannot be written there.</exception>
    public static void PrepareFolderOf(string path)
    {
        if (Directory.Exists(path)) throw new ProgramException($"The output \"{path}\" is a folder; a file name is needed.");
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null) PrepareFolder(folder);
    }
}
